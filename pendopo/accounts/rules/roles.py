"""What posts let their holders do, kinds of agencies, and days in force."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum

from pendopo.accounts.rules.errors import DatesReversed


class Role(StrEnum):
    """What a post lets its holder do; a post carries one or more."""

    OFFICER = "officer"
    """Works on the matters of the own agency."""
    AGENCY_HEAD = "agency_head"
    """Leads an agency: assigns down, hands over, sees its figures."""
    COORDINATOR = "coordinator"
    """Verifies and routes for the whole city (usually Diskominfo)."""
    OPERATOR = "operator"
    """Watches the city from the situation room."""
    LEADER = "leader"
    """Regent, mayor, secretary: sees everything, changes nothing."""
    ADMINISTRATOR = "administrator"
    """Keeps agencies, posts, competences and settings."""


STRONG_ROLES = frozenset({Role.COORDINATOR, Role.ADMINISTRATOR, Role.AGENCY_HEAD})
"""Roles whose holders must sign in with a second factor."""


class AgencyKind(StrEnum):
    """All kinds of bodies that a matter can be given to."""

    OPD = "opd"
    SECRETARIAT = "secretariat"
    KECAMATAN = "kecamatan"
    DESA = "desa"
    KELURAHAN = "kelurahan"
    POLICE = "police"
    UTILITY = "utility"
    OUTSIDE = "outside"


def is_in_force(starts_on: dt.date, ends_on: dt.date | None, day: dt.date) -> bool:
    """True on every day from ``starts_on`` to ``ends_on``, both included; no end means open."""
    return starts_on <= day and (ends_on is None or day <= ends_on)


def check_dates(starts_on: dt.date, ends_on: dt.date | None) -> None:
    """Raise ``DatesReversed`` for an end before the beginning; no end is an end far away."""
    if ends_on is not None and ends_on < starts_on:
        raise DatesReversed(fields={"ends_on": DatesReversed.text})


def needs_second_factor(roles: Sequence[str]) -> bool:
    """True when one of ``roles`` may only be used after a second factor."""
    return bool(STRONG_ROLES.intersection(roles))
