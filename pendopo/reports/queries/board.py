"""Figures and lists for the situation room."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import Refused
from pendopo.reports.models import OPEN, Report
from pendopo.reports.permissions import SEES_ALL
from pendopo.reports.queries.rows import ReportRow, columns_of, row_of
from pendopo.reports.rules import Visibility

RATE_DAYS = 30


@dataclass(frozen=True, slots=True)
class BoardFigures:
    """What the wall counts, all at one moment."""

    at: dt.datetime
    today_count: int
    open_count: int
    late_count: int
    finished_today_count: int
    on_time_share: float | None
    """Of the reports finished in the last 30 days, the share finished within the limit; None without any."""


@dataclass(frozen=True, slots=True)
class Board:
    """One view of the city: figures, the most overdue, the newest, and the points of the map."""

    figures: BoardFigures
    late: tuple[ReportRow, ...]
    newest: tuple[ReportRow, ...]
    points: tuple[ReportRow, ...]


_FIGURES = """
SELECT (SELECT count(*) FROM reports_report WHERE received_at >= %(day)s),
       (SELECT count(*) FROM reports_report WHERE state = ANY(%(open)s)),
       (SELECT count(*) FROM reports_report
         WHERE state = ANY(%(open)s) AND due_at < %(now)s AND paused_at IS NULL),
       (SELECT count(*) FROM reports_report WHERE finished_at >= %(day)s),
       (SELECT avg((finished_at <= finish_by)::int) FROM reports_report WHERE finished_at >= %(since)s)
"""


def get_board(actor: Actor, *, late_limit: int = 3, newest_limit: int = 8, point_limit: int = 200) -> Board:
    """Everything the wall shows (4 queries); for roles that see the whole city.

    Secret reports are counted but never listed.
    """
    if not (actor.is_system or actor.has_role(*SEES_ALL)):
        raise Refused
    now = clock.now()
    shown = Report.objects.filter(state__in=OPEN).exclude(visibility=Visibility.SECRET)
    return Board(
        figures=_figures(now),
        late=_rows(shown.filter(due_at__lt=now, paused_at=None).order_by("due_at", "id")[:late_limit]),
        newest=_rows(shown.order_by("-received_at")[:newest_limit]),
        points=_rows(shown.order_by("-received_at")[:point_limit]),
    )


def _rows(reports: QuerySet[Report]) -> tuple[ReportRow, ...]:
    return tuple(row_of(columns) for columns in columns_of(reports))


def _figures(now: dt.datetime) -> BoardFigures:
    day = dt.datetime.combine(clock.today(), dt.time.min, tzinfo=clock.zone())
    with connection.cursor() as cursor:
        cursor.execute(
            _FIGURES,
            {"day": day, "now": now, "open": OPEN, "since": now - dt.timedelta(days=RATE_DAYS)},
        )
        today, open_count, late, finished, share = cursor.fetchone()
    return BoardFigures(now, today, open_count, late, finished, None if share is None else float(share))
