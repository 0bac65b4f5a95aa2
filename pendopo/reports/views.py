"""Map tiles of reports."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from pendopo.kernel.access import public
from pendopo.kernel.maps.quadkey import Tile
from pendopo.kernel.maps.tiles import tile_response
from pendopo.reports import queries


@public
def report_tile(request: HttpRequest, z: int, x: int, y: int) -> HttpResponse:
    """Cells with how many reports they hold and how many are open; secret reports are left out."""
    tile = Tile(z, x, y)
    return tile_response(
        request,
        tile=tile,
        layer="reports",
        version=queries.tile_version(),
        encode=lambda: queries.tile_of(tile),
    )
