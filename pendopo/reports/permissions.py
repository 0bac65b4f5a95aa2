"""Who may do what to a report: verb x role x relation."""

from __future__ import annotations

import secrets
from dataclasses import replace

from pendopo.accounts.api import Role
from pendopo.kernel.actor import ANONYMOUS, Actor
from pendopo.kernel.permissions import EVERYBODY, OWNER, Matter, Relation, Table
from pendopo.kernel.personal_data import keyed_hash
from pendopo.reports.models import Report
from pendopo.reports.rules import Verb, Visibility, pin_from

Relations = tuple[Relation, ...]

ANY: Relations = (Relation.ANY,)
HOLDS: Relations = (Relation.HOLDS,)
NEAR: Relations = (Relation.HOLDS, Relation.AREA)
HELPS: Relations = (Relation.HOLDS, Relation.ASKED)
SEES: Relations = (*NEAR, Relation.ASKED)
ASKED: Relations = (Relation.ASKED,)
OWN: Relations = (Relation.OWN,)

SEE = "see"
SEE_SECRET = "see_secret"  # noqa: S105 - a verb, not a password
"""See a report that its reporter keeps secret as a whole: who works on it, nobody who only watches."""
UNSEAL = "unseal"
"""Ask to open the identity behind a secret report, or agree to it; it takes two."""
SEE_REPORTER = "see_reporter"
"""Read name and contact of a reporter who did not hide them; each reading is logged."""
SEE_HIDDEN_REPORTER = "see_hidden_reporter"
"""The same of an anonymous report; behind a secret one nobody looks without an unsealing."""
KEEP_BURSTS = "keep_bursts"
"""Say of many similar reports that they are one event, or that they are not."""
FOLLOW = "follow"
"""Hear of what everybody may read."""
SEE_SPOTS = "see_spots"
"""See where the same thing is put right again and again."""
KEEP_REPLIES = "keep_replies"
"""Keep templates of replies: of the own agency, or of all."""
SEE_RULES = "see_rules"
"""Read rules of time, ladder and what changes of them would do."""
KEEP_RULES = "keep_rules"
"""Write them."""
KEEP = "keep"
"""Upkeep by the platform itself; no role has it."""

_WORKERS: dict[str, Relations] = {Role.OFFICER: HOLDS, Role.AGENCY_HEAD: HOLDS, Role.COORDINATOR: ANY}

TABLE = Table(
    {
        Verb.SUBMIT: {EVERYBODY: ANY},
        SEE: {
            OWNER: OWN,
            Role.OFFICER: SEES,
            Role.AGENCY_HEAD: SEES,
            Role.COORDINATOR: ANY,
            Role.OPERATOR: ANY,
            Role.LEADER: ANY,
        },
        SEE_SECRET: {OWNER: OWN, Role.OFFICER: HELPS, Role.AGENCY_HEAD: HELPS, Role.COORDINATOR: ANY},
        UNSEAL: {Role.AGENCY_HEAD: HOLDS, Role.COORDINATOR: ANY},
        SEE_REPORTER: {Role.COORDINATOR: ANY, Role.OFFICER: HOLDS, Role.AGENCY_HEAD: HOLDS},
        SEE_HIDDEN_REPORTER: {Role.COORDINATOR: ANY},
        Verb.VERIFY: _WORKERS,
        Verb.ASSIGN: {Role.AGENCY_HEAD: HOLDS, Role.COORDINATOR: ANY, Role.OFFICER: HOLDS},
        Verb.START: _WORKERS,
        Verb.HAND_OVER: {Role.AGENCY_HEAD: HOLDS, Role.COORDINATOR: ANY, Role.OFFICER: HOLDS},
        Verb.ANSWER: {OWNER: OWN, **_WORKERS},
        Verb.NOTE: {Role.OFFICER: HELPS, Role.AGENCY_HEAD: HELPS, Role.COORDINATOR: ANY},
        Verb.RESOLVE: _WORKERS,
        Verb.ASK: _WORKERS,
        Verb.PAUSE: _WORKERS,
        Verb.RESUME: _WORKERS,
        Verb.PROMISE: {Role.AGENCY_HEAD: HOLDS, Role.COORDINATOR: ANY},
        Verb.REFER: _WORKERS,
        Verb.MERGE: _WORKERS,
        Verb.SPLIT: _WORKERS,
        Verb.CHECK: {Role.OFFICER: NEAR, Role.AGENCY_HEAD: NEAR, Role.COORDINATOR: ANY},
        Verb.COORDINATE: _WORKERS,
        Verb.COORDINATION_WITHDRAW: _WORKERS,
        Verb.COORDINATION_ANSWER: {Role.OFFICER: ASKED, Role.AGENCY_HEAD: ASKED},
        Verb.COORDINATION_DECLINE: {Role.OFFICER: ASKED, Role.AGENCY_HEAD: ASKED},
        Verb.SUPPORT: {EVERYBODY: ANY},
        Verb.REJECT: {Role.AGENCY_HEAD: HOLDS, Role.COORDINATOR: ANY},
        Verb.CONFIRM: {OWNER: OWN},
        Verb.REOPEN: {OWNER: OWN, Role.COORDINATOR: ANY},
        Verb.RATE: {OWNER: OWN},
        KEEP_BURSTS: {Role.COORDINATOR: ANY, Role.OPERATOR: ANY},
        FOLLOW: {EVERYBODY: ANY},
        SEE_SPOTS: {Role.COORDINATOR: ANY, Role.LEADER: ANY},
        KEEP_REPLIES: {Role.COORDINATOR: ANY, Role.ADMINISTRATOR: ANY, Role.AGENCY_HEAD: HOLDS},
        SEE_RULES: {Role.ADMINISTRATOR: ANY, Role.COORDINATOR: ANY},
        KEEP_RULES: {Role.ADMINISTRATOR: ANY},
        KEEP: {},
    }
)

SEES_ALL = frozenset({Role.COORDINATOR, Role.OPERATOR, Role.LEADER})
"""Roles with the relation ANY for ``see``."""


def matter_of(actor: Actor, report: Report, *, key: str = "") -> Matter:
    """A report as the table sees it when ``actor`` asks, perhaps showing its ``key``."""
    return Matter(
        owner_id=report.reporter_id,
        agency_id=report.agency_id,
        area_code=report.area_id,
        asked_ids=frozenset(report.waits_for_ids),
        is_key_shown=is_reporter(actor, report, key),
    )


def may_see(actor: Actor, report: Report, *, key: str = "") -> bool:
    """True when ``actor``, or who shows the ``key``, may know that the report exists."""
    verb = SEE_SECRET if report.visibility == Visibility.SECRET else SEE
    return TABLE.allows(actor, verb, matter_of(actor, report, key=key))


def is_key_of(report: Report, key: str) -> bool:
    """True when ``key`` is the secret of ``report``; takes as long for a wrong key as for the right one."""
    return bool(key) and secrets.compare_digest(report.secret.encode(), key.encode("utf-8", "replace"))


def pin_of(report: Report) -> str:
    """The PIN on the receipt: made of the report's key with the installation's key, kept nowhere."""
    return pin_from(keyed_hash(f"{report.number}:{report.secret}", "report-pin"))


def is_pin_of(report: Report, pin: str) -> bool:
    """True when ``pin`` is that of ``report``; takes as long for a wrong one as for the right one."""
    return secrets.compare_digest(pin_of(report).encode(), pin.encode("utf-8", "replace"))


def is_reporter(actor: Actor, report: Report, key: str = "") -> bool:
    """True when ``actor`` is the reporter of ``report``, by account, by sealed account, or by its key."""
    if is_key_of(report, key):
        return True
    if actor.account_id is None:
        return False
    if report.reporter_hash:
        return secrets.compare_digest(report.reporter_hash, seal_of(actor.account_id))
    return actor.account_id == report.reporter_id


def seal_of(account_id: int) -> str:
    """The keyed hash under which an account finds its secret reports."""
    return keyed_hash(str(account_id), "sealed-reporter")


def known_as(actor: Actor, report: Report) -> Actor:
    """Who is written down as acting: of a secret report nothing says which resident it was."""
    is_hidden = report.visibility == Visibility.SECRET and not actor.is_system
    if is_hidden and (not actor.is_staff or is_reporter(actor, report)):
        return replace(ANONYMOUS, channel=actor.channel)
    return actor


def allowed_verbs(actor: Actor, report: Report, *, key: str = "") -> frozenset[Verb]:
    """Every verb that the table allows ``actor`` on ``report``, whatever its state."""
    matter = matter_of(actor, report, key=key)
    return frozenset(verb for verb in Verb if TABLE.allows(actor, verb, matter))
