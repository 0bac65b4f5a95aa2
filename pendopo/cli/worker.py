"""`pendopo worker`: delivers recorded events and runs queued jobs, in one process."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from procrastinate import App

_log = logging.getLogger("pendopo.worker")

_CONCURRENCY = 4
_LOOK_AGAIN_SECONDS = 1.0
"""How soon a job is seen that waited in line behind another."""
_GRACE = 10.0


@click.command()
def worker() -> None:
    """Antarkan kejadian dan kerjakan antrean."""
    from pendopo.cli.main import set_up_django

    set_up_django()
    stop = threading.Event()
    relay = threading.Thread(target=_relay, args=[stop], name="outbox")
    relay.start()
    try:
        _run_jobs()
    finally:
        stop.set()
        _wake_relay()
        relay.join(_GRACE)


def _run_jobs() -> None:
    """Run queued jobs until SIGTERM or SIGINT.

    The worker asks by connections of its own, while the app keeps Django's: what the relay queues in this
    process must be part of the transaction that it is in.
    """
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector

    if not isinstance(app.connector, DjangoConnector):
        raise TypeError("the job queue is not on Django's connection")
    asyncio.run(_work(app.with_connector(app.connector.get_worker_connector())))


async def _work(worker_app: App) -> None:
    asyncio.get_running_loop().set_exception_handler(_end_on_fault)
    async with worker_app.open_async():
        _say_ready()
        await worker_app.run_worker_async(
            concurrency=_CONCURRENCY,
            fetch_job_polling_interval=_LOOK_AGAIN_SECONDS,
            name="pendopo",
            shutdown_graceful_timeout=_GRACE,
            delete_jobs="successful",
        )


def _end_on_fault(_loop: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
    """The outcome of a job could not be written: the job would count as being done for as long as we live.

    So the process ends, the supervisor starts a new one, and the sweep queues the job again.
    """
    _log.error(
        "a job ended without its outcome being kept: %s", context.get("exception") or context["message"]
    )
    signal.raise_signal(signal.SIGTERM)


def _relay(stop: threading.Event) -> None:
    """Deliver events; a fault nobody expected ends the process, and the supervisor starts a new one."""
    from pendopo.kernel.outbox import relay

    try:
        relay.run_until(stop)
    except Exception:  # noqa: BLE001 - whatever it is, the process must not live on without its relay
        _log.exception("the outbox relay broke")
        signal.raise_signal(signal.SIGTERM)


def _wake_relay() -> None:
    """A notification without content: the relay waits for one and would see only later that it may end."""
    from django.db import Error, connection

    with contextlib.suppress(Error), connection.cursor() as cursor:
        cursor.execute("NOTIFY pendopo_live")


def _say_ready() -> None:
    path = os.environ.get("PENDOPO_READY_FILE")
    if path:
        Path(path).touch()
