"""The local government as a drawing: SVG paths of its districts for screens without a map server."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely
from django.conf import settings
from shapely.geometry.base import BaseGeometry

from pendopo.kernel.maps.quadkey import Bounds
from pendopo.kernel.numbering.api import Snapshot
from pendopo.territory.models import Boundary
from pendopo.territory.queries.areas import EDITION, get_city
from pendopo.territory.queries.labels import Label, place_labels
from pendopo.territory.rules import AreaLevel

_DETAIL = 0.7
"""Pixels by which borders may move; halves the size of the drawing and nobody sees it."""


@dataclass(frozen=True, slots=True)
class SvgArea:
    """One district in the drawing."""

    code: str
    name: str
    path: str
    """For the ``d`` attribute of an SVG path."""
    label: Label | None
    """Where its name stands; None when there is no room that another name needs less."""


@dataclass(frozen=True, slots=True)
class _Projection:
    """Degrees to pixels: scaled alike in both directions at the middle latitude, centred in the frame."""

    west: float
    north: float
    scale: float
    squeeze: float
    left: float
    top: float

    def __call__(self, lon: float, lat: float) -> tuple[float, float]:
        """Pixels from the upper left corner."""
        x = self.left + (lon - self.west) * self.squeeze * self.scale
        return round(x, 1), round(self.top + (self.north - lat) * self.scale, 1)


@dataclass(frozen=True, slots=True)
class SvgMap:
    """The drawing and the way from degrees to its pixels."""

    width: int
    height: int
    districts: tuple[SvgArea, ...]
    outline: str
    """Border of the whole local government."""
    projection: _Projection

    def project(self, lon: float, lat: float) -> tuple[float, float]:
        """Pixels of a place, from the upper left corner."""
        return self.projection(lon, lat)


@dataclass(frozen=True, eq=False)
class _Shapes:
    """What drawings are made of; two are the same only when they are the same object."""

    codes: tuple[str, ...]
    names: tuple[str, ...]
    polygons: tuple[BaseGeometry, ...]
    outline: BaseGeometry


def svg_map(width: int, height: int, *, padding: int = 8) -> SvgMap:
    """Districts and outline drawn to fit the frame; kept in memory. Raises ``CityNotLoaded``."""
    return _draw(_shapes.get(), get_city().bounds, width, height, padding)


@lru_cache(maxsize=16)
def _draw(shapes: _Shapes, bounds: Bounds, width: int, height: int, padding: int) -> SvgMap:
    projection = _projection(bounds, width, height, padding)
    pixels = shapely.transform(list(shapes.polygons), lambda degrees: _to_pixels(projection, degrees))
    simple = list(shapely.coverage_simplify(pixels, _DETAIL))
    labels = place_labels(list(zip(shapes.names, simple, strict=True)), width, height)
    districts = tuple(
        SvgArea(code, name, _path(polygon), label)
        for code, name, polygon, label in zip(shapes.codes, shapes.names, simple, labels, strict=True)
    )
    outline = shapely.transform(shapes.outline, lambda degrees: _to_pixels(projection, degrees))
    return SvgMap(width, height, districts, _path(outline.simplify(_DETAIL)), projection)


def _projection(bounds: Bounds, width: int, height: int, padding: int) -> _Projection:
    squeeze = math.cos(math.radians((bounds.south + bounds.north) / 2))
    wide, high = (bounds.east - bounds.west) * squeeze, bounds.north - bounds.south
    scale = min((width - 2 * padding) / wide, (height - 2 * padding) / high)
    left, top = (width - wide * scale) / 2, (height - high * scale) / 2
    return _Projection(bounds.west, bounds.north, scale, squeeze, left, top)


def _to_pixels(
    projection: _Projection, degrees: np.ndarray[tuple[int, int], np.dtype[np.float64]]
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    x = projection.left + (degrees[:, 0] - projection.west) * projection.squeeze * projection.scale
    y = projection.top + (projection.north - degrees[:, 1]) * projection.scale
    return np.column_stack((x, y))


def _path(geometry: BaseGeometry) -> str:
    rings = [
        ring
        for part in shapely.get_parts(geometry)
        if isinstance(part, shapely.Polygon)
        for ring in (part.exterior, *part.interiors)
    ]
    return "".join(_ring(shapely.get_coordinates(ring)[:-1].round(1).tolist()) for ring in rings)


def _ring(points: list[list[float]]) -> str:
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points) + "Z"


def _load() -> _Shapes:
    rows = [
        (code, name, shapely.from_wkb(bytes(wkb)))
        for code, name, wkb in Boundary.objects.filter(
            area__level__in=[AreaLevel.REGENCY, AreaLevel.DISTRICT],
            area__valid_to=None,
            area__path__contains=f"/{settings.CITY_CODE}/",
        )
        .order_by("area__code")
        .values_list("area__code", "area__name", "wkb")
    ]
    districts = [row for row in rows if row[0] != settings.CITY_CODE]
    return _Shapes(
        codes=tuple(code for code, _, _ in districts),
        names=tuple(name for _, name, _ in districts),
        polygons=tuple(polygon for _, _, polygon in districts),
        outline=next((polygon for code, _, polygon in rows if code == settings.CITY_CODE), shapely.Polygon()),
    )


_shapes: Snapshot[_Shapes] = Snapshot(EDITION, _load)
