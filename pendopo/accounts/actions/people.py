"""Accounts of people: enrolling officers, names, passwords, invitations, and forgetting who never came."""

from __future__ import annotations

import datetime as dt

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth.hashers import make_password
from django.db import transaction

from pendopo.accounts.models import Account
from pendopo.accounts.permissions import TABLE, own_account
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.audit import chain


@transaction.atomic
def enrol_staff(
    actor: Actor,
    *,
    email: str,
    name: str,
    password: str = "",
    password_hash: str = "",
    totp_secret: str = "",
    is_demo: bool = False,
) -> Account:
    """An account for an officer, with a verified e-mail address and a password, or its hash.

    ``totp_secret`` (base32) sets up an authenticator at once; without it the officer is asked to set one
    up before a post that needs it can be used.
    """
    TABLE.check(actor, "keep_posts")
    account = Account(email=email.lower(), display_name=name, is_demo=is_demo, name_asked_at=clock.now())
    account.password = password_hash or make_password(password)
    account.save()
    EmailAddress.objects.create(user=account, email=email.lower(), verified=True, primary=True)
    if totp_secret:
        TOTP.activate(account, totp_secret)
    chain.record(actor, action="accounts.staff_enrolled", subject=f"account:{account.uid}")
    return account


def totp_code(secret: str, *, at: dt.datetime | None = None) -> str:
    """The six digits of an authenticator with ``secret`` at ``at``, by default now (RFC 6238)."""
    counter = int((at or clock.now()).timestamp()) // 30
    return str(format_hotp_value(hotp_value(secret, counter)))


def ask_name_once(actor: Actor) -> bool:
    """True the first time that a person without a name comes by; later the question is not repeated."""
    asked = Account.objects.filter(pk=own_account(actor), name_asked_at=None).update(
        name_asked_at=clock.now()
    )
    return bool(asked) and not actor.name


@transaction.atomic
def set_name(actor: Actor, *, name: str) -> None:
    """Write the actor's own name."""
    account = Account.objects.select_for_update().get(pk=own_account(actor))
    account.display_name, account.name_asked_at = name, clock.now()
    account.save(update_fields=["display_name", "name_asked_at"])
    chain.record(actor, action="accounts.name_changed", subject=f"account:{account.uid}")
