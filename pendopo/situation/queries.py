"""The board: figures, rows and points of the map, composed for one screen."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.reports.api import BurstRow, ReportRow, State, Urgency, get_board, list_bursts
from pendopo.situation import rules
from pendopo.territory.api import SvgMap, get_city, svg_map

MAP_WIDTH, MAP_HEIGHT = 872, 900
BURST_LIMIT = 3
ROW_LIMIT = 8
"""As many rows as fit the wall: the late ones first, then the newest."""


@dataclass(frozen=True, slots=True)
class WallRow:
    """One report on the wall; its title is the category, for the text of people may name somebody."""

    number: str
    kind: str
    title: str
    place: str
    agency: str
    due_at: dt.datetime | None
    received_at: dt.datetime
    is_just_changed: bool


@dataclass(frozen=True, slots=True)
class WallPoint:
    """One report on the map, in units of the map."""

    x: float
    y: float
    kind: str


@dataclass(frozen=True, slots=True)
class Wall:
    """Everything the television shows at one moment."""

    city_name: str
    at: dt.datetime
    today_count: int
    open_count: int
    late_count: int
    finished_today_count: int
    on_time_percent: int | None
    bursts: tuple[BurstRow, ...]
    """Events that many report at once; they stand above everything else."""
    rows: tuple[WallRow, ...]
    map: SvgMap
    points: tuple[WallPoint, ...]


def get_wall(actor: Actor) -> Wall:
    """The board for a screen (5 queries); raises ``Refused`` for roles that do not see the whole city."""
    board, city = get_board(actor), get_city()
    area_map = svg_map(MAP_WIDTH, MAP_HEIGHT)
    late_numbers = {row.number for row in board.late}
    newest = [row for row in board.newest if row.number not in late_numbers]
    figures, bursts = board.figures, list_bursts(limit=BURST_LIMIT)
    share = figures.on_time_share
    return Wall(
        city_name=city.name,
        at=figures.at,
        today_count=figures.today_count,
        open_count=figures.open_count,
        late_count=figures.late_count,
        finished_today_count=figures.finished_today_count,
        on_time_percent=None if share is None else round(share * 100),
        bursts=bursts,
        rows=tuple(_row(row) for row in [*board.late, *newest][: ROW_LIMIT - len(bursts)]),
        map=area_map,
        points=tuple(_point(row, area_map) for row in board.points),
    )


def _kind(row: ReportRow) -> str:
    return rules.kind_of(is_late=row.urgency is Urgency.LATE, is_new=row.state is State.RECEIVED)


def _row(row: ReportRow) -> WallRow:
    return WallRow(
        number=row.number,
        kind=_kind(row),
        title=row.category,
        place=" · ".join(part for part in (row.village, row.district) if part),
        agency=row.agency,
        due_at=row.due_at,
        received_at=row.received_at,
        is_just_changed=clock.now() - row.changed_at < rules.JUST_CHANGED,
    )


def _point(row: ReportRow, area_map: SvgMap) -> WallPoint:
    x, y = area_map.project(row.lon, row.lat)
    return WallPoint(round(x, 1), round(y, 1), _kind(row))
