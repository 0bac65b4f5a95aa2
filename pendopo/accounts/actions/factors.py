"""Second factors: counting tries, setting up and taking off; each change is written down and told."""

from __future__ import annotations

import datetime as dt

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.db import transaction

from pendopo.accounts import rules
from pendopo.accounts.actions.telling import tell_owner
from pendopo.accounts.models import Account
from pendopo.accounts.permissions import own_account
from pendopo.accounts.queries import strong_posts_of
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.audit import chain
from pendopo.kernel.errors import gettext_noop
from pendopo.kernel.throttle.api import forget_tries, spend_try, use_once

_CODE_REUSE = dt.timedelta(minutes=3)
"""Longer than any code is accepted: 30 seconds, and one period before and after."""


def start_factor(account: Account) -> None:
    """Count a try; raises ``TooManySignIns``."""
    spend_try(rules.SECOND_FACTORS, str(account.pk))


def accept_factor(account: Account, code: str) -> bool:
    """Let a fitting factor count; False for a code that was used already. A passkey has no code."""
    digits = "".join(filter(str.isdigit, code))
    if digits and not use_once(f"{account.pk}:{digits}", until=clock.now() + _CODE_REUSE):
        return False
    forget_tries(rules.SECOND_FACTORS, str(account.pk))
    return True


def refuse_factor(actor: Actor, account: Account) -> None:
    """Write down that a second factor did not fit."""
    chain.record(actor, action="accounts.factor_failed", subject=f"account:{account.uid}")


@transaction.atomic
def add_totp(actor: Actor, *, secret: str) -> Authenticator:
    """Set up the authenticator whose first code was right, with recovery codes when there are none."""
    account = _locked(actor)
    Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).delete()
    made: Authenticator = TOTP.activate(account, secret).instance
    _changed(actor, account, "accounts.totp_added", gettext_noop("Aplikasi autentikator dipasang"))
    RecoveryCodes.activate(account)
    return made


@transaction.atomic
def add_passkey(actor: Actor, *, name: str, credential: dict[str, object]) -> Authenticator:
    """Set up the passkey that the browser made, with recovery codes when there are none."""
    account = _locked(actor)
    made: Authenticator = WebAuthn.add(account, name, credential).instance
    _changed(actor, account, "accounts.passkey_added", gettext_noop("Kunci sandi dipasang"))
    RecoveryCodes.activate(account)
    return made


@transaction.atomic
def remove_factor(actor: Actor, *, factor_id: int | None = None) -> None:
    """Take off the passkey ``factor_id``, or the authenticator without it; raises ``LastFactor``.

    Recovery codes go with the last factor: alone they would be a password.
    """
    account = _locked(actor)
    factors = Authenticator.objects.filter(user=account).exclude(type=Authenticator.Type.RECOVERY_CODES)
    going = (
        factors.filter(type=Authenticator.Type.TOTP)
        if factor_id is None
        else factors.filter(type=Authenticator.Type.WEBAUTHN, pk=factor_id)
    )
    if not going.exists():
        return
    is_last = factors.count() == 1
    if is_last and strong_posts_of(actor):
        raise rules.LastFactor
    going.delete()
    if is_last:
        Authenticator.objects.filter(user=account).delete()
    _changed(actor, account, "accounts.factor_removed", gettext_noop("Pengaman kedua dilepas"))


@transaction.atomic
def renew_recovery_codes(actor: Actor) -> None:
    """New recovery codes; the old ones no longer work."""
    account = _locked(actor)
    Authenticator.objects.filter(user=account, type=Authenticator.Type.RECOVERY_CODES).delete()
    RecoveryCodes.activate(account)
    _changed(actor, account, "accounts.recovery_renewed", gettext_noop("Kode pemulihan dibuat ulang"))


@transaction.atomic
def show_recovery_codes(actor: Actor) -> list[str]:
    """The recovery codes the first time they are asked for; later an empty list."""
    account = _locked(actor)
    stored = Authenticator.objects.filter(user=account, type=Authenticator.Type.RECOVERY_CODES).first()
    if stored is None or stored.wrap().did_view:
        return []
    stored.wrap().mark_as_viewed()
    return list(stored.wrap().get_unused_codes())


@transaction.atomic
def set_password(actor: Actor, *, password: str) -> Account:
    """A new password for the actor's own account."""
    account = _locked(actor)
    account.set_password(password)
    account.save(update_fields=["password"])
    _changed(actor, account, "accounts.password_changed", gettext_noop("Kata sandi diganti"))
    return account


def _locked(actor: Actor) -> Account:
    return Account.objects.select_for_update().get(pk=own_account(actor))


def _changed(actor: Actor, account: Account, action: str, what: str) -> None:
    """Write the change down and tell the owner, who may not be the one who made it."""
    chain.record(actor, action=action, subject=f"account:{account.uid}")
    tell_owner(account, action, what)
