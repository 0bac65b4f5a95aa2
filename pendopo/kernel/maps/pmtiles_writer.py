"""Make a PMTiles archive of polygons and labels: own clip and encoder, the library's container."""

from __future__ import annotations

import gzip
import io
import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer
from shapely.geometry.base import BaseGeometry

from pendopo.kernel.maps.mvt import EXTENT, Feature, Position, Shape, Value, encode_tile, point
from pendopo.kernel.maps.quadkey import Bounds, Tile, world_position

FIRST_ZOOM, LAST_ZOOM = 5, 12
BUFFER = 64
"""Units beyond the tile's edge that are kept, so that borders are not drawn along tile edges."""
_PIXELS = 1024
"""Detail kept per tile side when borders are simplified for a zoom."""
_RING = 3

Numbers = np.ndarray[tuple[int, int], np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Outline:
    """One area: polygon in degrees, what the map may show of it, and the place of its label."""

    geometry: BaseGeometry
    attributes: Mapping[str, Value]
    label: tuple[float, float]


@dataclass(frozen=True, slots=True)
class OutlineLayer:
    """Areas of one kind; their labels become the layer ``<name>_label``."""

    name: str
    outlines: Sequence[Outline]
    first_zoom: int = FIRST_ZOOM


def write_pmtiles(
    layers: Sequence[OutlineLayer],
    *,
    title: str,
    attribution: str,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> bytes:
    """The archive of zoom 5 to 12. Raises ``ValueError`` when no layer has an outline.

    ``progress`` is told zooms done and zooms in all.
    """
    layers = [layer for layer in layers if layer.outlines]
    if not layers:
        raise ValueError("an archive without outlines")
    tiles: dict[int, bytes] = {}
    count = LAST_ZOOM - FIRST_ZOOM + 1
    for done, zoom in enumerate(range(FIRST_ZOOM, LAST_ZOOM + 1), start=1):
        for tile, content in _tiles_of_zoom(layers, zoom):
            tiles[zxy_to_tileid(*tile)] = gzip.compress(content, mtime=0)
        progress(done, count)
    out = io.BytesIO()
    writer = Writer(out)  # type: ignore[no-untyped-call]  # the library has no types
    for tile_id in sorted(tiles):
        writer.write_tile(tile_id, tiles[tile_id])  # type: ignore[no-untyped-call]  # as above
    header = _header(_bounds(layers))
    writer.finalize(header, _metadata(layers, title, attribution))  # type: ignore[no-untyped-call]  # as above
    return out.getvalue()


def _tiles_of_zoom(layers: Sequence[OutlineLayer], zoom: int) -> Iterator[tuple[Tile, bytes]]:
    tiles: defaultdict[Tile, dict[str, list[Feature]]] = defaultdict(dict)
    for layer in layers:
        if zoom < layer.first_zoom:
            continue
        for outline, geometry in zip(layer.outlines, _simplified(layer.outlines, zoom), strict=True):
            for tile, feature in _pieces(geometry, outline.attributes, zoom):
                tiles[tile].setdefault(layer.name, []).append(feature)
        for outline in layer.outlines:
            tile, feature = _label(outline, zoom)
            tiles[tile].setdefault(f"{layer.name}_label", []).append(feature)
    for tile, content in tiles.items():
        yield tile, encode_tile(content)


def _simplified(outlines: Sequence[Outline], zoom: int) -> list[BaseGeometry]:
    """Polygons in tile units of ``zoom`` (x right, y down), simplified together so that neighbours meet.

    The last zoom keeps all detail, because browsers enlarge it further.
    """
    scale = EXTENT * (1 << zoom)
    tolerance = 1 if zoom == LAST_ZOOM else EXTENT / _PIXELS
    projected = shapely.transform([outline.geometry for outline in outlines], lambda c: _world(c) * scale)
    return list(shapely.coverage_simplify(projected, tolerance))


def _world(degrees: Numbers) -> Numbers:
    sine = np.sin(np.radians(degrees[:, 1]))
    return np.column_stack(((degrees[:, 0] + 180) / 360, 0.5 - np.arctanh(sine) / (2 * math.pi)))


def _pieces(
    geometry: BaseGeometry, attributes: Mapping[str, Value], zoom: int
) -> Iterator[tuple[Tile, Feature]]:
    west, north, east, south = (int(edge // EXTENT) for edge in geometry.bounds)
    for x in range(west, east + 1):
        for y in range(north, south + 1):
            left, top = x * EXTENT, y * EXTENT
            piece = shapely.clip_by_rect(
                geometry, left - BUFFER, top - BUFFER, left + EXTENT + BUFFER, top + EXTENT + BUFFER
            )
            rings = [ring for polygon in _polygons(piece) for ring in _rings(polygon, left, top)]
            if rings:
                yield Tile(zoom, x, y), Feature(Shape.POLYGON, rings, attributes)


def _polygons(geometry: BaseGeometry) -> list[shapely.Polygon]:
    parts = shapely.get_parts(geometry)
    return [part for part in parts if isinstance(part, shapely.Polygon) and not part.is_empty]


def _rings(polygon: shapely.Polygon, left: int, top: int) -> Iterator[list[Position]]:
    """Outer ring, then holes; none when the outer ring collapses to a line at this zoom."""
    outer = _ring(polygon.exterior, left, top, is_hole=False)
    if not outer:
        return
    yield outer
    for interior in polygon.interiors:
        hole = _ring(interior, left, top, is_hole=True)
        if hole:
            yield hole


def _ring(ring: shapely.LinearRing, left: int, top: int, *, is_hole: bool) -> list[Position]:
    rounded = np.rint(shapely.get_coordinates(ring) - (left, top)).astype(int)
    moved = np.any(rounded[1:] != rounded[:-1], axis=1)
    positions: list[Position] = [(int(x), int(y)) for x, y in rounded[1:][moved]]
    if len(positions) < _RING:
        return []
    doubled_area = sum(
        x * next_y - next_x * y
        for (x, y), (next_x, next_y) in zip(positions, positions[1:] + positions[:1], strict=True)
    )
    if not doubled_area:
        return []
    # The specification wants outer rings with a positive area when y points down, holes negative.
    return positions[::-1] if (doubled_area < 0) != is_hole else positions


def _label(outline: Outline, zoom: int) -> tuple[Tile, Feature]:
    x, y = world_position(*outline.label)
    scale = EXTENT * (1 << zoom)
    column, row = divmod(int(x * scale), EXTENT), divmod(int(y * scale), EXTENT)
    return Tile(zoom, column[0], row[0]), point(column[1], row[1], outline.attributes)


def _bounds(layers: Sequence[OutlineLayer]) -> Bounds:
    geometries = [outline.geometry for layer in layers for outline in layer.outlines]
    return Bounds(*(float(edge) for edge in shapely.total_bounds(geometries)))


def _header(bounds: Bounds) -> dict[str, object]:
    west, south, east, north = (round(edge * 10_000_000) for edge in bounds)
    return {
        "tile_type": TileType.MVT,
        "tile_compression": Compression.GZIP,
        "min_lon_e7": west,
        "min_lat_e7": south,
        "max_lon_e7": east,
        "max_lat_e7": north,
        "center_zoom": 9,
        "center_lon_e7": (west + east) // 2,
        "center_lat_e7": (south + north) // 2,
    }


def _metadata(layers: Sequence[OutlineLayer], title: str, attribution: str) -> dict[str, object]:
    return {
        "name": title,
        "attribution": attribution,
        "vector_layers": [
            {
                "id": layer.name + suffix,
                "fields": dict.fromkeys(layer.outlines[0].attributes, "String"),
                "minzoom": layer.first_zoom,
                "maxzoom": LAST_ZOOM,
            }
            for layer in layers
            for suffix in ("", "_label")
        ],
    }
