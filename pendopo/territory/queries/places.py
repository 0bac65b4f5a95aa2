"""Which village is this place in: shapely's tree over the borders, kept in memory.

About 8 microseconds a question. The tree of a regency is built on the first one and again when the
territory's edition changes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from django.conf import settings
from shapely.geometry.base import BaseGeometry

from pendopo.kernel.maps.distance import METRES_PER_DEGREE
from pendopo.kernel.numbering.api import Snapshot
from pendopo.territory.models import Boundary
from pendopo.territory.queries.areas import EDITION, get_area
from pendopo.territory.rules import AreaInfo, AreaLevel

NEAR_METRES = 100
"""A place this close outside a border still belongs to the area: GPS at the coast, gaps between villages."""
COARSE_METRES = 500
"""The same where only coarse borders ship."""


@dataclass(frozen=True, slots=True)
class _Borders:
    """Polygons of one level with their codes, in the order of the codes."""

    codes: tuple[str, ...]
    polygons: tuple[BaseGeometry, ...]
    tree: shapely.STRtree
    near: float
    """How far outside a place may lie, in degrees."""

    def code_at(self, lon: float, lat: float) -> str | None:
        """The first area that holds the place, else the nearest in reach, else None; None for nan."""
        if not (abs(lon) <= 180 and abs(lat) <= 90):  # noqa: PLR2004 - degrees; also refuses nan
            return None
        place = shapely.points(lon, lat)
        candidates: list[int] = self.tree.query(place).tolist()
        for index in sorted(candidates):
            if shapely.intersects_xy(self.polygons[index], lon, lat):
                return self.codes[index]
        nearest: list[int] = self.tree.query_nearest(
            place, max_distance=self.near, all_matches=False
        ).tolist()
        return self.codes[nearest[0]] if nearest else None


@dataclass(frozen=True, slots=True)
class _Map:
    """The borders a process asks about."""

    villages: _Borders | None
    districts: _Borders | None
    city: _Borders | None


def find_village_at(lon: float, lat: float) -> AreaInfo | None:
    """The village of a place, or None outside the local government or where no village borders ship.

    A young village without a polygon of its own lies inside its parent's: the answer is the parent village.
    """
    return _area_at(_map.get().villages, lon, lat)


def find_area_at(lon: float, lat: float) -> AreaInfo | None:
    """The deepest area known for a place: its village, else its district, else None."""
    borders = _map.get()
    return _area_at(borders.villages, lon, lat) or _area_at(borders.districts, lon, lat)


def is_inside_city(lon: float, lat: float) -> bool:
    """True for a place in the local government, or so near its border that GPS may err."""
    city = _map.get().city
    return city is not None and city.code_at(lon, lat) is not None


def _area_at(borders: _Borders | None, lon: float, lat: float) -> AreaInfo | None:
    code = borders.code_at(lon, lat) if borders else None
    return get_area(code) if code else None


def _load() -> _Map:
    return _Map(
        villages=_borders(AreaLevel.VILLAGE),
        districts=_borders(AreaLevel.DISTRICT),
        city=_borders(AreaLevel.REGENCY),
    )


def _borders(level: AreaLevel) -> _Borders | None:
    rows = list(
        Boundary.objects.filter(
            area__level=level, area__valid_to=None, area__path__contains=f"/{settings.CITY_CODE}/"
        )
        .order_by("area__code")
        .values_list("area__code", "wkb", "is_coarse")
    )
    if not rows:
        return None
    polygons = shapely.from_wkb(np.array([bytes(wkb) for _, wkb, _ in rows], dtype=object))
    shapely.prepare(polygons)
    metres = COARSE_METRES if any(is_coarse for _, _, is_coarse in rows) else NEAR_METRES
    return _Borders(
        codes=tuple(code for code, _, _ in rows),
        polygons=tuple(polygons),
        tree=shapely.STRtree(polygons),
        near=metres / METRES_PER_DEGREE,
    )


_map: Snapshot[_Map] = Snapshot(EDITION, _load)
