"""Import files as typed rows: tables of areas (CSV) and borders (GeoJSON), with what is wrong in each row."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from pendopo.kernel.errors import gettext_noop
from pendopo.kernel.maps.quadkey import Bounds
from pendopo.territory.rules import AreaRow, BadCode, RowFault, level_of, suggested_code

Progress = Callable[[int, int], None]
LONGEST_NAME = 100
_DELIMITERS = (";", "\t", ",")
_POSTAL_DIGITS = 5
_INDONESIA = Bounds(94.0, -12.0, 142.0, 7.0)
_INDONESIA_SWAPPED = Bounds(-12.0, 94.0, 7.0, 142.0)


@dataclass(frozen=True, slots=True)
class BorderRow:
    """One border of an import file: a valid polygon or multipolygon in degrees."""

    line: int
    code: str
    geometry: BaseGeometry


@dataclass(frozen=True, slots=True)
class AreaTable:
    """A table as read."""

    rows: tuple[AreaRow, ...]
    faults: tuple[RowFault, ...]


@dataclass(frozen=True, slots=True)
class BorderTable:
    """A collection of borders as read."""

    rows: tuple[BorderRow, ...]
    faults: tuple[RowFault, ...]


def read_area_table(raw: bytes) -> AreaTable:
    """Areas of a CSV file with the columns kode and nama, and if wanted kode_induk, jenis, kodepos."""
    text = _decoded(raw)
    if isinstance(text, RowFault):
        return AreaTable((), (text,))
    lines = text.replace("\0", "\ufffd").splitlines()
    reader = csv.DictReader(lines, delimiter=_delimiter(lines[0] if lines else ""))
    columns = {(name or "").strip().casefold(): name for name in reader.fieldnames or ()}
    if not {"kode", "nama"} <= columns.keys():
        return AreaTable(
            (), (_fault(0, "", gettext_noop("Kolom kode dan nama harus ada di baris pertama.")),)
        )
    rows, faults = [], []
    first_lines: dict[str, int] = {}
    try:
        for cells in reader:
            row = _area_row(reader.line_num, cells, columns)
            found = list(_faults_of(row, cells, first_lines))
            first_lines.setdefault(row.code, row.line)
            faults += found
            rows += [] if found else [row]
    except csv.Error:
        text = gettext_noop(
            "Isian terlalu panjang; mungkin tanda kutip dibuka sebelum baris ini dan tidak ditutup."
        )
        faults.append(_fault(reader.line_num, "", text))
    return AreaTable(tuple(rows), tuple(faults))


def read_border_table(raw: bytes, progress: Progress = lambda _done, _all: None) -> BorderTable:
    """Borders of a GeoJSON FeatureCollection whose features have the property kode."""
    text = _decoded(raw)
    if isinstance(text, RowFault):
        return BorderTable((), (text,))
    features = _features(text)
    if isinstance(features, RowFault):
        return BorderTable((), (features,))
    rows: list[BorderRow] = []
    faults: list[RowFault] = []
    seen: set[str] = set()
    for line, feature in enumerate(features, start=1):
        read = _border_row(line, feature, seen)
        if isinstance(read, RowFault):
            faults.append(read)
        else:
            rows.append(read)
        progress(line, len(features))
    return BorderTable(tuple(rows), tuple(faults))


def _decoded(raw: bytes) -> str | RowFault:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = raw.count(b"\n", 0, fault.start) + 1
        return _fault(
            line,
            "",
            gettext_noop("Berkas bukan UTF-8 (bait %(byte)s). Simpan ulang sebagai UTF-8."),
            byte=f"0x{raw[fault.start]:02X}",
        )


def _delimiter(header: str) -> str:
    return max(_DELIMITERS, key=header.count)


def _area_row(line: int, cells: Mapping[str, Any], columns: Mapping[str, str]) -> AreaRow:
    def cell(name: str) -> str:
        value = cells.get(columns[name]) if name in columns else None
        return " ".join(str(value or "").split())

    return AreaRow(
        line, cell("kode"), cell("nama"), cell("kode_induk"), cell("jenis").lower(), cell("kodepos")
    )


def _faults_of(row: AreaRow, cells: Mapping[str, Any], first_lines: Mapping[str, int]) -> Iterator[RowFault]:
    if None in cells or None in cells.values():
        yield _fault(row.line, row.code, gettext_noop("Jumlah kolom tidak sama dengan baris pertama."))
    if any("\ufffd" in str(value) for value in cells.values()):
        yield _fault(row.line, row.code, gettext_noop("Ada karakter NUL atau huruf rusak."))
    code_fault = _code_fault(row.line, row.code)
    if code_fault:
        yield code_fault
    elif row.code in first_lines:
        yield _fault(
            row.line,
            row.code,
            gettext_noop("Kode sudah ada di baris %(first)s."),
            first=first_lines[row.code],
        )
    if not row.name or len(row.name) > LONGEST_NAME or not row.name.isprintable():
        yield _fault(
            row.line, row.code, gettext_noop("Nama kosong, lebih dari 100 huruf, atau berisi huruf kendali.")
        )
    if row.postal_code and not (
        row.postal_code.isascii() and row.postal_code.isdigit() and len(row.postal_code) == _POSTAL_DIGITS
    ):
        yield _fault(row.line, row.code, gettext_noop("Kode pos harus lima angka."))


def _code_fault(line: int, code: str) -> RowFault | None:
    try:
        level_of(code)
    except BadCode:
        meant = suggested_code(code)
        if meant:
            text = gettext_noop(
                "Kode kehilangan titik atau nol; mungkin maksudnya %(meant)s. Simpan kolom kode sebagai teks."
            )
            return _fault(line, code, text, meant=meant)
        return _fault(line, code, gettext_noop("Kode wilayah tidak sah."))
    return None


def _features(text: str) -> list[Any] | RowFault:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as fault:
        return _fault(getattr(fault, "lineno", 0), "", gettext_noop("Berkas bukan JSON yang sah."))
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list):
        return _fault(0, "", gettext_noop("Berkas bukan GeoJSON FeatureCollection."))
    return features


def _border_row(line: int, feature: Any, seen: set[str]) -> BorderRow | RowFault:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    code = properties.get("kode") if isinstance(properties, dict) else None
    if not isinstance(code, str):
        return _fault(
            line, str(code or ""), gettext_noop("Properti kode harus ada dan berupa teks, bukan angka.")
        )
    code_fault = _code_fault(line, code)
    if code_fault:
        return code_fault
    if code in seen:
        return _fault(line, code, gettext_noop("Kode ini sudah ada di berkas yang sama."))
    seen.add(code)
    try:
        geometry = shape(feature["geometry"])
    except (LookupError, TypeError, ValueError, AttributeError, shapely.errors.ShapelyError):
        return _fault(line, code, gettext_noop("Geometri tidak dapat dibaca."))
    fault = _geometry_fault(line, code, geometry)
    return fault or BorderRow(line, code, geometry)


def _geometry_fault(line: int, code: str, geometry: BaseGeometry) -> RowFault | None:
    if geometry.geom_type not in {"Polygon", "MultiPolygon"} or geometry.is_empty:
        return _fault(line, code, gettext_noop("Batas harus berupa Polygon atau MultiPolygon."))
    west, south, east, north = geometry.bounds
    if not all(map(math.isfinite, (west, south, east, north))):
        return _fault(line, code, gettext_noop("Geometri tidak dapat dibaca."))
    if _INDONESIA_SWAPPED.contains(west, south) and _INDONESIA_SWAPPED.contains(east, north):
        return _fault(
            line, code, gettext_noop("Bujur dan lintang tertukar: GeoJSON menulis bujur lebih dulu.")
        )
    if not (_INDONESIA.contains(west, south) and _INDONESIA.contains(east, north)):
        return _fault(line, code, gettext_noop("Batas di luar Indonesia. Koordinat harus derajat WGS84."))
    if not geometry.is_valid:
        reason = shapely.is_valid_reason(geometry)
        return _fault(
            line, code, gettext_noop("Garis batas bersilang atau tumpang tindih: %(reason)s"), reason=reason
        )
    return None


def _fault(line: int, code: str, text: str, **facts: object) -> RowFault:
    return RowFault(line, code, text, facts)
