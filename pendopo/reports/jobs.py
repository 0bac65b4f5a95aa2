"""Upkeep of reports by the clock."""

from __future__ import annotations

from pendopo.kernel.actor import SYSTEM
from pendopo.kernel.jobs.queue import periodic
from pendopo.reports.actions import forget_reporters


@periodic("reports.forget_reporters", cron="50 2 * * *")
def forget_reporters_of_old_reports(_moment: int) -> None:
    """Who reported, years after it was finished, every night."""
    while forget_reporters(SYSTEM):
        pass
