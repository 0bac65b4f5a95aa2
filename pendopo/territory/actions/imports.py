"""Import areas and borders that somebody else wrote down: all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import shapely
from django.conf import settings
from django.db import transaction

from pendopo.kernel.actor import Actor
from pendopo.kernel.audit import chain
from pendopo.kernel.errors import gettext_noop
from pendopo.kernel.numbering.api import new_edition
from pendopo.territory.actions.archive import make_archive
from pendopo.territory.actions.loading import boundary_row
from pendopo.territory.models import Area, Boundary
from pendopo.territory.permissions import PERMISSIONS
from pendopo.territory.queries.areas import EDITION
from pendopo.territory.rules import (
    AreaLevel,
    AreaRow,
    RowFault,
    district_word,
    is_code_within,
    is_kota,
    level_of,
    parent_code_of,
    village_word,
)

OUTSIDE_SHARE = 0.05
"""Share of an area that may lie outside its parent's border before the import is refused."""

Progress = Callable[[int, int], None]


class Border(Protocol):
    """A border as import files bring it."""

    @property
    def line(self) -> int:
        """Position in the file, from 1."""

    @property
    def code(self) -> str:
        """Code of the area."""

    @property
    def geometry(self) -> shapely.Geometry:
        """Valid polygon or multipolygon in degrees."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import wrote or, on a dry run or with faults, would have written."""

    added: int
    changed: int
    unchanged: int
    faults: tuple[RowFault, ...]
    is_written: bool


def import_areas(
    actor: Actor,
    *,
    rows: Sequence[AreaRow],
    faults: Sequence[RowFault] = (),
    source: str,
    is_dry_run: bool = False,
) -> ImportReport:
    """Add areas, and change names and postal codes of known ones; nothing at all when any row has a fault.

    ``faults`` are those found while reading the file. Only areas of this installation's local government,
    and names of provinces and regencies, are accepted.
    """
    PERMISSIONS.check(actor, "import_areas")
    with transaction.atomic():
        known = {area.code: area for area in Area.objects.select_for_update()}
        found = (*faults, *_area_faults(rows, known))
        new = [row for row in rows if row.code not in known]
        changed = [row for row in rows if row.code in known and _differs(row, known[row.code])]
        is_written = not found and not is_dry_run
        if is_written:
            _write_areas(sorted(new, key=lambda row: len(row.code)), changed, known)
            _finish(actor, "territory.areas_imported", source, added=len(new), changed=len(changed))
    return ImportReport(len(new), len(changed), len(rows) - len(new) - len(changed), found, is_written)


def import_borders(
    actor: Actor,
    *,
    rows: Sequence[Border],
    faults: Sequence[RowFault] = (),
    source: str,
    is_dry_run: bool = False,
    progress: Progress = lambda _done, _all: None,
) -> ImportReport:
    """Add or replace borders of known areas; nothing at all when any row has a fault.

    An area of which more than a twentieth lies outside its parent's border is refused.
    """
    PERMISSIONS.check(actor, "import_areas")
    with transaction.atomic():
        areas = {area.code: area for area in Area.objects.filter(code__in=[row.code for row in rows])}
        found = (*faults, *_border_faults(rows, areas, progress))
        replaced = Boundary.objects.filter(area__in=areas.values()).count()
        is_written = not found and not is_dry_run
        if is_written:
            _write_borders(rows, areas, source)
            make_archive(lambda _done, _all: None)
            _finish(actor, "territory.borders_imported", source, added=len(rows) - replaced, changed=replaced)
    return ImportReport(len(rows) - replaced, replaced, 0, found, is_written)


def _area_faults(rows: Sequence[AreaRow], known: Mapping[str, Area]) -> Iterator[RowFault]:
    codes = {row.code for row in rows}
    for row in rows:
        parent = parent_code_of(row.code)
        if row.parent_code and row.parent_code != parent:
            text = gettext_noop("kode_induk %(given)s tidak cocok dengan kode; seharusnya %(parent)s.")
            yield RowFault(row.line, row.code, text, {"given": row.parent_code, "parent": parent})
        if parent is not None and parent not in known and parent not in codes:
            text = gettext_noop("Wilayah induk %(parent)s tidak dikenal.")
            yield RowFault(row.line, row.code, text, {"parent": parent})
        is_upper = level_of(row.code) in {AreaLevel.PROVINCE, AreaLevel.REGENCY}
        if not is_upper and not is_code_within(row.code, settings.CITY_CODE):
            text = gettext_noop("Wilayah ini di luar daerah instalasi (%(city)s).")
            yield RowFault(row.line, row.code, text, {"city": settings.CITY_CODE})


def _differs(row: AreaRow, area: Area) -> bool:
    return row.name != area.name or (row.postal_code not in {"", area.postal_code})


def _write_areas(new: Sequence[AreaRow], changed: Sequence[AreaRow], known: dict[str, Area]) -> None:
    for row in changed:
        area = known[row.code]
        area.name, area.postal_code = row.name, row.postal_code or area.postal_code
        area.save(update_fields=["name", "postal_code"])
    for row in new:
        parent = known.get(parent_code_of(row.code) or "")
        known[row.code] = Area.objects.create(
            code=row.code,
            name=row.name,
            level=level_of(row.code),
            kind=row.kind or _kind_of(row.code),
            parent=parent,
            path=f"{parent.path if parent else ''}{row.code}/",
            postal_code=row.postal_code,
        )


def _kind_of(code: str) -> str:
    level = level_of(code)
    if level is AreaLevel.PROVINCE:
        return "provinsi"
    if level is AreaLevel.REGENCY:
        return "kota" if is_kota(code) else "kabupaten"
    words = {AreaLevel.DISTRICT: district_word, AreaLevel.VILLAGE: village_word}
    return words[level](code) if level in words else level


def _border_faults(
    rows: Sequence[Border], areas: Mapping[str, Area], progress: Progress
) -> Iterator[RowFault]:
    in_file = {row.code: row.geometry for row in rows}
    parents = {parent_code_of(row.code) for row in rows}
    stored = Boundary.objects.filter(area__code__in=parents - in_file.keys() - {None})
    around = {
        code: shapely.from_wkb(bytes(wkb)) for code, wkb in stored.values_list("area__code", "wkb")
    } | in_file
    for done, row in enumerate(rows, start=1):
        parent = around.get(parent_code_of(row.code) or "")
        if row.code not in areas:
            yield RowFault(row.line, row.code, gettext_noop("Wilayah dengan kode ini belum terdaftar."), {})
        elif parent is not None:
            share = shapely.area(shapely.difference(row.geometry, parent)) / shapely.area(row.geometry)
            if share > OUTSIDE_SHARE:
                text = gettext_noop("%(percent)s persen wilayah ini di luar batas induknya.")
                yield RowFault(row.line, row.code, text, {"percent": round(share * 100)})
        progress(done, len(rows))


def _write_borders(rows: Sequence[Border], areas: Mapping[str, Area], source: str) -> None:
    Boundary.objects.filter(area__in=areas.values()).delete()
    Boundary.objects.bulk_create(
        boundary_row(areas[row.code], row.geometry, source=source, is_coarse=False) for row in rows
    )
    for row in rows:
        inside = shapely.point_on_surface(row.geometry)
        areas[row.code].lon, areas[row.code].lat = round(inside.x, 6), round(inside.y, 6)
    Area.objects.bulk_update(areas.values(), ["lon", "lat"], batch_size=500)


def _finish(actor: Actor, action: str, source: str, **facts: object) -> None:
    new_edition(subject=EDITION)
    chain.record(actor, action=action, subject=f"file:{source}", facts=facts)
