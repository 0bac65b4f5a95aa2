"""The front door of the working calendar."""

from __future__ import annotations

from pendopo.kernel.working_calendar.actions import (
    add_holiday,
    load_defaults,
    load_holidays,
    refresh_holidays,
    remove_holiday,
    set_office_hours,
)
from pendopo.kernel.working_calendar.queries import HolidayRow, calendar_for, list_holidays
from pendopo.kernel.working_calendar.rules import (
    BadHours,
    Calendar,
    HolidayExists,
    HolidayKind,
    Hours,
    NoWorkingTime,
    add_working_days,
    add_working_time,
    end_of_working_day,
    is_working,
    is_working_day,
    next_working_moment,
    working_time_between,
)

__all__ = [
    "BadHours",
    "Calendar",
    "HolidayExists",
    "HolidayKind",
    "HolidayRow",
    "Hours",
    "NoWorkingTime",
    "add_holiday",
    "add_working_days",
    "add_working_time",
    "calendar_for",
    "end_of_working_day",
    "is_working",
    "is_working_day",
    "list_holidays",
    "load_defaults",
    "load_holidays",
    "next_working_moment",
    "refresh_holidays",
    "remove_holiday",
    "set_office_hours",
    "working_time_between",
]
