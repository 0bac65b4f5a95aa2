"""Upkeep of counters by the clock."""

from __future__ import annotations

from pendopo.kernel.jobs.queue import periodic
from pendopo.kernel.throttle.actions import forget_ended


@periodic("throttle.forget_ended", cron="*/5 * * * *")
def forget_ended_counters(_moment: int) -> None:
    """Counters whose window is over, every five minutes."""
    forget_ended()
