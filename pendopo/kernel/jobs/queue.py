"""Declaring and queueing jobs."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

_asks_to_stop: ContextVar[Callable[[], bool]] = ContextVar("jobs_asks_to_stop", default=lambda: False)

TRY_FOR_A_DAY = RetryStrategy(max_attempts=16, exponential_wait=2)


def job(name: str, *, queue: str = "default") -> Callable[[Callable[..., None]], Any]:
    """Declare a function as a job called ``name``; faults are retried with growing pauses."""
    return app.task(name=name, queue=queue, retry=TRY_FOR_A_DAY)


def periodic(name: str, *, cron: str, queue: str = "periodic") -> Callable[[Callable[[int], None]], Any]:
    """Declare a function of the planned moment (Unix seconds) that runs by ``cron``."""

    def declare(function: Callable[[int], None]) -> Any:
        def at_planned_moment(context: JobContext, timestamp: int) -> None:
            """The queue names its arguments so."""
            _asks_to_stop.set(context.should_abort)
            function(timestamp)

        return app.periodic(cron=cron)(app.task(name=name, queue=queue, pass_context=True)(at_planned_moment))

    return declare


def is_stopping() -> bool:
    """True in a periodic job whose worker was told to stop: what takes long should end now."""
    return _asks_to_stop.get()()


def enqueue(name: str, *, in_line: str = "", **arguments: Any) -> None:
    """Queue the job called ``name``; nothing is left of it when the caller's transaction rolls back.

    Jobs with the same ``in_line`` run one after the other, as they were queued, even when one is tried again.
    By name, so that an action needs not import the jobs that call actions.
    """
    app.configure_task(name, lock=in_line or None).defer(**arguments)
