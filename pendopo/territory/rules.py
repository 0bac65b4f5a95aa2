"""Levels, codes and words of areas. Pure.

Codes are those of the Ministry of Home Affairs (35.08.01.2001: province, regency, district, village), always
text. Below the village a local government numbers its own dusun, rw and rt; their codes continue the
village's with a letter: 35.08.01.2001.D02, .W003, .T005.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from pendopo.kernel.errors import Conflict, Invalid, NotFound, Unavailable, gettext_noop
from pendopo.kernel.maps.quadkey import Bounds

OPENED_ON = dt.date(1945, 8, 17)
"""Start of validity where the true one is not known."""


class AreaLevel(StrEnum):
    """Levels of administration, from the top."""

    PROVINCE = "province"
    REGENCY = "regency"
    """A kabupaten or a kota."""
    DISTRICT = "district"
    """A kecamatan; a distrik in Papua."""
    VILLAGE = "village"
    """A desa or a kelurahan."""
    DUSUN = "dusun"
    RW = "rw"
    RT = "rt"


OFFICIAL_LEVELS = (AreaLevel.PROVINCE, AreaLevel.REGENCY, AreaLevel.DISTRICT, AreaLevel.VILLAGE)
LOCAL_LEVELS = (AreaLevel.DUSUN, AreaLevel.RW, AreaLevel.RT)
"""Levels that a local government enters itself."""
PARENTS: Mapping[AreaLevel, frozenset[AreaLevel]] = MappingProxyType(
    {
        AreaLevel.REGENCY: frozenset({AreaLevel.PROVINCE}),
        AreaLevel.DISTRICT: frozenset({AreaLevel.REGENCY}),
        AreaLevel.VILLAGE: frozenset({AreaLevel.DISTRICT}),
        AreaLevel.DUSUN: frozenset({AreaLevel.VILLAGE}),
        AreaLevel.RW: frozenset({AreaLevel.VILLAGE, AreaLevel.DUSUN}),
        AreaLevel.RT: frozenset({AreaLevel.RW, AreaLevel.DUSUN}),
    }
)
"""Levels an area of each level may lie in."""

_LOCAL: Mapping[AreaLevel, tuple[str, int]] = MappingProxyType(
    {AreaLevel.DUSUN: ("D", 2), AreaLevel.RW: ("W", 3), AreaLevel.RT: ("T", 3)}
)
_OFFICIAL_CODE = re.compile(r"\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?", re.ASCII)
_CODE = re.compile(r"\d{2}(\.\d{2}(\.\d{2}(\.\d{4}(\.D\d{2})?(\.W\d{3})?(\.T\d{3})?)?)?)?", re.ASCII)


class AreaNotFound(NotFound):
    """No area has this code."""

    code = "area_not_found"
    text = gettext_noop("Wilayah ini tidak terdaftar.")
    advice = gettext_noop("Periksa kode wilayahnya, atau pilih dari daftar.")


class CityNotLoaded(Unavailable):
    """The areas of this installation's local government are not in the database yet."""

    code = "city_not_loaded"
    text = gettext_noop("Wilayah daerah ini belum dimuat.")
    advice = gettext_noop("Jalankan `pendopo territory load`, lalu muat ulang halaman.")


class OtherCity(Conflict):
    """The database belongs to another local government."""

    code = "other_city"
    text = gettext_noop("Basis data ini sudah berisi wilayah %(present)s, bukan %(asked)s.")
    advice = gettext_noop("Pakai PENDOPO_HOME atau DATABASE_URL lain untuk daerah lain.")


class NoSuchCity(NotFound):
    """The code is not that of a kabupaten or kota."""

    code = "no_such_city"
    text = gettext_noop("Tidak ada kabupaten atau kota dengan kode %(code)s.")
    advice = gettext_noop(
        "Kode kabupaten/kota berbentuk 35.08. Daftarnya ada di Kepmendagri tentang kode wilayah."
    )


class WrongParent(Invalid):
    """An area of this level cannot lie in that parent."""

    code = "wrong_parent"
    text = gettext_noop("Wilayah tingkat ini tidak dapat berada di bawah wilayah induk itu.")


class AreaClosed(Conflict):
    """The area is no longer valid, or still holds valid areas."""

    code = "area_closed"
    text = gettext_noop("Wilayah ini sudah ditutup, atau masih memiliki wilayah di bawahnya.")


class CodeTaken(Conflict):
    """Another area has the code."""

    code = "code_taken"
    text = gettext_noop("Kode wilayah ini sudah dipakai.")


class BadCode(Invalid):
    """The text is not an area code of the right level."""

    code = "bad_area_code"
    text = gettext_noop("Kode wilayah tidak sah.")
    advice = gettext_noop("Tulis kode lengkap dengan titik dan angka nol, seperti 35.08.01.2001.")


@dataclass(frozen=True, slots=True)
class AreaInfo:
    """One area as other contexts see it."""

    id: int
    code: str
    name: str
    level: AreaLevel
    kind: str
    """The field's word: provinsi, kabupaten, kota, kecamatan, distrik, desa, kelurahan, gampong, rw, ..."""
    parent_code: str | None
    path: str
    """Codes from the province down to this area, each followed by a slash."""
    postal_code: str
    lon: float | None
    lat: float | None
    valid_from: dt.date
    valid_to: dt.date | None

    @property
    def title(self) -> str:
        """The name with its kind, as people write it: Desa Tegalrejo, RT 005, Kabupaten Lumajang."""
        if self.level is AreaLevel.REGENCY:
            return self.name
        kind = self.kind.upper() if self.level in {AreaLevel.RW, AreaLevel.RT} else self.kind.capitalize()
        return f"{kind} {self.name}"

    def is_valid(self, on: dt.date) -> bool:
        """True when the area exists on the day; ``valid_to`` is its last day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class AreaPath:
    """An area's place in the hierarchy; None above or below what is known."""

    village: AreaInfo | None
    district: AreaInfo | None
    regency: AreaInfo | None
    province: AreaInfo | None

    @property
    def text(self) -> str:
        """Village and district in words: ``Desa Tegalrejo, Kecamatan Tempursari``."""
        return ", ".join(area.title for area in (self.village, self.district) if area is not None)


@dataclass(frozen=True, slots=True)
class Words:
    """What a local government calls its parts and their heads, in small letters."""

    village: str
    villages: str
    """Both kinds together: ``desa dan kelurahan``, ``kelurahan``."""
    district: str
    village_head: str
    district_head: str
    city_head: str


@dataclass(frozen=True, slots=True)
class City:
    """The local government of this installation."""

    code: str
    name: str
    kind: str
    """``kabupaten`` or ``kota``."""
    zone: str
    """WIB, WITA or WIT."""
    words: Words
    bounds: Bounds
    centre: tuple[float, float]
    has_village_borders: bool
    """False where only coarse district borders ship: a place leads to its district, not its village."""


def level_of(code: str) -> AreaLevel:
    """The level that a code states; raises ``BadCode``."""
    if not _CODE.fullmatch(code) or (".T" in code and ".W" not in code and ".D" not in code):
        raise BadCode
    for level, (letter, _digits) in reversed(list(_LOCAL.items())):
        if f".{letter}" in code:
            return level
    return OFFICIAL_LEVELS[code.count(".")]


def parent_code_of(code: str) -> str | None:
    """The code one level up; None for a province."""
    head, dot, _tail = code.rpartition(".")
    return head if dot else None


def local_code(parent_code: str, level: AreaLevel, number: int) -> str:
    """The code of a dusun, rw or rt by its number in the parent; raises ``BadCode`` when it does not fit."""
    letter, digits = _LOCAL[level]
    code = f"{parent_code}.{letter}{number:0{digits}d}"
    if number < 1 or level_of(code) is not level:
        raise BadCode
    return code


def is_official(code: str) -> bool:
    """True for the code of a province, regency, district or village."""
    return bool(_OFFICIAL_CODE.fullmatch(code))


def is_code_within(code: str, outer: str) -> bool:
    """True for the same area and for any below it."""
    return code == outer or code.startswith(f"{outer}.")


_PAPUA = frozenset({"91", "92", "93", "94", "95", "96"})
_ACEH, _WEST_SUMATRA = "11", "13"
_KUWU = frozenset({"32.09", "32.12"})
"""Cirebon and Indramayu call the head of a desa kuwu."""


def district_word(code: str) -> str:
    """``distrik`` in the six provinces of Papua (Law 2/2021), else ``kecamatan``."""
    return "distrik" if code[:2] in _PAPUA else "kecamatan"


def village_word(code: str) -> str:
    """What the village is: kelurahan by the fourth part of its code (1xxx), else the province's word.

    Aceh: gampong (Law 11/2006). West Sumatra: nagari. Papua: kampung (Law 2/2021).
    """
    if code.rpartition(".")[2].startswith("1"):
        return "kelurahan"
    province = code[:2]
    if province in _PAPUA:
        return "kampung"
    return {_ACEH: "gampong", _WEST_SUMATRA: "nagari"}.get(province, "desa")


def head_word(code: str) -> str:
    """What the head of an area is called, by its code: lurah, kepala desa, camat, bupati, ketua rt, ..."""
    level = level_of(code)
    if level is AreaLevel.VILLAGE:
        return "kuwu" if code[:5] in _KUWU and ".2" in code[8:] else _VILLAGE_HEADS[village_word(code)]
    if level is AreaLevel.DISTRICT:
        return "kepala distrik" if code[:2] in _PAPUA else "camat"
    return _HEADS[level] if level is not AreaLevel.REGENCY else city_head_word(code)


_VILLAGE_HEADS = {
    "kelurahan": "lurah",
    "desa": "kepala desa",
    "gampong": "keuchik",
    "nagari": "wali nagari",
    "kampung": "kepala kampung",
}
_HEADS = {
    AreaLevel.PROVINCE: "gubernur",
    AreaLevel.DUSUN: "kepala dusun",
    AreaLevel.RW: "ketua RW",
    AreaLevel.RT: "ketua RT",
}


def city_head_word(code: str) -> str:
    """``wali kota`` for cities (second part 71 and above), else ``bupati``."""
    return "wali kota" if is_kota(code) else "bupati"


def is_kota(code: str) -> bool:
    """True for a city: the second part of its code is 71 or more."""
    return int(code[3:5]) >= 71  # noqa: PLR2004 - the ministry's numbering


def words_of_city(code: str, village_kinds: frozenset[str]) -> Words:
    """The words of a local government, given the kinds of village it has."""
    ordinary = sorted(village_kinds - {"kelurahan"})
    village = "kelurahan" if is_kota(code) or not ordinary else ordinary[0]
    kinds = [*ordinary, *(["kelurahan"] if "kelurahan" in village_kinds else [])]
    example = f"{code}.01.{'1' if village == 'kelurahan' else '2'}001"
    return Words(
        village=village,
        villages=" dan ".join(kinds) or village,
        district=district_word(code),
        village_head=head_word(example),
        district_head=head_word(f"{code}.01"),
        city_head=city_head_word(code),
    )


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong with one row of a file that somebody wants to import."""

    line: int
    """Line of a table, or position of a feature, from 1; 0 for the file itself."""
    code: str
    text: str
    """Indonesian message id."""
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One area of an import file."""

    line: int
    code: str
    name: str
    parent_code: str
    kind: str
    """Empty for the kind that the code says."""
    postal_code: str


def suggested_code(text: str) -> str | None:
    """The code somebody probably meant whose file lost dots or zeros, or None.

    Spreadsheets turn 11.10 into the number 11.1, 35.08.01 into 35.8.1, and drop dots from long codes.
    """
    digits = text.replace(" ", "")
    if re.fullmatch(r"\d{4}|\d{6}|\d{10}", digits, re.ASCII):
        cut = [digits[:2], digits[2:4], digits[4:6], digits[6:]]
        return ".".join(part for part in cut if part)
    if re.fullmatch(r"\d{2}\.\d", digits, re.ASCII):
        return f"{digits}0"
    parts = digits.split(".")
    if len(parts) in range(3, 5) and all(part.isdigit() for part in parts):
        widths = (2, 2, 2, 4)
        code = ".".join(part.zfill(width) for part, width in zip(parts, widths, strict=False))
        return code if is_official(code) else None
    return None
