"""Where the same thing is put right again and again: chronic spots. Pure."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pendopo.kernel.maps.distance import METRES_PER_DEGREE, metres_between
from pendopo.reports.rules.states import DONE_STATES, State

SPOT_TIME = dt.timedelta(days=365)
"""How far back one looks: what was put right longer ago says little about today."""


@dataclass(frozen=True, slots=True)
class SpotLimits:
    """How many times within how many metres make a spot chronic."""

    count: int
    metres: float


@dataclass(frozen=True, slots=True)
class Repair:
    """A report that was put right, and where."""

    report_id: int
    lon: float
    lat: float
    finished_at: dt.datetime


@dataclass(frozen=True, slots=True)
class ChronicSpot:
    """Repairs of one category that lie around one of them, oldest first."""

    repairs: tuple[Repair, ...]
    lon: float
    lat: float


def is_repair(state: State, finished_at: dt.datetime | None, now: dt.datetime) -> bool:
    """True for a report that was put right, by the agency's word at least, not too long ago."""
    return state in DONE_STATES and finished_at is not None and now - finished_at <= SPOT_TIME


def spots_of(repairs: Iterable[Repair], limits: SpotLimits) -> list[ChronicSpot]:
    """The chronic spots among repairs of one category, those with most repairs first.

    A spot lies around one of its repairs, that which has most others near it; every repair belongs to one
    spot at most, so that a row of lamps along a road is not one long spot.
    """
    found = _Grid(repairs, limits.metres)
    around = {each: found.near(each) for each in found.all}
    middles = sorted(
        (each for each in found.all if len(around[each]) >= limits.count),
        key=lambda each: (-len(around[each]), each.report_id),
    )
    taken: set[Repair] = set()
    spots = []
    for middle in middles:
        own = [each for each in around[middle] if each not in taken]
        if middle not in taken and len(own) >= limits.count:
            taken.update(own)
            spots.append(_spot(own))
    return sorted(spots, key=lambda spot: (-len(spot.repairs), spot.repairs[0].report_id))


def _spot(repairs: Sequence[Repair]) -> ChronicSpot:
    ordered = tuple(sorted(repairs, key=lambda each: (each.finished_at, each.report_id)))
    return ChronicSpot(
        repairs=ordered,
        lon=sum(each.lon for each in ordered) / len(ordered),
        lat=sum(each.lat for each in ordered) / len(ordered),
    )


class _Grid:
    """Repairs in squares as wide as a spot reaches, so that only neighbours are measured."""

    def __init__(self, repairs: Iterable[Repair], metres: float) -> None:
        self.all = list(repairs)
        self._metres = metres
        top = max((abs(each.lat) for each in self.all), default=0.0)
        self._up = metres / METRES_PER_DEGREE
        self._aside = self._up / math.cos(math.radians(min(89.0, top + self._up)))
        self._squares: defaultdict[tuple[int, int], list[Repair]] = defaultdict(list)
        for each in self.all:
            self._squares[self._square(each)].append(each)

    def near(self, repair: Repair) -> list[Repair]:
        """Everything within reach of ``repair``, itself as well."""
        return [
            each
            for each in self._neighbours(repair)
            if metres_between(repair.lon, repair.lat, each.lon, each.lat) <= self._metres
        ]

    def _square(self, repair: Repair) -> tuple[int, int]:
        return math.floor(repair.lon / self._aside), math.floor(repair.lat / self._up)

    def _neighbours(self, repair: Repair) -> Iterator[Repair]:
        x, y = self._square(repair)
        for column in (x - 1, x, x + 1):
            for row in (y - 1, y, y + 1):
                yield from self._squares.get((column, row), ())
