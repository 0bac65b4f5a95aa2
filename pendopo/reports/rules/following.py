"""Following a place or a category: what counts as news, and how much one person is sent. Pure."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from pendopo.kernel.errors import gettext_noop
from pendopo.kernel.throttle.rules import Limit, TooOften
from pendopo.reports.rules.states import Verb


class Way(StrEnum):
    """How somebody who follows is told."""

    EMAIL = "email"
    """One letter a day with all news."""
    PUSH = "push"
    """At once, in the browsers of the account."""


NEWS: dict[Verb, str] = {
    Verb.VERIFY: gettext_noop("Laporan baru"),
    Verb.PROMISE: gettext_noop("Dijanjikan"),
    Verb.RESOLVE: gettext_noop("Dinyatakan selesai"),
    Verb.CONFIRM: gettext_noop("Selesai, disetujui pelapor"),
    Verb.CHECK: gettext_noop("Selesai, disetujui petugas kedua"),
}
"""Steps that are news to who follows, in words; a report is news once an officer has read it, not before."""

MOST_FOLLOWED = 30
"""A person follows so many at most."""
MOST_PUSHED = 12
"""Pushed to one person for one following in a day; the page has the others."""
MOST_IN_A_LETTER = 60
UNCONFIRMED_DAYS = 3
LETTER_HOUR = 6
"""Hour of the city's day from which on letters are sent."""
ASKING = Limit("follow", most=10, within=dt.timedelta(hours=1), refusal=TooOften)
"""Letters that ask for consent, from one network or account."""


def areas_around(area_code: str) -> list[str]:
    """Every area that holds ``area_code``, itself included, and the whole city as empty text.

    >>> areas_around("35.08.10.1003")
    ['', '35.08.10', '35.08.10.1003']
    """
    parts = area_code.split(".")
    return ["", *(".".join(parts[:depth]) for depth in range(3, len(parts) + 1))]


def letter_due(now: dt.datetime) -> dt.datetime:
    """The latest moment, not after ``now``, at which letters of a day were due; in its zone."""
    today = now.replace(hour=LETTER_HOUR, minute=0, second=0, microsecond=0)
    return today if today <= now else today - dt.timedelta(days=1)
