"""Who may do what to a report: verb x role x relation."""

from __future__ import annotations

import secrets

from pendopo.accounts.api import Role
from pendopo.kernel.actor import Actor
from pendopo.kernel.permissions import EVERYBODY, OWNER, Matter, Relation, Table
from pendopo.reports.models import Report
from pendopo.reports.rules import Verb

Relations = tuple[Relation, ...]

ANY: Relations = (Relation.ANY,)
HOLDS: Relations = (Relation.HOLDS,)
NEAR: Relations = (Relation.HOLDS, Relation.AREA)
OWN: Relations = (Relation.OWN,)

SEE = "see"
SEE_REPORTER = "see_reporter"
"""Read name and contact of a reporter who did not hide them; each reading is logged."""
SEE_HIDDEN_REPORTER = "see_hidden_reporter"
"""The same of an anonymous or secret report."""
KEEP = "keep"
"""Upkeep by the platform itself; no role has it."""

_WORKERS: dict[str, Relations] = {Role.OFFICER: HOLDS, Role.AGENCY_HEAD: HOLDS, Role.COORDINATOR: ANY}

TABLE = Table(
    {
        Verb.SUBMIT: {EVERYBODY: ANY},
        SEE: {
            OWNER: OWN,
            Role.OFFICER: NEAR,
            Role.AGENCY_HEAD: NEAR,
            Role.COORDINATOR: ANY,
            Role.OPERATOR: ANY,
            Role.LEADER: ANY,
        },
        SEE_REPORTER: {Role.COORDINATOR: ANY, Role.OFFICER: HOLDS, Role.AGENCY_HEAD: HOLDS},
        SEE_HIDDEN_REPORTER: {Role.COORDINATOR: ANY},
        Verb.VERIFY: _WORKERS,
        Verb.ASSIGN: {Role.AGENCY_HEAD: HOLDS, Role.COORDINATOR: ANY, Role.OFFICER: HOLDS},
        Verb.START: _WORKERS,
        Verb.HAND_OVER: {Role.AGENCY_HEAD: HOLDS, Role.COORDINATOR: ANY, Role.OFFICER: HOLDS},
        Verb.ANSWER: {OWNER: OWN, **_WORKERS},
        Verb.NOTE: _WORKERS,
        Verb.RESOLVE: _WORKERS,
        Verb.ASK: _WORKERS,
        Verb.PAUSE: _WORKERS,
        Verb.RESUME: _WORKERS,
        Verb.PROMISE: {Role.AGENCY_HEAD: HOLDS, Role.COORDINATOR: ANY},
        Verb.REFER: _WORKERS,
        Verb.MERGE: _WORKERS,
        Verb.SPLIT: _WORKERS,
        Verb.CHECK: {Role.OFFICER: NEAR, Role.AGENCY_HEAD: NEAR, Role.COORDINATOR: ANY},
        Verb.SUPPORT: {EVERYBODY: ANY},
        Verb.REJECT: {Role.AGENCY_HEAD: HOLDS, Role.COORDINATOR: ANY},
        Verb.CONFIRM: {OWNER: OWN},
        Verb.REOPEN: {OWNER: OWN, Role.COORDINATOR: ANY},
        Verb.RATE: {OWNER: OWN},
        KEEP: {},
    }
)

SEES_ALL = frozenset({Role.COORDINATOR, Role.OPERATOR, Role.LEADER})
"""Roles with the relation ANY for ``see``."""


def matter_of(report: Report, *, is_key_shown: bool = False) -> Matter:
    """A report as the table sees it."""
    return Matter(
        owner_id=report.reporter_id,
        agency_id=report.agency_id,
        area_code=report.area_id,
        is_key_shown=is_key_shown,
    )


def is_key_of(report: Report, key: str) -> bool:
    """True when ``key`` is the secret of ``report``; takes as long for a wrong key as for the right one."""
    return bool(key) and secrets.compare_digest(report.secret.encode(), key.encode("utf-8", "replace"))


def is_reporter(actor: Actor, report: Report, key: str = "") -> bool:
    """True when ``actor`` is the reporter of ``report``, by account or by its key."""
    return is_key_of(report, key) or (actor.account_id is not None and actor.account_id == report.reporter_id)


def allowed_verbs(actor: Actor, report: Report, *, is_key_shown: bool = False) -> frozenset[Verb]:
    """Every verb that the table allows ``actor`` on ``report``, whatever its state."""
    matter = matter_of(report, is_key_shown=is_key_shown)
    return frozenset(verb for verb in Verb if TABLE.allows(actor, verb, matter))
