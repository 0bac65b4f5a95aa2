"""How reports stood at the end of a past day, from their steps: figures, kecamatan, and a tile of the map.

Shown are those that were open or promised then, and those that came to an end on that day. A limit that was
moved later counts as it is now; while the clock stands nothing is late. None is secret; each stands where it
is told to be (``rules.publicity.spot_told``).
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db import connection

from pendopo.kernel import clock
from pendopo.kernel.errors import NotFound
from pendopo.kernel.maps import mvt, quadkey
from pendopo.reports.queries.tiles import CELL_BITS, middle_of
from pendopo.reports.queries.told_places import key_of
from pendopo.reports.rules import DONE_STATES, OPEN_STATES, State
from pendopo.territory.api import find_area

_KEPT_DAYS = 62
_STATES = """
SELECT report.category_id, report.area_code, report.qk, report.is_exact, step.state,
       CASE step.state WHEN 'received' THEN report.verify_by ELSE report.finish_by END < %(end)s
       AND coalesce(report.paused_at >= %(end)s, true)
  FROM reports_report AS report
 CROSS JOIN LATERAL (
       SELECT state, at FROM reports_step
        WHERE report_id = report.id AND at < %(end)s ORDER BY id DESC LIMIT 1
       ) AS step
 WHERE tstzrange(report.received_at, greatest(report.received_at, coalesce(report.finished_at, 'infinity')))
       && tstzrange(%(start)s, %(end)s)
   AND report.visibility <> 'secret'
   AND (step.state IN ('received', 'verified', 'assigned', 'in_progress', 'promised') OR step.at >= %(start)s)
"""


@dataclass(frozen=True, slots=True)
class DistrictDay:
    """How many reports of one kecamatan stood how."""

    name: str
    open: int
    late: int
    done: int


@dataclass(frozen=True, slots=True)
class ReplayDay:
    """The city at the end of one day."""

    day: dt.date
    new: int
    """Not yet checked."""
    work: int
    """Checked, given down, or being worked on."""
    late: int
    """Of both, those whose limit had passed."""
    promised: int
    done: int
    """Said to be done on that day, by what is known now."""
    closed: int
    """Refused, handed on or merged on that day."""
    districts: tuple[DistrictDay, ...]
    """The most late first, then the most open."""
    points: tuple[tuple[int, bool, bool], ...]
    """Quadkey, whether open, whether late; ascending."""


def get_replay(day: dt.date) -> ReplayDay:
    """The end of ``day``; of today, this moment (1 query, none for a day that was asked for lately).

    Raises ``NotFound`` for a day that is yet to come.
    """
    today = clock.today()
    if day > today:
        raise NotFound
    return _read(day) if day == today else _kept(day, today)


@lru_cache(maxsize=_KEPT_DAYS)
def _kept(day: dt.date, _asked_on: dt.date) -> ReplayDay:
    """A past day changes no more, but for what is hidden or corrected later: kept until tomorrow."""
    return _read(day)


def _read(day: dt.date) -> ReplayDay:
    start = dt.datetime.combine(day, dt.time.min, tzinfo=clock.zone())
    end = min(start + dt.timedelta(days=1), clock.now() + dt.timedelta.resolution)
    with connection.cursor() as cursor:
        cursor.execute(_STATES, {"start": start, "end": end})
        rows = cursor.fetchall()
    states, late, per_district = Counter[State](), 0, dict[str, Counter[str]]()
    points = []
    for category_id, area_code, key, is_exact, raw, is_past in rows:
        state = State(raw)
        is_open = state in OPEN_STATES
        is_late = is_open and is_past
        states[state] += 1
        late += is_late
        counted = per_district.setdefault(area_code[:8], Counter())
        counted.update(open=is_open, late=is_late, done=state in DONE_STATES)
        shown = key_of(category_id, area_code, key, is_exact=is_exact)
        if shown is not None:
            points.append((shown, is_open, is_late))
    return ReplayDay(
        day=day,
        new=states[State.RECEIVED],
        work=sum(states[state] for state in OPEN_STATES) - states[State.RECEIVED],
        late=late,
        promised=states[State.PROMISED],
        done=sum(states[state] for state in DONE_STATES),
        closed=states[State.REJECTED] + states[State.REFERRED] + states[State.MERGED],
        districts=_districts(per_district),
        points=tuple(sorted(points)),
    )


def _districts(counted: dict[str, Counter[str]]) -> tuple[DistrictDay, ...]:
    rows = []
    for code, counts in counted.items():
        area = find_area(code)
        rows.append(DistrictDay(area.name if area else code, counts["open"], counts["late"], counts["done"]))
    return tuple(sorted(rows, key=lambda row: (-row.late, -row.open, row.name)))


def replay_tile(day: dt.date, tile: quadkey.Tile) -> bytes:
    """The tile of a day: one feature per cell with how many, how many open, how many late."""
    if tile.z > quadkey.ZOOM:
        raise NotFound
    points = get_replay(day).points
    keys = quadkey.range_of(tile)
    inside = points[_place_of(points, keys.start) : _place_of(points, keys.stop)]
    bits = min(CELL_BITS, quadkey.ZOOM - tile.z)
    shift = 2 * (quadkey.ZOOM - tile.z - bits)
    cells: dict[int, list[int]] = {}
    for key, is_open, is_late in inside:
        cell = cells.setdefault((key - keys.start) >> shift, [0, 0, 0])
        cell[0] += 1
        cell[1] += is_open
        cell[2] += is_late
    rows = (mvt.PointRow(*middle_of(cell, bits), tuple(counts)) for cell, counts in cells.items())
    return mvt.encode_points("reports", ("n", "open", "late"), rows)


def _place_of(points: Sequence[tuple[int, bool, bool]], key: int) -> int:
    return bisect_left(points, (key, False, False))


def replay_version(day: dt.date) -> str:
    """The version of a day's tiles: of today the minute, of another day the day on which it is asked."""
    today = clock.today()
    return f"{day}:{clock.now():%Y%m%d%H%M}" if day == today else f"{day}:{today}"
