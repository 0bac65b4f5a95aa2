"""Accounts of officers: enrolling them with a password and, where the post needs it, a second factor."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.db import transaction

from pendopo.accounts.models import Account
from pendopo.accounts.permissions import TABLE
from pendopo.kernel.actor import Actor
from pendopo.kernel.audit import chain


@transaction.atomic
def enrol_staff(
    actor: Actor, *, email: str, name: str, password: str, totp_secret: str = "", is_demo: bool = False
) -> Account:
    """An account for an officer, with a verified e-mail address and a password.

    ``totp_secret`` (base32) sets up an authenticator at once; without it the officer is asked to set one
    up before a post that needs it can be used.
    """
    TABLE.check(actor, "keep_posts")
    account = Account(email=email, display_name=name, is_demo=is_demo)
    account.set_password(password)
    account.save()
    EmailAddress.objects.create(user=account, email=email, verified=True, primary=True)
    if totp_secret:
        TOTP.activate(account, totp_secret)
    chain.record(actor, action="accounts.staff_enrolled", subject=f"account:{account.uid}")
    return account


def totp_code(secret: str) -> str:
    """The six digits of an authenticator with ``secret`` at this moment (RFC 6238)."""
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))
