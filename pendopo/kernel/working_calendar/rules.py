"""Arithmetic on working time. Pure: the calendar and every moment are given.

Moments are aware; results are in UTC. Hours are wall-clock times in the calendar's zone, so they hold
across any change of the zone's offset.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from zoneinfo import ZoneInfo

from pendopo.kernel.errors import Conflict, Invalid, gettext_noop

SEARCH_DAYS = 3 * 366
"""How far ahead working time is looked for before the calendar counts as empty."""

_DAY = dt.timedelta(days=1)
_MIDNIGHT = dt.time(0)
Interval = tuple[dt.datetime, dt.datetime]


class HolidayKind(StrEnum):
    """Who gives the day off."""

    NATIONAL = "national"
    """Public holiday (libur nasional)."""
    JOINT_LEAVE = "joint_leave"
    """Joint leave of the civil service (cuti bersama)."""
    REGIONAL = "regional"
    """A day off by decree of this province, regency or city."""


class NoWorkingTime(Conflict):
    """The calendar has no working time within three years."""

    code = "no_working_time"
    text = gettext_noop("Kalender kerja ini tidak memiliki jam kerja.")
    advice = gettext_noop("Minta admin mengisi jam kerja unit dan memeriksa hari liburnya.")


class BadHours(Invalid):
    """Office hours that end before they begin, or overlap."""

    code = "bad_office_hours"
    text = gettext_noop(
        "Jam kerja tidak masuk akal: jam tutup harus sesudah jam buka dan tidak tumpang tindih."
    )


class HolidayExists(Conflict):
    """The day is already a holiday there."""

    code = "holiday_exists"
    text = gettext_noop("Tanggal ini sudah tercatat sebagai hari libur.")


@dataclass(frozen=True, slots=True)
class Hours:
    """Working time on one weekday, from ``opens`` until ``closes``, while the row is valid."""

    weekday: int
    """0 is Monday, 6 is Sunday."""
    opens: dt.time
    closes: dt.time
    """Midnight means the end of that day."""
    valid_from: dt.date = dt.date(1945, 8, 17)
    valid_to: dt.date | None = None
    """Last valid day; None for no end."""
    on_holidays: bool = False
    """True where the unit works on holidays too (fire brigade, emergency line)."""

    def holds_on(self, day: dt.date) -> bool:
        """True when the row speaks about ``day``."""
        if day.weekday() != self.weekday or day < self.valid_from:
            return False
        return self.valid_to is None or day <= self.valid_to


@dataclass(frozen=True)
class Calendar:
    """The working time of one unit.

    Of several rows for one weekday those with the latest ``valid_from`` win: the hours of Ramadan are rows
    with an end that stand over the ordinary ones.
    """

    zone: ZoneInfo
    hours: tuple[Hours, ...]
    holidays: frozenset[dt.date] = frozenset()

    @cached_property
    def _days(self) -> dict[dt.date, tuple[Interval, ...]]:
        return {}

    def intervals(self, day: dt.date) -> tuple[Interval, ...]:
        """Working intervals of a local ``day`` in UTC, in order; empty on a day off."""
        if day not in self._days:
            self._days[day] = self._intervals(day)
        return self._days[day]

    def _intervals(self, day: dt.date) -> tuple[Interval, ...]:
        rows = [row for row in self.hours if row.holds_on(day)]
        latest = max((row.valid_from for row in rows), default=None)
        is_holiday = day in self.holidays
        return tuple(
            sorted(
                (
                    self._moment(day, row.opens),
                    self._moment(day if row.closes > row.opens else day + _DAY, row.closes),
                )
                for row in rows
                if row.valid_from == latest and (row.on_holidays or not is_holiday)
            )
        )

    def _moment(self, day: dt.date, time: dt.time) -> dt.datetime:
        return dt.datetime.combine(day, time, self.zone).astimezone(dt.UTC)

    def local_date(self, moment: dt.datetime) -> dt.date:
        """The date of ``moment`` in the calendar's zone."""
        return moment.astimezone(self.zone).date()


def check_hours(hours: tuple[Hours, ...]) -> None:
    """Raise ``BadHours`` when rows end before they begin or two rows of one weekday and start overlap."""
    by_day: dict[tuple[int, dt.date], list[Hours]] = {}
    for row in hours:
        if row.closes != _MIDNIGHT and row.closes <= row.opens:
            raise BadHours
        if not 0 <= row.weekday <= 6:  # noqa: PLR2004 - seven days
            raise BadHours
        by_day.setdefault((row.weekday, row.valid_from), []).append(row)
    for rows in by_day.values():
        rows.sort(key=lambda row: row.opens)
        for before, after in pairwise(rows):
            if before.closes == _MIDNIGHT or after.opens < before.closes:
                raise BadHours


def is_working(moment: dt.datetime, calendar: Calendar) -> bool:
    """True within working time; the moment of closing is outside."""
    return any(opens <= moment < closes for opens, closes in calendar.intervals(calendar.local_date(moment)))


def is_working_day(on: dt.date, calendar: Calendar) -> bool:
    """True when the day has any working time."""
    return bool(calendar.intervals(on))


def next_working_moment(moment: dt.datetime, calendar: Calendar) -> dt.datetime:
    """``moment`` itself within working time, else the next opening."""
    opens, _closes = next(_intervals_from(moment, calendar))
    return opens


def add_working_time(start: dt.datetime, span: dt.timedelta, calendar: Calendar) -> dt.datetime:
    """The earliest moment by which ``span`` of working time has passed since ``start``.

    No span gives ``start``; a span that ends at closing gives the closing, not the next opening.
    Raises ``ValueError`` for a negative span, ``NoWorkingTime`` for a calendar that never opens.
    """
    if span < dt.timedelta(0):
        raise ValueError("working time cannot be added backwards")
    left = span
    for opens, closes in _intervals_from(start, calendar) if left else ():
        if closes - opens >= left:
            return opens + left
        left -= closes - opens
    return start.astimezone(dt.UTC)


def working_time_between(start: dt.datetime, end: dt.datetime, calendar: Calendar) -> dt.timedelta:
    """Working time from ``start`` to ``end``; negative when ``end`` is earlier."""
    if end < start:
        return -working_time_between(end, start, calendar)
    total = dt.timedelta(0)
    day, last = calendar.local_date(start), calendar.local_date(end)
    while day <= last:
        for opens, closes in calendar.intervals(day):
            total += max(min(closes, end) - max(opens, start), dt.timedelta(0))
        day += _DAY
    return total


def add_working_days(on: dt.date, days: int, calendar: Calendar) -> dt.date:
    """The ``days``-th working day after ``on``, which itself does not count.

    Raises ``ValueError`` for fewer than 0 days, ``NoWorkingTime`` for a calendar that never opens.
    """
    if days < 0:
        raise ValueError("working days cannot be added backwards")
    day, left, searched = on, days, 0
    while left:
        day += _DAY
        searched += 1
        if is_working_day(day, calendar):
            left -= 1
            searched = 0
        elif searched > SEARCH_DAYS:
            raise NoWorkingTime
    return day


def end_of_working_day(on: dt.date, calendar: Calendar) -> dt.datetime | None:
    """The last closing of the day in UTC; None on a day off."""
    intervals = calendar.intervals(on)
    return intervals[-1][1] if intervals else None


def _intervals_from(start: dt.datetime, calendar: Calendar) -> Iterator[Interval]:
    """Working intervals after ``start``, the first cut at ``start``; raises ``NoWorkingTime`` at the end."""
    moment = start.astimezone(dt.UTC)
    day, searched = calendar.local_date(moment), 0
    while searched <= SEARCH_DAYS:
        searched += 1
        for opens, closes in calendar.intervals(day):
            if closes > moment:
                searched = 0
                yield max(opens, moment), closes
        day += _DAY
    raise NoWorkingTime
