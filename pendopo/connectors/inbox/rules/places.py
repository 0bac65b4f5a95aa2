"""The village that a text names: words of people, not addresses of a form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

_TOKEN = re.compile(r"[a-z0-9]+")
_SURE = frozenset({"desa", "ds", "kelurahan", "kel", "gampong", "nagari", "kampung", "pekon"})
"""A name after one of these is the name of a village."""
_OTHER = frozenset(
    {
        "jalan", "jl", "jln", "gang", "gg", "lorong", "kecamatan", "kec", "distrik", "kabupaten", "kab",
        "kota", "provinsi", "prov", "bapak", "pak", "ibu", "bu", "sungai", "gunung",
    }
)  # fmt: skip
"""A name after one of these is the name of something else."""
_LEAST_LETTERS = 4
"""Shorter names are words as often as places, unless something before them says so."""


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A village by its names."""

    code: str
    name: str
    district: str


@dataclass(frozen=True, slots=True)
class _Hit:
    place: NamedPlace
    begin: int
    end: int
    is_sure: bool


def villages_in(
    text: str, places: Iterable[NamedPlace], *, city: str = "", is_sure_only: bool = False
) -> tuple[NamedPlace, ...]:
    """The villages that ``text`` may mean, in the order of their codes: one is an answer, several a question.

    Names after "desa" or "kelurahan" win over bare ones, longer names over those inside them, and of villages
    with one name those whose kecamatan is named too. The name of the ``city`` alone means no village.
    ``is_sure_only`` leaves out bare names.
    """
    tokens = _TOKEN.findall(text.casefold())
    hits = [hit for place in places for hit in _hits(place, tokens, city)]
    hits = [hit for hit in hits if hit.is_sure] or ([] if is_sure_only else hits)
    outer = [hit for hit in hits if not any(_is_inside(hit, other) for other in hits)]
    found = {hit.place.code: hit.place for hit in outer}
    if len(found) > 1:
        named = {code: each for code, each in found.items() if _is_district_named(each, tokens)}
        found = named or found
    return tuple(found[code] for code in sorted(found))


def _hits(place: NamedPlace, tokens: Sequence[str], city: str) -> Iterator[_Hit]:
    name = _TOKEN.findall(place.name.casefold())
    for begin in _positions(name, tokens):
        before = tokens[begin - 1] if begin else ""
        is_sure = before in _SURE
        is_bare = before not in _OTHER and place.name.casefold() != city.casefold()
        if is_sure or (is_bare and len("".join(name)) >= _LEAST_LETTERS):
            yield _Hit(place, begin, begin + len(name), is_sure)


def _positions(name: Sequence[str], tokens: Sequence[str]) -> Iterator[int]:
    length = len(name)
    if length:
        yield from (at for at in range(len(tokens) - length + 1) if tokens[at : at + length] == list(name))


def _is_inside(hit: _Hit, other: _Hit) -> bool:
    is_shorter = hit.end - hit.begin < other.end - other.begin
    return is_shorter and other.begin <= hit.begin and hit.end <= other.end


def _is_district_named(place: NamedPlace, tokens: Sequence[str]) -> bool:
    """True when the kecamatan is named beside the village: a name that both bear must stand there twice."""
    district, name = _TOKEN.findall(place.district.casefold()), _TOKEN.findall(place.name.casefold())
    times = len(list(_positions(district, tokens)))
    return times > (1 if district == name else 0)
