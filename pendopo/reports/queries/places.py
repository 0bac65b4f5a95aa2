"""Reports near a point."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import connection

from pendopo.kernel import clock
from pendopo.kernel.maps.distance import box_around, metres_between
from pendopo.reports.models import OPEN
from pendopo.reports.queries.categories import find_category
from pendopo.reports.rules import State, Visibility
from pendopo.reports.rules.privacy import is_text_public
from pendopo.reports.rules.publicity import title_told

NEARBY_METRES = 100
NEARBY_DAYS = 30
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
SELECT number, title, text, state, visibility, verified_at, lon, lat, received_at
  FROM reports_report
 WHERE category_id = %(category)s AND loc <@ box(point(%(east)s, %(north)s), point(%(west)s, %(south)s))
   AND received_at >= %(since)s AND state IN ({_OPEN}) AND visibility <> 'secret'
 ORDER BY loc <-> point(%(lon)s, %(lat)s)
 LIMIT %(most)s
"""  # noqa: S608 - names of states from our own enum, nothing from outside


def nearby_reports(*, lon: float, lat: float, category_code: str, limit: int = 5) -> list[NearbyReport]:
    """Open reports of the same category within 100 m and 30 days, nearest first, none secret (1 query)."""
    category = find_category(category_code)
    if category is None:
        return []
    box, here = box_around(lon, lat, NEARBY_METRES), {"lon": lon, "lat": lat, "most": _SPARE * limit}
    since = clock.now() - dt.timedelta(days=NEARBY_DAYS)
    bounds = {"west": box.west, "south": box.south, "east": box.east, "north": box.north}
    with connection.cursor() as cursor:
        cursor.execute(_NEARBY, {"category": category.id, "since": since, **bounds, **here})
        found = cursor.fetchall()
    near = [_near(category.name, lon, lat, *row) for row in found]
    within = (each for each in near if each.metres <= NEARBY_METRES)
    return sorted(within, key=lambda each: each.metres)[:limit]


def _near(category: str, lon: float, lat: float, *row: Any) -> NearbyReport:
    number, title, text, state, visibility, verified_at, there_lon, there_lat, received_at = row
    is_told = is_text_public(State(state), Visibility(visibility), is_verified=verified_at is not None)
    metres = round(metres_between(lon, lat, there_lon, there_lat))
    return NearbyReport(number, title_told(title, text) if is_told else category, metres, received_at)
