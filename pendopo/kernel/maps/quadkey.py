"""Quadkeys: a place as one integer whose leading bits are the map tile. Pure.

At zoom 20 a cell is about 38 m wide at the equator and its Morton code has 40 bits. A ``bigint`` with an
ordinary index answers "what is in this tile" by one range; ``quadkey >> 2 * n`` is the cell n zooms up.
"""

from __future__ import annotations

import math
from typing import NamedTuple

ZOOM = 20
MAX_LATITUDE = 85.0511287798
"""Web Mercator ends here; places beyond count as on the edge."""

_SPREAD = tuple(sum(((byte >> bit) & 1) << (2 * bit) for bit in range(8)) for byte in range(256))


class Tile(NamedTuple):
    """One XYZ tile; y counts from the north."""

    z: int
    x: int
    y: int

    @property
    def is_valid(self) -> bool:
        """True when the address exists in the pyramid down to zoom 22."""
        return 0 <= self.z <= 22 and 0 <= self.x < 1 << self.z and 0 <= self.y < 1 << self.z  # noqa: PLR2004 - says so above


class Bounds(NamedTuple):
    """A box in degrees."""

    west: float
    south: float
    east: float
    north: float

    def contains(self, lon: float, lat: float) -> bool:
        """True for a place inside or on the edge."""
        return self.west <= lon <= self.east and self.south <= lat <= self.north


def world_position(lon: float, lat: float) -> tuple[float, float]:
    """Web Mercator position in the unit square: (0, 0) is the north-west corner of the world."""
    clipped = max(-MAX_LATITUDE, min(MAX_LATITUDE, lat))
    sine = math.sin(math.radians(clipped))
    return (lon + 180.0) / 360.0, 0.5 - math.atanh(sine) / (2 * math.pi)


def tile_at(lon: float, lat: float, zoom: int) -> Tile:
    """The tile of ``zoom`` that holds the place."""
    x, y = world_position(lon, lat)
    side = 1 << zoom
    return Tile(zoom, _clamp(int(x * side), side), _clamp(int(y * side), side))


def encode(lon: float, lat: float) -> int:
    """The quadkey of a place: Morton code of its zoom 20 tile, between 0 and 2**40."""
    tile = tile_at(lon, lat, ZOOM)
    return interleave(tile.x, tile.y)


def decode(quadkey: int) -> Tile:
    """The zoom 20 tile of a quadkey."""
    x = y = 0
    for bit in range(ZOOM):
        x |= (quadkey >> (2 * bit) & 1) << bit
        y |= (quadkey >> (2 * bit + 1) & 1) << bit
    return Tile(ZOOM, x, y)


def interleave(x: int, y: int) -> int:
    """Morton code: bits of ``x`` on even, of ``y`` on odd places (each below 2**24)."""
    spread_x = _SPREAD[x & 255] | _SPREAD[x >> 8 & 255] << 16 | _SPREAD[x >> 16 & 255] << 32
    spread_y = _SPREAD[y & 255] | _SPREAD[y >> 8 & 255] << 16 | _SPREAD[y >> 16 & 255] << 32
    return spread_x | spread_y << 1


def range_of(tile: Tile) -> range:
    """Quadkeys inside a tile of zoom 20 or less: ``WHERE quadkey >= r.start AND quadkey < r.stop``."""
    shift = 2 * (ZOOM - tile.z)
    first = interleave(tile.x, tile.y) << shift
    return range(first, first + (1 << shift))


def bounds_of(tile: Tile) -> Bounds:
    """The tile's edges in degrees."""
    side = 1 << tile.z
    return Bounds(
        west=tile.x / side * 360.0 - 180.0,
        south=_latitude((tile.y + 1) / side),
        east=(tile.x + 1) / side * 360.0 - 180.0,
        north=_latitude(tile.y / side),
    )


def place_of(quadkey: int) -> tuple[float, float]:
    """Longitude and latitude of the middle of a quadkey's cell."""
    tile = decode(quadkey)
    side = 1 << ZOOM
    return (tile.x + 0.5) / side * 360.0 - 180.0, _latitude((tile.y + 0.5) / side)


def _latitude(y: float) -> float:
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y))))


def _clamp(value: int, side: int) -> int:
    return max(0, min(side - 1, value))
