"""Reports as features of a map tile, read from cells that are counted beforehand."""

from __future__ import annotations

from functools import lru_cache

from django.db import connection

from pendopo.kernel import clock
from pendopo.kernel.errors import NotFound
from pendopo.kernel.maps import mvt, quadkey
from pendopo.reports.models import KEPT_ZOOMS

CELL_BITS = 6
"""A tile shows at most 64 x 64 cells; points that share a cell are counted together."""

_CELLS = """
SELECT cell >> %(shift)s, sum(report_count)::int, sum(open_count)::int
  FROM reports_cell
 WHERE zoom = %(zoom)s AND cell >= %(first)s AND cell < %(end)s AND report_count > 0
 GROUP BY 1
"""
_WRONG = "SELECT count(*) FROM reports_wrong_cells()"


def tile_of(tile: quadkey.Tile) -> bytes:
    """The vector tile of a place: one feature per cell, with how many reports and how many open (1 query).

    Raises ``NotFound`` for a tile that is finer than the places we keep.
    """
    if tile.z > quadkey.ZOOM:
        raise NotFound
    cell_zoom = min(tile.z + CELL_BITS, quadkey.ZOOM)
    kept_zoom = next(zoom for zoom in KEPT_ZOOMS if zoom >= cell_zoom)
    shift, beyond = 2 * (kept_zoom - cell_zoom), 2 * (quadkey.ZOOM - kept_zoom)
    keys = quadkey.range_of(tile)
    first, end = keys.start >> beyond, keys.stop >> beyond
    with connection.cursor() as cursor:
        cursor.execute(_CELLS, {"shift": shift, "zoom": kept_zoom, "first": first, "end": end})
        cells = cursor.fetchall()
    rows = (
        mvt.PointRow(*middle_of(cell - (first >> shift), cell_zoom - tile.z), (count, open_count))
        for cell, count, open_count in cells
    )
    return mvt.encode_points("reports", ("n", "open"), rows)


@lru_cache(maxsize=1 << (2 * CELL_BITS + 1))
def middle_of(cell: int, bits: int) -> tuple[int, int]:
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


def count_wrong_cells() -> int:
    """How many cells of the map do not hold what the reports say; reads all reports (1 query)."""
    with connection.cursor() as cursor:
        cursor.execute(_WRONG)
        return int(cursor.fetchone()[0])
