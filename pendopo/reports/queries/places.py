"""Reports near a point."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import connection

from pendopo.kernel import clock
from pendopo.kernel.maps.distance import box_around, metres_between
from pendopo.reports.models import OPEN
from pendopo.reports.queries.categories import CategoryRow, find_category
from pendopo.reports.queries.told_places import spot_of
from pendopo.reports.rules import ProofKind, State, Visibility
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


_OPEN = ", ".join(f"'{state}'" for state in OPEN)
"""Written into the statement, not passed to it, so that the partial index of open reports is used."""

_NEARBY = f"""
SELECT number, title, text, state, visibility, verified_at, lon, lat, received_at, area_code, is_exact
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
    box, here = box_around(lon, lat, NEARBY_METRES + _CELL), {"lon": lon, "lat": lat, "most": _SPARE * limit}
    since = clock.now() - dt.timedelta(days=NEARBY_DAYS)
    bounds = {"west": box.west, "south": box.south, "east": box.east, "north": box.north}
    with connection.cursor() as cursor:
        cursor.execute(_NEARBY, {"category": category.id, "since": since, **bounds, **here})
        found = cursor.fetchall()
    near = [_near(category, (lon, lat), *row, is_told=not is_for_officers) for row in found]
    within = (each for each in near if each.metres <= NEARBY_METRES)
    return sorted(within, key=lambda each: each.metres)[:limit]


def _near(category: CategoryRow, here: tuple[float, float], *row: Any, is_told: bool) -> NearbyReport:
    """``is_told`` as far away as everybody may know, else by its true place."""
    number, title, text, state, visibility, verified_at, lon, lat, received_at, area_code, is_exact = row
    is_read = is_text_public(State(state), Visibility(visibility), is_verified=verified_at is not None)
    spot = spot_of(category.id, area_code, (lon, lat), is_exact=is_exact) if is_told else None
    there = (spot.lon, spot.lat) if spot else (lon, lat)
    title = title_told(title, text) if is_read else category.name
    return NearbyReport(number, title, round(metres_between(*here, *there)), received_at)
