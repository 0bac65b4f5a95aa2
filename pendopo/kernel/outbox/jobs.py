"""Upkeep of the outbox by the clock."""

from __future__ import annotations

from pendopo.kernel.jobs.queue import periodic
from pendopo.kernel.outbox.relay import forget_delivered


@periodic("outbox.forget_delivered", cron="40 2 * * *")
def forget_delivered_events(_moment: int) -> None:
    """Events that everybody heard long ago, every night."""
    forget_delivered()
