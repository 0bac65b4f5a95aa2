"""How a number is written for people. Pure."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

SERIAL_DIGITS = 6
_PREFIX = re.compile(r"[A-Z][A-Z0-9]*")
_PERIOD = re.compile(r"[0-9]+")
_NUMBER = re.compile(r"([A-Z][A-Z0-9]*)-([0-9]+)-([0-9]{6,})")


@dataclass(frozen=True, slots=True)
class Number:
    """The three parts of a written number."""

    prefix: str
    period: str
    serial: int


def month_period(on: dt.date) -> str:
    """The period of a monthly series: year and month in four digits, ``2611`` for November 2026."""
    return f"{on.year % 100:02d}{on.month:02d}"


def format_number(prefix: str, period: str, serial: int) -> str:
    """Write a number, as in ``LPR-2611-000417``; from 1,000,000 on the serial grows by a digit.

    Raises ``ValueError`` unless ``prefix`` is capitals and digits, ``period`` digits and ``serial`` >= 1.
    """
    if not _PREFIX.fullmatch(prefix) or not _PERIOD.fullmatch(period) or serial < 1:
        raise ValueError(f"not the parts of a number: {prefix!r}, {period!r}, {serial!r}")
    return f"{prefix}-{period}-{serial:0{SERIAL_DIGITS}d}"


_PART = re.compile(r"\{(agency|year|month|roman_month|serial)(?::([1-9]))?\}")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def check_pattern(pattern: str) -> str:
    """``pattern`` of letter numbers as it is; raises ``ValueError`` for one that cannot be written.

    Its parts are ``{agency}``, ``{year}``, ``{month}``, ``{roman_month}`` and ``{serial}``, which it must
    have; ``{serial:4}`` is written with at least four digits.
    """
    names = [found[1] for found in _PART.finditer(pattern)]
    if names.count("serial") != 1 or set("{}") & set(_PART.sub("", pattern)):
        raise ValueError(f"not a pattern of numbers: {pattern!r}")
    return pattern


def write_number(pattern: str, *, agency: str, on: dt.date, serial: int) -> str:
    """A number of a letter, as in ``DSP/DISHUB/2026/0007`` by ``DSP/{agency}/{year}/{serial:4}``.

    ``agency`` is written in capitals. Raises ``ValueError`` for a pattern that cannot be written.
    """
    parts = {
        "agency": agency.upper(),
        "year": str(on.year),
        "month": f"{on.month:02d}",
        "roman_month": _ROMAN[on.month - 1],
        "serial": str(serial),
    }
    return _PART.sub(lambda found: parts[found[1]].zfill(int(found[2] or 0)), check_pattern(pattern))


def parse_number(text: str) -> Number | None:
    """The parts of a number as people type it (small letters, spaces for hyphens), or None."""
    written = re.sub(r"[\s\-\u2013]+", "-", text.strip().upper())
    found = _NUMBER.fullmatch(written)
    if found is None or int(found[3]) < 1:
        return None
    return Number(prefix=found[1], period=found[2], serial=int(found[3]))
