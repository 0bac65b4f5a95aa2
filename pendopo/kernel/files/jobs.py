"""Housekeeping of files."""

from __future__ import annotations

from pendopo.kernel.files.actions import sweep_orphans
from pendopo.kernel.jobs.queue import periodic


@periodic("files.sweep_orphans", cron="25 * * * *")
def sweep_orphans_hourly(_planned_at: int) -> None:
    """Every hour: remove photos that were uploaded and then belonged to nothing."""
    while sweep_orphans():
        pass
