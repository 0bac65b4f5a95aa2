"""Reports by place: near a point, and as features of a map tile."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import connection

from pendopo.kernel import clock
from pendopo.kernel.maps import mvt, quadkey
from pendopo.kernel.maps.distance import box_around, metres_between
from pendopo.reports.models import OPEN, Category, Report
from pendopo.reports.rules import Visibility

NEARBY_METRES = 100
NEARBY_DAYS = 30

_CELL_BITS = 6
"""A tile shows at most 64 x 64 cells; points that share a cell are counted together."""
_QUADKEY_ZOOM = 20


@dataclass(frozen=True, slots=True)
class NearbyReport:
    """An open report close to a point."""

    number: str
    title: str
    metres: int
    received_at: dt.datetime


def nearby_reports(*, lon: float, lat: float, category_code: str, limit: int = 5) -> list[NearbyReport]:
    """Open, public reports of the same category within 100 m and 30 days, nearest first (2 queries)."""
    category = Category.objects.filter(code=category_code).only("pk").first()
    if category is None:
        return []
    found = Report.objects.filter(
        category_id=category.pk,
        loc__in_box=box_around(lon, lat, NEARBY_METRES),
        received_at__gte=clock.now() - dt.timedelta(days=NEARBY_DAYS),
        state__in=OPEN,
    ).exclude(visibility=Visibility.SECRET)
    near = [
        NearbyReport(number, title, round(metres_between(lon, lat, there_lon, there_lat)), received_at)
        for number, title, there_lon, there_lat, received_at in found.values_list(
            "number", "title", "lon", "lat", "received_at"
        )[:200]
    ]
    return sorted((each for each in near if each.metres <= NEARBY_METRES), key=lambda each: each.metres)[
        :limit
    ]


_CELLS = """
SELECT qk >> %(shift)s AS cell, count(*), count(*) FILTER (WHERE state = ANY(%(open)s))
  FROM reports_report
 WHERE qk >= %(first)s AND qk < %(end)s AND visibility <> 'secret'
 GROUP BY 1
"""


def tile_of(tile: quadkey.Tile) -> bytes:
    """The vector tile of a place: one feature per cell, with how many reports and how many open (1 query)."""
    cell_zoom = min(tile.z + _CELL_BITS, _QUADKEY_ZOOM)
    shift = 2 * (_QUADKEY_ZOOM - cell_zoom)
    keys = quadkey.range_of(tile)
    with connection.cursor() as cursor:
        cursor.execute(_CELLS, {"shift": shift, "open": OPEN, "first": keys.start, "end": keys.stop})
        cells = cursor.fetchall()
    half = (1 << shift) >> 1
    features = []
    for cell, count, open_count in cells:
        lon, lat = quadkey.place_of((cell << shift) | (half | half >> 1 if shift else 0))
        x, y = mvt.tile_position(lon, lat, tile)
        features.append(mvt.point(x, y, {"n": count, "open": open_count}))
    return mvt.encode_tile({"reports": features})


def tile_version() -> str:
    """The ETag of tiles: the present minute, so that a tile is at most a minute old and costs no query."""
    return clock.now().strftime("%Y%m%d%H%M")
