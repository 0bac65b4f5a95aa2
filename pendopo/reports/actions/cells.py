"""Counting the cells of the map anew, should they ever differ from the reports."""

from __future__ import annotations

from django.db import connection, transaction

from pendopo.reports.queries.tiles import count_wrong_cells

_LOCK = "LOCK TABLE reports_report IN SHARE MODE"
_EMPTY = "DELETE FROM reports_cell"
_FILL = "INSERT INTO reports_cell SELECT * FROM reports_true_cells() ORDER BY zoom, cell"


@transaction.atomic
def recount_cells() -> int:
    """Count every cell from the reports; returns how many were wrong. Who writes reports waits meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK)
        wrong = count_wrong_cells()
        if wrong:
            cursor.execute(_EMPTY)
            cursor.execute(_FILL)
    return wrong
