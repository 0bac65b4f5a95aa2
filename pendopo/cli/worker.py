"""`pendopo worker`: delivers recorded events and runs queued jobs, in one process."""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import threading
from pathlib import Path

import click

_log = logging.getLogger("pendopo.worker")

_CONCURRENCY = 4
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
    """Run queued jobs until SIGTERM or SIGINT."""
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector

    if not isinstance(app.connector, DjangoConnector):
        raise TypeError("the job queue is not on Django's connection")
    _say_ready()
    with app.replace_connector(app.connector.get_worker_connector()) as worker_app:
        worker_app.run_worker(concurrency=_CONCURRENCY, name="pendopo", shutdown_graceful_timeout=_GRACE)


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
