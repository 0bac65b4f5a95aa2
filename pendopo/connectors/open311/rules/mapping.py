"""Our states in the words of GeoReport v2 and of FixMyStreet: one table, plain texts.

Sources: wiki.open311.org/GeoReport_v2 (status is ``open`` or ``closed``, the true state stands in
``status_notes``); FixMyStreet ``perllib/Open311.pm`` (``map_state``) for the extended statuses.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple


class Status(StrEnum):
    """What the protocol knows."""

    OPEN = "open"
    CLOSED = "closed"


class Words(NamedTuple):
    """How one of our states is told."""

    status: Status
    extended: str
    """The word of FixMyStreet."""


_OPEN, _CLOSED = Status.OPEN, Status.CLOSED

WORDS: dict[str, Words] = {
    "received": Words(_OPEN, "OPEN"),
    "verified": Words(_OPEN, "INVESTIGATING"),
    "assigned": Words(_OPEN, "ACTION_SCHEDULED"),
    "in_progress": Words(_OPEN, "IN_PROGRESS"),
    "promised": Words(_OPEN, "ACTION_SCHEDULED"),
    "resolved": Words(_CLOSED, "FIXED"),
    "confirmed": Words(_CLOSED, "FIXED"),
    "rejected": Words(_CLOSED, "NO_FURTHER_ACTION"),
    "referred": Words(_CLOSED, "NOT_COUNCILS_RESPONSIBILITY"),
    "merged": Words(_CLOSED, "DUPLICATE"),
}
"""A promise is open: nothing is done yet. A claim that it is done is closed, and the notes say so."""

WISHES: dict[str, str] = {
    "REOPEN": "Sistem pengirim: pelapor meminta laporan ini dibuka lagi.",
    "FIXED": "Sistem pengirim: menurut pelapor sudah selesai.",
}
"""Statuses of another system that an officer should read; none of them moves the report."""

RESERVED_KEYWORDS = frozenset({"private", "inactive", "staff"})
"""Key words with which a FixMyStreet changes what a category is; ours never mean that."""


def states_of(statuses: Iterable[Status]) -> frozenset[str]:
    """Every state of ours that is told as one of ``statuses``."""
    wanted = frozenset(statuses)
    return frozenset(state for state, words in WORDS.items() if words.status in wanted)


def with_wish(status: str, text: str) -> str:
    """What another system writes, after what it wishes."""
    return "\n".join(part for part in (WISHES.get(status.strip().upper(), ""), text.strip()) if part)


def updated_at(status: Status, *, changed_at: dt.datetime, finished_at: dt.datetime | None) -> dt.datetime:
    """For a closed request the moment of its closing, as the specification asks."""
    return finished_at if status is Status.CLOSED and finished_at else changed_at
