"""Load the local government of this installation from what ships with the package."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

import shapely
from django.conf import settings
from django.db import transaction

from pendopo.kernel.numbering.api import new_edition
from pendopo.territory.actions.archive import make_archive
from pendopo.territory.actions.shipped import (
    ShippedArea,
    ShippedBorder,
    read_areas,
    read_borders,
    read_populations,
)
from pendopo.territory.models import Area, Boundary, BoundaryArchive
from pendopo.territory.queries.areas import EDITION
from pendopo.territory.rules import AreaLevel, OtherCity, is_code_within

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load wrote; zeros when everything was there."""

    areas: int
    borders: int
    seconds: float


def silent(_step: str, _done: int, _all: int) -> None:
    """Progress that nobody watches."""


def load_city(code: str, *, progress: Progress = silent) -> LoadReport:
    """Load the names of all provinces and regencies, and areas, borders and tiles of the one with ``code``.

    Idempotent: what is there stays as it is, a city that is there whole costs two queries. Detailed borders
    ship for five local governments, coarse ones without villages for all 514. Raises ``NoSuchCity``, and
    ``OtherCity`` when the database holds another local government's villages.
    """
    started = time.monotonic()
    if _is_loaded(code):
        return LoadReport(0, 0, time.monotonic() - started)
    with transaction.atomic():
        rows = read_areas(code)
        _check_same_city(code, rows)
        progress("areas", 0, len(rows))
        areas = _write_areas(rows)
        progress("areas", len(rows), len(rows))
        borders = _write_borders(list(read_borders(code)), progress)
        make_archive(lambda done, count: progress("tiles", done, count))
        new_edition(subject=EDITION)
    return LoadReport(areas, borders, time.monotonic() - started)


def _is_loaded(code: str) -> bool:
    return (
        code == settings.CITY_CODE
        and BoundaryArchive.objects.exists()
        and Area.objects.filter(level=AreaLevel.VILLAGE, path__contains=f"/{code}/").exists()
    )


def _check_same_city(code: str, rows: Sequence[ShippedArea]) -> None:
    names = {row.code: row.name for row in rows}
    asked = OtherCity(asked=names[code], present=names.get(settings.CITY_CODE, settings.CITY_CODE))
    if code != settings.CITY_CODE:
        raise asked
    foreign = Area.objects.filter(level=AreaLevel.VILLAGE).exclude(path__contains=f"/{code}/").first()
    if foreign is not None:
        present = next(
            name
            for regency, name in names.items()
            if is_code_within(foreign.code, regency) and "." in regency
        )
        raise OtherCity(asked=names[code], present=present)


def _write_areas(rows: Sequence[ShippedArea]) -> int:
    """Insert what is missing, level by level; gives the number inserted."""
    known = {area.code: area for area in Area.objects.filter(code__in=[row.code for row in rows])}
    populations = read_populations()
    count = 0
    for _length, same_level in groupby(rows, key=lambda row: len(row.code)):
        new = [_area(row, known, populations) for row in same_level if row.code not in known]
        known |= {area.code: area for area in Area.objects.bulk_create(new, batch_size=1000)}
        count += len(new)
    return count


def _area(row: ShippedArea, known: dict[str, Area], populations: dict[str, int]) -> Area:
    parent = known[row.parent_code] if row.parent_code else None
    return Area(
        code=row.code,
        name=row.name,
        level=row.level,
        kind=row.kind,
        parent=parent,
        path=f"{parent.path if parent else ''}{row.code}/",
        postal_code=row.postal_code,
        population=populations.get(row.code),
    )


def _write_borders(borders: Sequence[ShippedBorder], progress: Progress) -> int:
    """Insert missing borders and give their areas a place inside; gives the number inserted."""
    areas = {
        area.code: area
        for area in Area.objects.filter(code__in=[border.code for border in borders], boundary=None)
    }
    new = []
    for done, border in enumerate(borders, start=1):
        if border.code in areas:
            area = areas[border.code]
            inside = shapely.point_on_surface(border.geometry)
            area.lon, area.lat = round(inside.x, 6), round(inside.y, 6)
            new.append(boundary_row(area, border.geometry, source="shipped", is_coarse=border.is_coarse))
        progress("borders", done, len(borders))
    Boundary.objects.bulk_create(new, batch_size=200)
    Area.objects.bulk_update(areas.values(), ["lon", "lat"], batch_size=500)
    return len(new)


def boundary_row(area: Area, geometry: shapely.Geometry, *, source: str, is_coarse: bool) -> Boundary:
    """An unsaved border of an area."""
    west, south, east, north = (float(edge) for edge in shapely.bounds(geometry))
    return Boundary(
        area=area,
        wkb=shapely.to_wkb(geometry),
        west=west,
        south=south,
        east=east,
        north=north,
        source=source,
        is_coarse=is_coarse,
    )
