"""Bursts that go on, for the situation room and beside a report."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pendopo.kernel.actor import Actor
from pendopo.reports.models import Burst
from pendopo.reports.permissions import KEEP_BURSTS, TABLE
from pendopo.reports.queries.categories import get_category
from pendopo.reports.rules import BurstState, Verb
from pendopo.territory.api import area_path


@dataclass(frozen=True, slots=True)
class BurstRow:
    """One event that many report."""

    id: int
    category: str
    icon: str
    count: int
    village: str
    district: str
    first_at: dt.datetime
    last_at: dt.datetime
    lon: float
    lat: float
    can_keep: bool
    """True when the reader may say that the reports are one event, or that they are not."""
    can_merge: bool
    """True when the reader may also merge reports of any agency."""


def list_bursts(*, limit: int = 3) -> tuple[BurstRow, ...]:
    """Bursts that go on, the largest first, to read (1 query)."""
    found = Burst.objects.filter(state=BurstState.OPEN).order_by("-report_count", "-last_at")[:limit]
    return tuple(_row(each) for each in found)


def burst_of(actor: Actor, report_id: int) -> BurstRow | None:
    """The burst that goes on and holds a report, or None, for who reads the report (1 query)."""
    found = Burst.objects.filter(state=BurstState.OPEN, members__report_id=report_id).first()
    if found is None:
        return None
    can_keep = TABLE.allows(actor, KEEP_BURSTS)
    return _row(found, can_keep=can_keep, can_merge=can_keep and TABLE.allows(actor, Verb.MERGE))


def _row(burst: Burst, *, can_keep: bool = False, can_merge: bool = False) -> BurstRow:
    path, category = area_path(burst.area_id), get_category(burst.category_id)
    return BurstRow(
        id=burst.pk,
        category=category.name,
        icon=category.icon,
        count=burst.report_count,
        village=path.village.title if path.village else "",
        district=path.district.title if path.district else "",
        first_at=burst.first_at,
        last_at=burst.last_at,
        lon=burst.lon,
        lat=burst.lat,
        can_keep=can_keep,
        can_merge=can_merge,
    )
