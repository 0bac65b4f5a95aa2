"""Declaring and queueing jobs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

TRY_FOR_A_DAY = RetryStrategy(max_attempts=16, exponential_wait=2)


def job(name: str, *, queue: str = "default") -> Callable[[Callable[..., None]], Any]:
    """Declare a function as a job called ``name``; faults are retried with growing pauses."""
    return app.task(name=name, queue=queue, retry=TRY_FOR_A_DAY)


def periodic(name: str, *, cron: str, queue: str = "periodic") -> Callable[[Callable[[int], None]], Any]:
    """Declare a function of the planned moment (Unix seconds) that runs by ``cron``."""

    def declare(function: Callable[[int], None]) -> Any:
        def at_planned_moment(timestamp: int) -> None:
            """The queue names its argument so."""
            function(timestamp)

        return app.periodic(cron=cron)(app.task(name=name, queue=queue)(at_planned_moment))

    return declare


def enqueue(name: str, *, in_line: str = "", **arguments: Any) -> None:
    """Queue the job called ``name``; nothing is left of it when the caller's transaction rolls back.

    Jobs with the same ``in_line`` run one after the other, as they were queued, even when one is tried again.
    By name, so that an action needs not import the jobs that call actions.
    """
    app.configure_task(name, lock=in_line or None).defer(**arguments)
