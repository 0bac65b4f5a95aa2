"""The three time zones of Indonesia, by province code.

Source: Presidential Decree 41/1987; provinces founded later keep the zone they lay in.
"""

from __future__ import annotations

WIB, WITA, WIT = "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"

LABELS = {WIB: "WIB", WITA: "WITA", WIT: "WIT"}

_WITA_PROVINCES = frozenset({"51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"})
_WIT_PROVINCES = frozenset({"81", "82", "91", "92", "93", "94", "95", "96", "97"})


def zone_of(code: str) -> str:
    """Name of the time zone (IANA) of the area with the official ``code``."""
    province = code[:2]
    if province in _WITA_PROVINCES:
        return WITA
    return WIT if province in _WIT_PROVINCES else WIB


def label_of(zone: str) -> str:
    """What people call ``zone``: WIB, WITA or WIT."""
    return LABELS[zone]
