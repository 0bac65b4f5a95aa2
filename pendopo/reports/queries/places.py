"""Reports near a point."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.translation import gettext

from pendopo.kernel import clock
from pendopo.kernel.maps.distance import box_around, metres_between
from pendopo.reports.models import OPEN, Report
from pendopo.reports.queries.categories import CategoryRow, find_category
from pendopo.reports.queries.told_places import spot_of
from pendopo.reports.rules import STATE_KINDS, STATE_LABELS, ProofKind, State, Visibility
from pendopo.reports.rules.privacy import is_text_public
from pendopo.reports.rules.publicity import title_told

NEARBY_METRES = 100
NEARBY_DAYS = 30
_CELL = 30
"""Metres by which a told place may lie beside the true one, and more."""
_SPARE = 2
"""The database orders by degrees; so many times what is asked for is ordered again by metres."""


@dataclass(frozen=True, slots=True)
class NearbyReport:
    """An open report close to a point, as everybody may read it."""

    number: str
    title: str
    """The category until an officer has read the report."""
    metres: int
    received_at: dt.datetime


@dataclass(frozen=True, slots=True)
class SimilarReport:
    """An open report of the same kind that may be the same matter, as everybody may read it."""

    number: str
    title: str
    """The category until an officer has read the report."""
    metres: int | None
    """From the point that was asked about; None where only the village is known."""
    received_at: dt.datetime
    state_label: str
    state_kind: str
    support_count: int


_OPEN = ", ".join(f"'{state}'" for state in OPEN)
"""Written into the statement, not passed to it, so that the partial index of open reports is used."""

_NEARBY = f"""
SELECT number, title, text, state, visibility, verified_at, lon, lat, received_at, support_count,
       area_code, is_exact
  FROM reports_report
 WHERE category_id = %(category)s AND loc <@ box(point(%(east)s, %(north)s), point(%(west)s, %(south)s))
   AND received_at >= %(since)s AND state IN ({_OPEN}) AND visibility <> 'secret'
 ORDER BY loc <-> point(%(lon)s, %(lat)s)
 LIMIT %(most)s
"""  # noqa: S608 - names of states from our own enum, nothing from outside


def nearby_reports(
    *, lon: float, lat: float, category_code: str, limit: int = 5, is_for_officers: bool = False
) -> list[NearbyReport]:
    """Open reports of the same category within 100 m and 30 days, nearest first, none secret (1 query).

    Everybody hears of matters at a place only, as far away as they are told to be; officers of all kinds.
    """
    category = find_category(category_code)
    if category is None or not (is_for_officers or category.proof is ProofKind.FIELD):
        return []
    found = _around(category, lon, lat, limit, is_told=not is_for_officers)
    return [NearbyReport(each.number, each.title, each.metres or 0, each.received_at) for each in found]


def similar_reports(
    *, lon: float | None, lat: float | None, area_code: str, category_code: str, limit: int = 4
) -> list[SimilarReport]:
    """Open reports that may be the same matter, none secret (1 query, none without category and place).

    Of the same category, 30 days at most: a matter at a place within 100 m of the point, nearest first, as
    far away as it is told to be; any other, or without a point, those of the village, newest first.
    """
    category = find_category(category_code)
    if category is None:
        return []
    if category.proof is ProofKind.FIELD and lon is not None and lat is not None:
        return _around(category, lon, lat, limit, is_told=True)
    return _within(category, area_code, limit) if area_code else []


_COLUMNS = (
    "number", "title", "text", "state", "visibility", "verified_at", "lon", "lat", "received_at",
    "support_count",
)  # fmt: skip


def _within(category: CategoryRow, area_code: str, limit: int) -> list[SimilarReport]:
    found = Report.objects.filter(
        area_id=area_code,
        category_id=category.id,
        state__in=OPEN,
        received_at__gte=clock.now() - dt.timedelta(days=NEARBY_DAYS),
    ).exclude(visibility=Visibility.SECRET)
    rows = found.order_by("-received_at").values_list(*_COLUMNS)[:limit]
    return [_similar(category, None, *row) for row in rows]


def _around(
    category: CategoryRow, lon: float, lat: float, limit: int, *, is_told: bool
) -> list[SimilarReport]:
    """``is_told`` as far away as everybody may know, else by their true places."""
    box, here = box_around(lon, lat, NEARBY_METRES + _CELL), {"lon": lon, "lat": lat, "most": _SPARE * limit}
    since = clock.now() - dt.timedelta(days=NEARBY_DAYS)
    bounds = {"west": box.west, "south": box.south, "east": box.east, "north": box.north}
    with connection.cursor() as cursor:
        cursor.execute(_NEARBY, {"category": category.id, "since": since, **bounds, **here})
        found = cursor.fetchall()
    near = []
    for *row, area_code, is_exact in found:
        place = row[6], row[7]
        spot = spot_of(category.id, area_code, place, is_exact=is_exact) if is_told else None
        there = (spot.lon, spot.lat) if spot else place
        near.append(_similar(category, round(metres_between(lon, lat, *there)), *row))
    within = (each for each in near if (each.metres or 0) <= NEARBY_METRES)
    return sorted(within, key=lambda each: each.metres or 0)[:limit]


def _similar(category: CategoryRow, metres: int | None, *row: Any) -> SimilarReport:
    number, title, text, state, visibility, verified_at, _lon, _lat, received_at, support_count = row
    is_read = is_text_public(State(state), Visibility(visibility), is_verified=verified_at is not None)
    return SimilarReport(
        number=number,
        title=title_told(title, text) if is_read else category.name,
        metres=metres,
        received_at=received_at,
        state_label=gettext(STATE_LABELS[State(state)]),
        state_kind=STATE_KINDS[State(state)],
        support_count=support_count,
    )
