"""When a report is due, and how urgent that is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from pendopo.kernel.working_calendar.rules import (
    Calendar,
    add_working_days,
    add_working_time,
    end_of_working_day,
    working_time_between,
)
from pendopo.reports.rules.clocks import Terms
from pendopo.reports.rules.states import OPEN_STATES, State

WARNING_SHARE = 0.8
"""A matter is close to its limit when this share of its time is used."""


@dataclass(frozen=True, slots=True)
class Deadlines:
    """When a report must be verified, answered in the field, and finished."""

    verify_by: dt.datetime
    quick_by: dt.datetime
    finish_by: dt.datetime


def deadlines_for(received_at: dt.datetime, terms: Terms, calendar: Calendar) -> Deadlines:
    """Limits of a report: working days to verify and finish, working hours for the quick response.

    How many is what the rules of the day say (``rules.clocks.terms_on``).
    """
    day = received_at.astimezone(calendar.zone).date()
    return Deadlines(
        verify_by=_end_of(add_working_days(day, terms.verify_days, calendar), received_at, calendar),
        quick_by=add_working_time(received_at, dt.timedelta(hours=terms.quick_hours), calendar),
        finish_by=_end_of(add_working_days(day, terms.finish_days, calendar), received_at, calendar),
    )


def _end_of(day: dt.date, fallback: dt.datetime, calendar: Calendar) -> dt.datetime:
    return end_of_working_day(day, calendar) or fallback


def after_pause(
    limits: Deadlines, *, paused_at: dt.datetime, now: dt.datetime, calendar: Calendar
) -> Deadlines:
    """``limits`` put off by a pause (``put_off``); those in days end with their day again."""

    def in_hours(limit: dt.datetime) -> dt.datetime:
        return put_off(limit, paused_at=paused_at, now=now, calendar=calendar)

    def in_days(limit: dt.datetime) -> dt.datetime:
        later = in_hours(limit)
        return limit if later == limit else _end_of(calendar.local_date(later), later, calendar)

    return Deadlines(in_days(limits.verify_by), in_hours(limits.quick_by), in_days(limits.finish_by))


def put_off(
    limit: dt.datetime, *, paused_at: dt.datetime, now: dt.datetime, calendar: Calendar
) -> dt.datetime:
    """``limit`` later by the working time of a pause; one that had passed before stays where it was."""
    if limit <= paused_at:
        return limit
    return add_working_time(limit, working_time_between(paused_at, now, calendar), calendar)


def due_on(day: dt.date, finish_by: dt.datetime, calendar: Calendar) -> dt.datetime:
    """The limit of work that begins before its promised day: that day's end, unless there is more time."""
    midnight = dt.datetime.combine(day, dt.time.max, tzinfo=calendar.zone)
    return max(finish_by, _end_of(day, midnight, calendar))


def due_at(state: State, *, verify_by: dt.datetime, finish_by: dt.datetime) -> dt.datetime | None:
    """The limit that counts in ``state``; None when nobody has to do anything."""
    if state is State.RECEIVED:
        return verify_by
    return finish_by if state in OPEN_STATES else None


class Urgency(StrEnum):
    """How a due time is shown: by shape, word and colour."""

    NONE = "none"
    CALM = "calm"
    SOON = "soon"
    LATE = "late"


def urgency_of(
    received_at: dt.datetime, due: dt.datetime | None, now: dt.datetime, *, is_paused: bool = False
) -> Urgency:
    """Late after ``due``; soon when most of the time is used; nothing presses while the clock stands."""
    if due is None or is_paused:
        return Urgency.NONE
    if now > due:
        return Urgency.LATE
    used = (now - received_at) / max(due - received_at, dt.timedelta(seconds=1))
    return Urgency.SOON if used >= WARNING_SHARE else Urgency.CALM
