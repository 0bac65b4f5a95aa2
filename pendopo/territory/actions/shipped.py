"""Reading the data that ships with the package (``data/NOTICE.txt`` names its source and licence)."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from pendopo.territory.rules import AreaLevel, NoSuchCity, district_word, is_code_within, village_word

_LEVELS = {
    "provinsi": AreaLevel.PROVINCE,
    "kabkota": AreaLevel.REGENCY,
    "kecamatan": AreaLevel.DISTRICT,
    "desakel": AreaLevel.VILLAGE,
}
_FILES = {AreaLevel.REGENCY: "kabkota", AreaLevel.DISTRICT: "kecamatan", AreaLevel.VILLAGE: "desa"}


@dataclass(frozen=True, slots=True)
class ShippedArea:
    """One row of the official table."""

    code: str
    name: str
    level: AreaLevel
    kind: str
    parent_code: str
    postal_code: str


@dataclass(frozen=True, slots=True)
class ShippedBorder:
    """One polygon of the boundary files."""

    code: str
    geometry: BaseGeometry
    is_coarse: bool


def read_areas(city_code: str) -> list[ShippedArea]:
    """All provinces and regencies, and everything below one of them, parents first.

    Raises ``NoSuchCity`` when the code is not that of a regency or city.
    """
    raw = gzip.decompress(_data("wilayah_indonesia.csv.gz").read_bytes())
    rows = [
        _area(row)
        for row in csv.DictReader(io.StringIO(raw.decode()))
        if row["level"] in {"provinsi", "kabkota"} or is_code_within(row["kode"], city_code)
    ]
    if not any(row.code == city_code and row.level is AreaLevel.REGENCY for row in rows):
        raise NoSuchCity(code=city_code)
    return sorted(rows, key=lambda row: (len(row.code), row.code))


def read_populations() -> dict[str, int]:
    """Residents of provinces and regencies by code (second half of 2025, not verified)."""
    text = _data("statistik_provinsi_kabkota.csv").read_text(encoding="utf-8")
    return {row["kode"]: int(row["penduduk_total"]) for row in csv.DictReader(io.StringIO(text))}


def read_borders(city_code: str) -> Iterator[ShippedBorder]:
    """Borders of the city, its districts and its villages; coarse and without villages where none ship."""
    for level, word in _FILES.items():
        detailed = _data("batas").joinpath(f"{city_code}_{word}.geojson.gz")
        coarse = _data("batas").joinpath(f"{word}.geojson.gz")
        if detailed.is_file():
            yield from _borders(detailed, city_code, is_coarse=False)
        elif level is not AreaLevel.VILLAGE:
            yield from _borders(coarse, city_code, is_coarse=True)


def _borders(file: Traversable, city_code: str, *, is_coarse: bool) -> Iterator[ShippedBorder]:
    for feature in json.loads(gzip.decompress(file.read_bytes()))["features"]:
        code = feature["properties"]["kode"]
        if is_code_within(code, city_code):
            yield ShippedBorder(code, shapely.make_valid(shape(feature["geometry"])), is_coarse)


def _area(row: dict[str, str]) -> ShippedArea:
    level = _LEVELS[row["level"]]
    words = {AreaLevel.DISTRICT: district_word, AreaLevel.VILLAGE: village_word}
    kind = words[level](row["kode"]) if level in words else row["jenis"]
    return ShippedArea(row["kode"], row["nama"], level, kind, row["kode_induk"], row["kodepos"])


def _data(name: str) -> Traversable:
    return resources.files("pendopo.territory").joinpath("data", name)
