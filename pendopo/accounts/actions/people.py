"""Accounts of people: enrolling officers, names, passwords, invitations, and forgetting who never came."""

from __future__ import annotations

import datetime as dt

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from pendopo.accounts import rules
from pendopo.accounts.models import Account, Invitation
from pendopo.accounts.permissions import TABLE, own_account
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor, ActorKind
from pendopo.kernel.audit import chain
from pendopo.kernel.ids import new_secret, new_uid
from pendopo.kernel.notifications.api import Message, Recipient, notify
from pendopo.kernel.personal_data import keyed_hash

INVITATION_TEMPLATE = "accounts/invitation"


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


@transaction.atomic
def invite_staff(actor: Actor, *, email: str, name: str) -> Account:
    """An account for a new officer, and a letter with a link to set the password.

    Somebody who has an account is invited again under the same name. The plain link is only in the letter.
    """
    account, link = open_invitation(actor, email=email, name=name)
    notify(
        to=Recipient(email=account.email),
        template=INVITATION_TEMPLATE,
        facts={"name": account.display_name, "link": link},
        subject=f"account:{account.uid}",
        dedupe=f"invitation:{new_uid()}",
    )
    return account


@transaction.atomic
def open_invitation(actor: Actor, *, email: str, name: str) -> tuple[Account, str]:
    """An account for ``email``, and the link with which its owner sets a password, once, for a week."""
    TABLE.check(actor, "keep_posts")
    address = email.strip().lower()
    account = Account.objects.filter(emailaddress__email=address).first()
    if account is None:
        account = Account(email=address, display_name=name, name_asked_at=clock.now())
        account.set_unusable_password()
        account.save()
        EmailAddress.objects.create(user=account, email=address, verified=False, primary=True)
    token = new_secret() + new_secret()
    Invitation.objects.filter(account=account, used_at=None).delete()
    Invitation.objects.create(
        account=account, token_hash=keyed_hash(token, "invitation"),
        created_at=clock.now(), expires_at=clock.now() + rules.INVITATION_LIFE,
    )  # fmt: skip
    chain.record(actor, action="accounts.staff_invited", subject=f"account:{account.uid}")
    return account, f"{settings.ORIGIN}/undangan/{token}/"


@transaction.atomic
def accept_invitation(*, token: str, password: str) -> Account:
    """Set the first password by the link of an invitation; raises ``InvitationExpired``.

    Whoever has the link has read the letter, so the address is verified.
    """
    invitation = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("account")
        .filter(token_hash=keyed_hash(token, "invitation"), used_at=None, expires_at__gt=clock.now())
        .first()
    )
    if invitation is None or not invitation.account.is_active:
        raise rules.InvitationExpired
    account = invitation.account
    account.set_password(password)
    account.save(update_fields=["password"])
    EmailAddress.objects.filter(user=account, email=account.email).update(verified=True)
    invitation.used_at = clock.now()
    invitation.save(update_fields=["used_at"])
    Message.objects.filter(template=INVITATION_TEMPLATE, about=f"account:{account.uid}").update(text="")
    actor = Actor(ActorKind.RESIDENT, account_id=account.pk)
    chain.record(actor, action="accounts.invitation_taken", subject=f"account:{account.uid}")
    return account
