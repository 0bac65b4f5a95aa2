"""Counting the published figures, month by month, apart from whoever writes reports."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from pendopo.kernel import clock
from pendopo.kernel.numbering.api import forget_edition
from pendopo.reports.models import OPEN, Tally
from pendopo.reports.queries.figures import FIGURES

_OVERLAP = 1000
"""A step may be numbered before the last count and committed after it; so many are looked at again."""

_KNOWN = """
SELECT DISTINCT date_trunc('month', received_at AT TIME ZONE %(zone)s)::date FROM reports_report
"""
_CHANGED = """
SELECT DISTINCT date_trunc('month', received_at AT TIME ZONE %(zone)s)::date FROM reports_report
 WHERE id IN (SELECT report_id FROM reports_step WHERE id > %(step)s)
"""
_LAST_STEP = "SELECT coalesce(max(id), 0) FROM reports_step"
_COUNT = """
INSERT INTO reports_tally (
    month, grouping, key, received, verified_in_time, followed_up, open, promised, claimed, confirmed,
    confirmed_by_reporter, on_time, closed, days, day_counts, counted_at, last_step_id
)
WITH told AS MATERIALIZED (
    SELECT coalesce(agency_id::text, '') AS agency, category_id::text AS category,
           left(area_code, 8) AS district,  -- the code of a kecamatan has eight characters: 35.08.10
           state,
           verified_at <= verify_by AS is_verified_in_time,
           least(answered_at, started_at) <= quick_by AS is_followed_up,
           state = 'confirmed' AS is_confirmed,
           state = 'confirmed' AND finished_at <= finish_by AS is_on_time,
           state = 'confirmed' AND agreed_id > coalesce(checked_id, 0) AS is_by_reporter,
           (confirmed_at AT TIME ZONE %(zone)s)::date - (received_at AT TIME ZONE %(zone)s)::date AS days
      FROM reports_report AS report
      LEFT JOIN LATERAL (
           SELECT min(at) FILTER (WHERE verb = 'start') AS started_at,
                  max(id) FILTER (WHERE verb = 'confirm') AS agreed_id,
                  max(id) FILTER (WHERE verb = 'check') AS checked_id
             FROM reports_step WHERE report_id = report.id AND verb IN ('start', 'confirm', 'check')
           ) AS steps ON true
     WHERE received_at >= %(since)s AND received_at < %(until)s AND visibility <> 'secret'
), counted AS (
    SELECT CASE WHEN GROUPING(agency) = 0 THEN 'agency' WHEN GROUPING(category) = 0 THEN 'category'
                WHEN GROUPING(district) = 0 THEN 'district' ELSE 'all' END AS grouping,
           coalesce(agency, category, district, '') AS key,
           count(*) AS received,
           count(*) FILTER (WHERE is_verified_in_time) AS verified_in_time,
           count(*) FILTER (WHERE is_followed_up) AS followed_up,
           count(*) FILTER (WHERE state = ANY(%(open)s)) AS open,
           count(*) FILTER (WHERE state = 'promised') AS promised,
           count(*) FILTER (WHERE state = 'resolved') AS claimed,
           count(*) FILTER (WHERE is_confirmed) AS confirmed,
           count(*) FILTER (WHERE is_by_reporter) AS confirmed_by_reporter,
           count(*) FILTER (WHERE is_on_time) AS on_time,
           count(*) FILTER (WHERE state IN ('rejected', 'referred', 'merged')) AS closed
      FROM told GROUP BY GROUPING SETS ((), (agency), (category), (district))
), waited AS (
    SELECT CASE WHEN GROUPING(agency) = 0 THEN 'agency' WHEN GROUPING(category) = 0 THEN 'category'
                WHEN GROUPING(district) = 0 THEN 'district' ELSE 'all' END AS grouping,
           coalesce(agency, category, district, '') AS key,
           days, count(*) AS day_count
      FROM told WHERE is_confirmed
     GROUP BY GROUPING SETS ((days), (days, agency), (days, category), (days, district))
), spread AS (
    SELECT grouping, key, array_agg(days ORDER BY days) AS days,
           array_agg(day_count ORDER BY days) AS day_counts
      FROM waited GROUP BY grouping, key
)
SELECT %(month)s, grouping, key, received, verified_in_time, followed_up, open, promised, claimed, confirmed,
       confirmed_by_reporter, on_time, closed, coalesce(days, '{}'), coalesce(day_counts, '{}'),
       %(now)s, %(step)s
  FROM counted LEFT JOIN spread USING (grouping, key)
 WHERE received > 0
"""


def count_figures(*, is_whole: bool = False) -> int:
    """Count the months in which a report changed since the last time, and the present one; returns how many.

    All of them when ``is_whole``, and the first time.
    """
    last = Tally.objects.aggregate(last=Max("last_step_id"))["last"]
    months = _months(None if is_whole else last)
    for month in months:
        _count(month)
    if last is None or is_whole:
        Tally.objects.exclude(month__in=months).delete()
    forget_edition(FIGURES)
    return len(months)


def _months(last_step_id: int | None) -> list[dt.date]:
    values: dict[str, Any] = {"zone": clock.zone().key, "step": (last_step_id or 0) - _OVERLAP}
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN if last_step_id is None else _CHANGED, values)
        found = {month for (month,) in cursor.fetchall()}
    return sorted(found | {clock.today().replace(day=1)})


@transaction.atomic
def _count(month: dt.date) -> None:
    """Replace what is known of a month, at once for whoever reads."""
    following = (month + dt.timedelta(days=31)).replace(day=1)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('reports_tally'))")
        cursor.execute(_LAST_STEP)
        (step,) = cursor.fetchone()
        Tally.objects.filter(month=month).delete()
        values: dict[str, Any] = {
            "zone": clock.zone().key,
            "month": month,
            "since": _start_of(month),
            "until": _start_of(following),
            "open": OPEN,
            "now": clock.now(),
            "step": step,
        }
        cursor.execute(_COUNT, values)


def _start_of(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.min, tzinfo=clock.zone())
