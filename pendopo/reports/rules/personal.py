"""What in a text leads to a person: telephone, NIK, KK, e-mail, number plate, account. Pure.

One detector warns whoever writes and masks what the public reads, so that both say the same. Names stay: no
rule knows them. What only looks like a number of a person stays too: numbers of reports, dates with their
times, sums of money, blocks and gangs of an address, kilometre posts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from pendopo.kernel.errors import gettext_noop

MASK = "•••"


class PersonalKind(StrEnum):
    """What kind of trace it is."""

    PHONE = "phone"
    EMAIL = "email"
    NIK = "nik"
    KK = "kk"
    PLATE = "plate"
    ACCOUNT = "account"
    NUMBER = "number"
    """Nine digits or more of which nothing else is known; exact coordinates are among them."""


PERSONAL_LABELS: dict[PersonalKind, str] = {
    PersonalKind.PHONE: gettext_noop("nomor telepon"),
    PersonalKind.EMAIL: gettext_noop("alamat surel"),
    PersonalKind.NIK: gettext_noop("NIK"),
    PersonalKind.KK: gettext_noop("nomor KK"),
    PersonalKind.PLATE: gettext_noop("pelat nomor kendaraan"),
    PersonalKind.ACCOUNT: gettext_noop("nomor rekening"),
    PersonalKind.NUMBER: gettext_noop("nomor panjang"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One trace of a person in a text, as it is written there."""

    kind: PersonalKind
    text: str
    start: int
    end: int


_PLATE_AREAS = (
    "AA|AB|AD|AE|AG|A|BA|BB|BD|BE|BG|BH|BK|BL|BM|BN|BP|B|CC|CD|DA|DB|DC|DD|DE|DG|DH|DK|DL|DM|DN|DP|DR|DS|DT|DW|D|"
    "EA|EB|ED|E|F|G|H|KB|KH|KT|KU|K|L|M|N|PA|PB|PG|PS|PY|P|RI|R|S|T|W|Z"
)
"""Letters with which Indonesian number plates begin (Regulation of the Police 7/2021)."""
_BETWEEN = r"[\s.\-/_()\u2010-\u2015\u00ad\u200b-\u200d\u2060]{0,2}"
"""What people put between the digits of a number, also what cannot be seen."""
_DAY, _MONTH, _YEAR = "(?:0?[1-9]|[12][0-9]|3[01])", "(?:0?[1-9]|1[0-2])", "(?:19|20)[0-9]{2}"
_TIME = r"(?:\s+(?:[01]?[0-9]|2[0-3])[.:][0-5][0-9](?:[.:][0-5][0-9])?)?"
_TRACE = re.compile(
    rf"""
    (?P<ours>\b[A-Z]{{2,5}}-\d{{4}}-\d{{6,}}\b)
    | (?P<date>\b(?:{_DAY}([-/.]){_MONTH}\3{_YEAR}|{_YEAR}-{_MONTH}-{_DAY}){_TIME}(?![\d]|{_BETWEEN}\d))
    | (?P<money>\bRp\.?\s?[1-9]\d{{0,2}}(?:\.\d{{3}})+(?:,\d{{1,2}})?(?![\d]|{_BETWEEN}\d))
    | (?P<email>[^\s@•]{{1,64}}@[^\s@]{{1,255}}\.[^\s@]*\w)
    | (?P<digits>\+?\(?\d(?:{_BETWEEN}\d){{8,}})
    | (?P<plate>(?<![^\W\d_])(?:{_PLATE_AREAS})[\s.\-]{{0,2}}\d{{1,4}}[\s.\-]{{0,2}}
        (?P<suffix>[A-Z]{{1,3}})(?![^\W_]))
    """,
    re.VERBOSE | re.IGNORECASE,
)
_KEPT = frozenset({"ours", "date", "money"})
_ADDRESS = re.compile(
    r"\b(?:blok|block|gang|gg|jalan|jln|jl|nomor|no|rumah|kavling|kav|lantai|lt|gedung|tower|ruang|kelas|kios|los|"
    r"pintu|tiang|gardu|titik|jalur|tipe|type|perum|perumahan|zona|sektor|vitamin|hepatitis|huruf|poin)"
    r"[\s.:]{0,3}\Z",
    re.IGNORECASE,
)
"""Words after which a letter and a number are an address or a mark, not a plate."""
_SMALL = frozenset(
    (
        "di", "ke", "no", "rt", "rw", "km", "m", "cm", "mm", "kg", "g", "l", "dr", "dan", "yg", "itu", "ini",
        "ada", "per", "pak", "bu", "mas", "wib", "wit", "gg", "jl", "jln", "dst", "dll", "s", "sd",
        "ha", "hp",
    )
)  # fmt: skip
"""Small words that follow a number in a sentence; a plate ends with capitals or stands together."""
_QUARTERS = frozenset({"rt", "rw", "no", "km"})
_QUARTER_NUMBER = re.compile(rf"[\s.]{{0,2}}\d{{1,3}}(?:/\d{{1,3}})?(?!\d|{_BETWEEN}\d)")
"""After "B 12 RT" a number of a neighbourhood says that it is an address."""
_ACCOUNT = re.compile(
    r"\b(?:no(?:mor)?\.?\s?rek(?:ening)?|norek|rekening|rek|bank|bca|bri|bni|bsi|btn|mandiri|bjb|transfer)\b\D{0,24}\Z",
    re.IGNORECASE,
)
_FAMILY_CARD = re.compile(r"\b(?:kk|kartu\s+keluarga)\b\D{0,24}\Z", re.IGNORECASE)
_LOOKED_BACK = 40
_CARD_DIGITS = 16
_PHONE_DIGITS = range(9, 16)


def find_personal(text: str) -> tuple[Finding, ...]:
    """Every trace of a person in ``text``, in its order, none within another."""
    return tuple(_traces(text))


def _traces(text: str) -> Iterator[Finding]:
    at = free = 0
    while found := _TRACE.search(text, at):
        name, start, end = found.lastgroup or "", *found.span()
        if found["plate"]:
            name = "plate"
        before = text[max(free, start - _LOOKED_BACK) : start]
        if name == "plate" and _is_no_plate(found, before, text[end:]):
            at = start + 1
            continue
        at = free = end
        if name not in _KEPT:
            yield Finding(_kind(name, found[0], before), found[0], start, end)


def _is_no_plate(found: re.Match[str], before: str, after: str) -> bool:
    """True for "Blok B 12 RT" and "titik A 3 di": letter and number, but not of a vehicle."""
    is_small = found["suffix"].lower() in _SMALL and not found[0].isupper()
    is_quarter = found["suffix"].lower() in _QUARTERS and _QUARTER_NUMBER.match(after)
    return is_small or bool(is_quarter) or _ADDRESS.search(before) is not None


def _kind(name: str, written: str, before: str) -> PersonalKind:
    if name != "digits":
        return PersonalKind(name)
    digits = re.sub(r"\D", "", written)
    if _ACCOUNT.search(before):
        return PersonalKind.ACCOUNT
    if len(digits) == _CARD_DIGITS:
        return PersonalKind.KK if _FAMILY_CARD.search(before) else PersonalKind.NIK
    is_phone = digits.startswith(("0", "62")) and len(digits) in _PHONE_DIGITS
    return PersonalKind.PHONE if is_phone else PersonalKind.NUMBER


def masked(text: str) -> str:
    """``text`` without what leads to a person. Masking twice is masking once."""
    parts, at = [], 0
    for finding in _traces(text):
        parts += [text[at : finding.start], MASK]
        at = finding.end
    return "".join([*parts, text[at:]])
