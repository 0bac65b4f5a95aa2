"""The calendar of a unit, kept in memory."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.conf import settings

from pendopo.kernel import clock
from pendopo.kernel.numbering.api import Snapshot
from pendopo.kernel.working_calendar.models import Holiday, OfficeHours
from pendopo.kernel.working_calendar.rules import Calendar, HolidayKind, Hours

EDITION = "working_calendar"


@dataclass(frozen=True, slots=True)
class HolidayRow:
    """One day off as lists show it."""

    on: dt.date
    name: str
    kind: HolidayKind
    area_code: str | None


def calendar_for(unit_key: str | None = None) -> Calendar:
    """The calendar of a unit, or the default one when the unit has no hours of its own.

    No query while the copy in memory is fresh. Regional days count when they are of the installation's
    local government, of its province, or of an area inside it.
    """
    calendars = _calendars.get()
    return calendars.get(unit_key or "") or calendars[""]


def list_holidays(*, year: int) -> list[HolidayRow]:
    """Days off of one year, in order (one query)."""
    rows = Holiday.objects.filter(on__year=year).values_list("on", "name", "kind", "area_code")
    return [HolidayRow(on, name, HolidayKind(kind), area_code) for on, name, kind, area_code in rows]


def _load() -> dict[str, Calendar]:
    zone = clock.zone()
    holidays = frozenset(
        on for on, area_code in Holiday.objects.values_list("on", "area_code") if _concerns_us(area_code)
    )
    hours: dict[str, list[Hours]] = defaultdict(list)
    for row in OfficeHours.objects.all():
        hours[row.unit_key].append(
            Hours(row.weekday, row.opens, row.closes, row.valid_from, row.valid_to, row.on_holidays)
        )
    calendars = {unit: Calendar(zone, tuple(rows), holidays) for unit, rows in hours.items()}
    return {"": Calendar(zone, (), holidays)} | calendars


def _concerns_us(area_code: str | None) -> bool:
    if area_code is None:
        return True
    city: str = settings.CITY_CODE
    return f"{city}.".startswith(f"{area_code}.") or area_code.startswith(f"{city}.")


_calendars: Snapshot[dict[str, Calendar]] = Snapshot(EDITION, _load)
