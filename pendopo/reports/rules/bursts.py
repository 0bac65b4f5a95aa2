"""When many reports are one event: a flood, a dead feeder. Pure.

Reports of one category that come in close together in space and time are one burst; later ones join it while
it goes on. The numbers are settings, because a village and a city differ.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from pendopo.kernel.maps.distance import metres_between


@dataclass(frozen=True, slots=True)
class BurstLimits:
    """How many reports, how close, how fast."""

    count: int
    metres: float
    within: dt.timedelta


@dataclass(frozen=True, slots=True)
class Arrival:
    """One report as the detector sees it."""

    report_id: int
    lon: float
    lat: float
    received_at: dt.datetime


class BurstState(StrEnum):
    """What became of a burst."""

    OPEN = "open"
    MERGED = "merged"
    """Its reports were merged into one."""
    DISMISSED = "dismissed"
    """An officer said that they are matters of their own."""
    OVER = "over"
    """Nothing more came."""


def burst_around(newest: Arrival, others: Sequence[Arrival], limits: BurstLimits) -> tuple[Arrival, ...]:
    """The reports that make a burst with ``newest``, oldest first; empty while they are too few."""
    since = newest.received_at - limits.within
    close = [
        each
        for each in others
        if since <= each.received_at <= newest.received_at and is_near(newest, each.lon, each.lat, limits)
    ]
    family = sorted({newest, *close}, key=lambda each: (each.received_at, each.report_id))
    return tuple(family) if len(family) >= limits.count else ()


def is_near(arrival: Arrival, lon: float, lat: float, limits: BurstLimits) -> bool:
    """True when the report lies within the burst's reach of a place."""
    return metres_between(arrival.lon, arrival.lat, lon, lat) <= limits.metres


def middle_of(arrivals: Sequence[Arrival]) -> tuple[float, float]:
    """The mean place of reports that lie close together."""
    count = len(arrivals)
    return sum(each.lon for each in arrivals) / count, sum(each.lat for each in arrivals) / count
