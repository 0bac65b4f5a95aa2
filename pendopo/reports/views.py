"""Map tiles of reports."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest, HttpResponse

from pendopo.kernel.access import public
from pendopo.kernel.errors import NotFound
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


@public
def replay_tile(request: HttpRequest, day: str, z: int, x: int, y: int) -> HttpResponse:
    """The same of the end of a past day, for whoever turns back the days."""
    try:
        wanted = dt.date.fromisoformat(day)
    except ValueError as fault:
        raise NotFound from fault
    tile = Tile(z, x, y)
    return tile_response(
        request,
        tile=tile,
        layer="replay",
        version=queries.replay_version(wanted),
        encode=lambda: queries.replay_tile(wanted, tile),
    )
