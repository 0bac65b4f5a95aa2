"""Reports by place: near a point, and as features of a map tile."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from django.db import connection

from pendopo.kernel import clock
from pendopo.kernel.maps import mvt, quadkey
from pendopo.kernel.maps.distance import box_around, metres_between
from pendopo.reports.models import OPEN
from pendopo.reports.queries.categories import find_category

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


_OPEN = ", ".join(f"'{state}'" for state in OPEN)
"""Written into the statement, not passed to it, so that the partial index of open reports is used."""

_NEARBY = f"""
SELECT number, title, lon, lat, received_at
  FROM reports_report
 WHERE category_id = %(category)s AND loc <@ box(point(%(east)s, %(north)s), point(%(west)s, %(south)s))
   AND received_at >= %(since)s AND state IN ({_OPEN}) AND visibility <> 'secret'
 LIMIT 200
"""  # noqa: S608 - names of states from our own enum, nothing from outside


def nearby_reports(*, lon: float, lat: float, category_code: str, limit: int = 5) -> list[NearbyReport]:
    """Open reports of the same category within 100 m and 30 days, nearest first, none secret (1 query)."""
    category = find_category(category_code)
    if category is None:
        return []
    box = box_around(lon, lat, NEARBY_METRES)
    since = clock.now() - dt.timedelta(days=NEARBY_DAYS)
    bounds = {"west": box.west, "south": box.south, "east": box.east, "north": box.north}
    with connection.cursor() as cursor:
        cursor.execute(_NEARBY, {"category": category.id, "since": since, **bounds})
        found = cursor.fetchall()
    near = [
        NearbyReport(number, title, round(metres_between(lon, lat, there_lon, there_lat)), received_at)
        for number, title, there_lon, there_lat, received_at in found
    ]
    within = (each for each in near if each.metres <= NEARBY_METRES)
    return sorted(within, key=lambda each: each.metres)[:limit]


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
    first = keys.start >> shift
    rows = (
        mvt.PointRow(*_middle_of(cell - first, cell_zoom - tile.z), (count, open_count))
        for cell, count, open_count in cells
    )
    return mvt.encode_points("reports", ("n", "open"), rows)


@lru_cache(maxsize=1 << (2 * _CELL_BITS + 1))
def _middle_of(cell: int, bits: int) -> tuple[int, int]:
    """The middle of a cell of a tile, from the cell's Morton number below the tile."""
    x = y = 0
    for bit in range(bits):
        x |= (cell >> (2 * bit) & 1) << bit
        y |= (cell >> (2 * bit + 1) & 1) << bit
    side = mvt.EXTENT >> bits
    return x * side + side // 2, y * side + side // 2


def tile_version() -> str:
    """The ETag of tiles: the present minute, so that a tile is at most a minute old and costs no query."""
    return clock.now().strftime("%Y%m%d%H%M")
