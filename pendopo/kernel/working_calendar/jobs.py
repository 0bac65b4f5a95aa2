"""The calendar looks ahead by itself."""

from __future__ import annotations

from pendopo.kernel import clock
from pendopo.kernel.jobs.queue import periodic
from pendopo.kernel.working_calendar.actions import refresh_holidays


@periodic("working_calendar.look_ahead", cron="15 3 1 * *")
def look_ahead_monthly(_planned_at: int) -> None:
    """On the first of each month: fill this year and the next where they are still empty."""
    year = clock.today().year
    refresh_holidays(years=[year, year + 1])
