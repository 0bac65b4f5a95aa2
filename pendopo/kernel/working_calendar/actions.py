"""Change the calendar; load what ships with it."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Sequence
from importlib import resources

from django.db import IntegrityError, transaction

from pendopo.kernel.actor import Actor
from pendopo.kernel.numbering.api import new_edition
from pendopo.kernel.working_calendar.models import Holiday, OfficeHours
from pendopo.kernel.working_calendar.permissions import PERMISSIONS
from pendopo.kernel.working_calendar.queries import EDITION
from pendopo.kernel.working_calendar.rules import (
    HolidayExists,
    HolidayKind,
    Hours,
    check_hours,
)

_SHIPPED = "data/libur_nasional_2023_2027.csv"
_SHIPPED_KINDS = {"libur_nasional": HolidayKind.NATIONAL, "cuti_bersama": HolidayKind.JOINT_LEAVE}

DEFAULT_SINCE = dt.date(2023, 4, 12)
"""Presidential Regulation 21/2023 came into force."""

_MORNING, _FRIDAY_MORNING = (dt.time(7, 30), dt.time(12)), (dt.time(7, 30), dt.time(11, 30))
_AFTERNOON, _FRIDAY_AFTERNOON = (dt.time(13), dt.time(16)), (dt.time(13), dt.time(16, 30))
DEFAULT_HOURS = tuple(
    Hours(weekday, opens, closes, DEFAULT_SINCE)
    for weekday, intervals in (
        *((day, (_MORNING, _AFTERNOON)) for day in range(4)),
        (4, (_FRIDAY_MORNING, _FRIDAY_AFTERNOON)),
    )
    for opens, closes in intervals
)
"""37.5 hours a week from 07.30; breaks of 60 minutes, of 90 on Friday (Presidential Regulation 21/2023)."""


def load_defaults() -> None:
    """Fill an empty calendar: holidays that ship with the package, hours of the civil service. Idempotent."""
    with transaction.atomic():
        load_holidays()
        if not OfficeHours.objects.filter(unit_key="").exists():
            _write_hours("", DEFAULT_HOURS)


def load_holidays(rows: Iterable[tuple[dt.date, str, HolidayKind]] | None = None) -> int:
    """Add national holidays and joint leave of years that have none yet; gives the number added.

    Without ``rows`` the table that ships with the package. A year that is there stays as people edited it,
    so a day they removed does not come back.
    """
    found = list(rows) if rows is not None else list(_shipped_holidays())
    national = list(Holiday.objects.filter(area_code=None).values_list("on", "kind"))
    known_days, known_years = {on for on, _kind in national}, {(on.year, kind) for on, kind in national}
    new = [
        Holiday(on=on, name=name, kind=kind)
        for on, name, kind in found
        if on not in known_days and (on.year, kind) not in known_years
    ]
    with transaction.atomic():
        Holiday.objects.bulk_create(new, ignore_conflicts=True)
        if new:
            new_edition(subject=EDITION)
    return len(new)


def refresh_holidays(*, years: Sequence[int]) -> int:
    """Add what the installed package ``holidays`` knows for years that have none; gives the number added."""
    import holidays  # slow to import, needed once a year

    def named(category: str) -> list[tuple[dt.date, str]]:
        return sorted(
            holidays.country_holidays("ID", years=years, categories=(category,), language="id").items()
        )

    national = [(on, name, HolidayKind.NATIONAL) for on, name in named("public")]
    joint = [(on, name, HolidayKind.JOINT_LEAVE) for on, name in named("government")]
    return load_holidays({on: (on, name, kind) for on, name, kind in joint + national}.values())


def add_holiday(
    actor: Actor, *, on: dt.date, name: str, kind: HolidayKind, area_code: str | None = None
) -> None:
    """Make a day off; raises ``HolidayExists`` when it already is one there."""
    PERMISSIONS.check(actor, "add_holiday")
    try:
        with transaction.atomic():
            Holiday.objects.create(on=on, name=name, kind=kind, area_code=area_code)
            new_edition(subject=EDITION)
    except IntegrityError:
        raise HolidayExists from None


def remove_holiday(actor: Actor, *, on: dt.date, area_code: str | None = None) -> None:
    """Make a day off an ordinary day again; no error when it is one."""
    PERMISSIONS.check(actor, "remove_holiday")
    with transaction.atomic():
        Holiday.objects.filter(on=on, area_code=area_code).delete()
        new_edition(subject=EDITION)


def set_office_hours(actor: Actor, *, unit_key: str, hours: Sequence[Hours]) -> None:
    """Replace all rows of a unit; none returns it to the default. Raises ``BadHours``."""
    PERMISSIONS.check(actor, "set_office_hours")
    check_hours(tuple(hours))
    with transaction.atomic():
        _write_hours(unit_key, hours)


def _write_hours(unit_key: str, hours: Sequence[Hours]) -> None:
    OfficeHours.objects.filter(unit_key=unit_key).delete()
    OfficeHours.objects.bulk_create(
        OfficeHours(
            unit_key=unit_key,
            weekday=row.weekday,
            opens=row.opens,
            closes=row.closes,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            on_holidays=row.on_holidays,
        )
        for row in hours
    )
    new_edition(subject=EDITION)


def _shipped_holidays() -> Iterable[tuple[dt.date, str, HolidayKind]]:
    text = resources.files(__package__).joinpath(_SHIPPED).read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        yield dt.date.fromisoformat(row["tanggal"]), row["nama"], _SHIPPED_KINDS[row["jenis"]]
