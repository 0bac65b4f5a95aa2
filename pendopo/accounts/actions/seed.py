"""The agencies and competences that an installation starts with; editable afterwards, never overwritten."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from django.db import transaction

from pendopo.accounts.models import Agency, Competence, Matter
from pendopo.accounts.permissions import TABLE
from pendopo.accounts.queries.competences import EDITION
from pendopo.accounts.rules import AgencyKind
from pendopo.kernel.actor import Actor
from pendopo.kernel.audit import chain
from pendopo.kernel.numbering.api import forget_edition
from pendopo.territory.api import AreaInfo, AreaLevel, list_areas

_FOLDER = Path(__file__).parent.parent / "data"
_SINCE = dt.date(2024, 1, 1)
_AREA_MATTER = "7.01"
_AREA_BASIS = {
    AgencyKind.KECAMATAN: "UU 23/2014 Pasal 225",
    AgencyKind.KELURAHAN: "UU 23/2014 Pasal 229",
    AgencyKind.DESA: "UU 6/2014 Pasal 26",
}


@transaction.atomic
def seed_agencies(actor: Actor) -> int:
    """Add matters, agencies of every kind, and their competences where there are none; returns how many.

    OPD and outside bodies come from the starter tables, kecamatan, desa and kelurahan from the territory.
    """
    TABLE.check(actor, "keep_agencies")
    if Agency.objects.exists():
        return 0
    Matter.objects.bulk_create(_matters())
    agencies = Agency.objects.bulk_create([*_starter_agencies(), *_area_agencies()])
    by_code = {agency.code: agency for agency in agencies}
    Competence.objects.bulk_create([*_starter_competences(by_code), *_area_competences(agencies)])
    forget_edition(EDITION)
    chain.record(actor, action="accounts.seeded", subject="agencies", facts={"count": len(agencies)})
    return len(agencies)


def _rows(name: str) -> Iterable[dict[str, str]]:
    with (_FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _matters() -> Iterable[Matter]:
    for row in _rows("matters.csv"):
        yield Matter(
            code=row["kode"],
            group=row["kelompok"],
            name=row["urusan"],
            authority=row["contoh_kewenangan_kabupaten_kota"],
            topics=row["contoh_topik_aduan"],
            often_misdirected=row["sering_salah_alamat"],
        )


def _starter_agencies() -> Iterable[Agency]:
    for row in _rows("agencies.csv"):
        yield Agency(**row)


def _area_agencies() -> Iterable[Agency]:
    for level in (AreaLevel.DISTRICT, AreaLevel.VILLAGE):
        for area in list_areas(level=level):
            yield Agency(
                code=f"{area.kind}-{area.code}",
                name=f"Pemerintah {area.title}" if area.kind == AgencyKind.DESA else area.title,
                short_name=area.title,
                kind=_kind_of(area),
                area_code=area.code,
            )


def _kind_of(area: AreaInfo) -> AgencyKind:
    if area.level is AreaLevel.DISTRICT:
        return AgencyKind.KECAMATAN
    return AgencyKind.DESA if area.kind == AgencyKind.DESA else AgencyKind.KELURAHAN


def _starter_competences(by_code: dict[str, Agency]) -> Iterable[Competence]:
    for row in _rows("competences.csv"):
        yield Competence(
            agency=by_code[row["agency"]],
            matter_id=row["matter"],
            task=row["task"],
            legal_basis=row["legal_basis"],
            keywords=row["keywords"].split(";"),
            starts_on=_SINCE,
        )


def _area_competences(agencies: Iterable[Agency]) -> Iterable[Competence]:
    for agency in agencies:
        if agency.area_code:
            yield Competence(
                agency=agency,
                matter_id=_AREA_MATTER,
                area_code=agency.area_code,
                task=f"Pelayanan {agency.short_name}",
                legal_basis=_AREA_BASIS[AgencyKind(agency.kind)],
                keywords=[],
                starts_on=_SINCE,
            )
