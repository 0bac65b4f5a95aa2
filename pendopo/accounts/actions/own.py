"""What a person changes about the own sessions and keys."""

from __future__ import annotations

import datetime as dt
import secrets

from allauth.usersessions.models import UserSession
from django.db import transaction

from pendopo.accounts.actions.browsers import forget_browsers_of_sessions
from pendopo.accounts.models import Account, ApiKey
from pendopo.accounts.permissions import TABLE, own_account
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.audit import chain
from pendopo.kernel.personal_data import keyed_hash


@transaction.atomic
def end_sessions(actor: Actor, *, account: Account, keep: str = "", session_id: int | None = None) -> int:
    """End one session or, without ``session_id``, all but the one with key ``keep``; returns how many.

    The browsers of ended sessions are told no more.
    """
    if actor.account_id != account.pk:
        TABLE.check(actor, "keep_posts")
    going = UserSession.objects.filter(user=account).exclude(session_key=keep)
    if session_id is not None:
        going = going.filter(pk=session_id)
    ended = list(going)
    forget_browsers_of_sessions(account.pk, [each.session_key for each in ended])
    for each in ended:
        each.end()
    if ended:
        chain.record(
            actor, action="accounts.sessions_ended", subject=f"account:{account.uid}",
            facts={"count": len(ended)},
        )  # fmt: skip
    return len(ended)


@transaction.atomic
def make_api_key(actor: Actor, *, account: Account, name: str, expires_at: dt.datetime | None = None) -> str:
    """A new key for programs acting as ``account``; the plain key is returned this once only.

    A key made in a session without a second factor does not carry the roles that need one.
    """
    if actor.account_id != account.pk:
        TABLE.check(actor, "keep_api_keys")
    raw = f"pdp_{secrets.token_urlsafe(32)}"
    ApiKey.objects.create(
        account=account, name=name, prefix=raw[:8], key_hash=keyed_hash(raw, "api-key"),
        created_at=clock.now(), expires_at=expires_at, is_strong=actor.is_strong,
    )  # fmt: skip
    chain.record(
        actor, action="accounts.api_key_made", subject=f"account:{account.uid}", facts={"name": name}
    )
    return raw


@transaction.atomic
def revoke_api_key(actor: Actor, *, key_id: int) -> None:
    """One of the actor's own keys stops working at once."""
    changed = ApiKey.objects.filter(pk=key_id, account_id=own_account(actor), revoked_at=None)
    key = changed.select_related("account").first()
    if key is None:
        return
    changed.update(revoked_at=clock.now())
    chain.record(
        actor, action="accounts.api_key_revoked", subject=f"account:{key.account.uid}",
        facts={"name": key.name},
    )  # fmt: skip


@transaction.atomic
def note_export(actor: Actor) -> None:
    """Write down that the person took a copy of the own data."""
    account = Account.objects.get(pk=own_account(actor))
    chain.record(actor, action="accounts.data_exported", subject=f"account:{account.uid}")


def note_person_read(actor: Actor, *, account_id: int) -> None:
    """Write down that ``actor`` looked at the contact of a person, where that person reads it."""
    account = Account.objects.get(pk=account_id)
    chain.record(actor, action="accounts.person_read", subject=f"account:{account.uid}")


def keep_session(old_key: str, new_key: str) -> None:
    """The session goes on under another key, and stays in the list of those that can be ended."""
    UserSession.objects.filter(session_key=old_key).update(session_key=new_key)


def note_seen(session_key: str) -> None:
    """The session was used just now."""
    UserSession.objects.filter(session_key=session_key).update(last_seen_at=clock.now())
