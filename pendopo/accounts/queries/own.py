"""What a person sees of the own account besides factors; each states its number of queries."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass

from allauth.usersessions.models import UserSession
from django.db.models import Q

from pendopo.accounts import rules
from pendopo.accounts.models import Account, ApiKey, Appointment, Delegation
from pendopo.accounts.permissions import own_account
from pendopo.accounts.queries.browsers import list_own_browsers, list_own_messages
from pendopo.accounts.queries.security import factors_of
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.audit.models import AuditEntry


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One place where the person is signed in."""

    id: int
    device: str
    created_at: dt.datetime
    last_seen_at: dt.datetime
    is_current: bool


@dataclass(frozen=True, slots=True)
class KeyRow:
    """One API key that still works."""

    id: int
    name: str
    prefix: str
    created_at: dt.datetime
    expires_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class SeatRow:
    """One appointment of the person."""

    id: int
    title: str
    starts_on: dt.date
    ends_on: dt.date | None


@dataclass(frozen=True, slots=True)
class LentRow:
    """A post that is used by somebody else while its holder is absent."""

    id: int
    title: str
    holder: str
    deputy: str
    starts_on: dt.date
    ends_on: dt.date
    reason: str
    is_mine: bool
    """Lent by the person who looks, who may take it back."""
    is_over: bool


@dataclass(frozen=True, slots=True)
class Trace:
    """One entry of the audit chain about the person."""

    at: dt.datetime
    action: str
    who: str
    """"self", "other", "system" or "anonymous"."""


def get_own_account(actor: Actor) -> Account:
    """The account that the actor is (1 query)."""
    return Account.objects.get(pk=own_account(actor))


def list_sessions(actor: Actor, *, current: str) -> list[SessionRow]:
    """Where the actor is signed in, last seen first; ``current`` is the key of this session (2 queries)."""
    account = get_own_account(actor)
    rows = [
        SessionRow(
            each.pk,
            rules.device_of(each.user_agent),
            each.created_at,
            each.last_seen_at,
            is_current=each.session_key == current,
        )
        for each in UserSession.objects.purge_and_list(account)
    ]
    return sorted(rows, key=lambda row: (row.is_current, row.last_seen_at), reverse=True)


def list_api_keys(actor: Actor) -> list[KeyRow]:
    """The actor's keys that still work, newest first (1 query)."""
    keys = (
        ApiKey.objects.filter(account_id=own_account(actor), revoked_at=None)
        .filter(Q(expires_at=None) | Q(expires_at__gt=clock.now()))
        .order_by("-pk")
    )
    return [KeyRow(key.pk, key.name, key.prefix, key.created_at, key.expires_at) for key in keys]


def list_seats(actor: Actor, *, is_with_past: bool = False) -> list[SeatRow]:
    """The actor's own appointments of today and later, or all (1 query)."""
    found = Appointment.objects.filter(account_id=own_account(actor))
    if not is_with_past:
        found = found.filter(Q(ends_on=None) | Q(ends_on__gte=clock.today()))
    rows = found.select_related("post__agency").order_by("starts_on")
    return [
        SeatRow(row.pk, f"{row.post.title} · {row.post.agency.short_name}", row.starts_on, row.ends_on)
        for row in rows
    ]


def list_lent(actor: Actor) -> list[LentRow]:
    """Delegations by or to the actor that are not over (1 query)."""
    account_id = own_account(actor)
    rows = (
        Delegation.objects.filter(Q(appointment__account_id=account_id) | Q(account_id=account_id))
        .filter(ends_on__gte=clock.today())
        .select_related("appointment__post__agency", "appointment__account", "account")
        .order_by("starts_on")
    )
    return [lent_row(actor, row) for row in rows]


def lent_row(actor: Actor, row: Delegation) -> LentRow:
    """``row`` as a page shows it to ``actor``; its relations are loaded already."""
    post = row.appointment.post
    return LentRow(
        id=row.pk,
        title=f"{post.title} · {post.agency.short_name}",
        holder=row.appointment.account.display_name,
        deputy=row.account.display_name,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        reason=row.reason,
        is_mine=row.appointment.account_id == actor.account_id,
        is_over=row.ends_on < clock.today(),
    )


def list_traces(actor: Actor, *, limit: int = 50) -> list[Trace]:
    """What was done to or read about the actor, newest first (2 queries)."""
    account = get_own_account(actor)
    entries = AuditEntry.objects.filter(subject=f"account:{account.uid}").order_by("-sequence")[:limit]
    return [_trace(entry, account.pk) for entry in entries]


def _trace(entry: AuditEntry, own_id: int) -> Trace:
    content = json.loads(entry.content)
    kind = content["actor"]["kind"]
    who = "self" if entry.account_id == own_id else kind if kind in {"system", "anonymous"} else "other"
    return Trace(dt.datetime.fromisoformat(content["at"]), entry.action, who)


def own_data(actor: Actor, *, current: str) -> dict[str, object]:
    """Everything that is kept about the actor, ready for JSON (Law 27/2022, article 13).

    11 queries, and those of the contexts that registered theirs.
    """
    account = get_own_account(actor)
    factors = factors_of(account.pk)
    return {
        "account": {
            "uid": account.uid,
            "name": account.display_name,
            "email": account.email,
            "phone": account.phone,
            "is_phone_verified": account.is_phone_verified,
            "since": account.date_joined,
            "last_sign_in": account.last_login,
        },
        "second_factors": {
            "authenticator": factors.has_totp,
            "passkeys": [asdict(each) for each in factors.passkeys],
        },
        "posts": [asdict(each) for each in list_seats(actor, is_with_past=True)],
        "delegations": [asdict(each) for each in list_lent(actor)],
        "sessions": [asdict(each) for each in list_sessions(actor, current=current)],
        "api_keys": [asdict(each) for each in list_api_keys(actor)],
        "browsers": [asdict(each) for each in list_own_browsers(actor)],
        "messages": [asdict(each) for each in list_own_messages(actor, limit=1000)],
        "records": [asdict(each) for each in list_traces(actor, limit=1000)],
        **{name: read(actor) for name, read in _elsewhere.items()},
    }


OwnData = Callable[[Actor], list[dict[str, object]]]
_elsewhere: dict[str, OwnData] = {}


def register_own_data(name: str, read: OwnData) -> None:
    """Let another context add what it keeps about a person under ``name``; when it starts."""
    _elsewhere[name] = read
