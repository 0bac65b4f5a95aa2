"""The worker and its database: what it could not write down is not forgotten."""

from __future__ import annotations

import os
import subprocess
import sys

import psycopg
import pytest

from pendopo.kernel.actor import ANONYMOUS
from pendopo.reports import api as reports
from pendopo.simulators.failures import Failure
from pendopo.simulators.messages import KEY
from tests.supervisor.watching import eventually
from tests.support.cast import lamp_draft
from tests.support.databases import clone, drop, speaking_to, worker_name
from tests.support.outside import message_gateway

pytestmark = pytest.mark.slow  # left out of `make check`

_LONGEST_WAIT = 40.0


@pytest.fixture
def city(django_db_blocker):
    """The address of a database in which one message waits to be sent."""
    name = worker_name("worker")
    address = clone(name)
    with django_db_blocker.unblock(), speaking_to(name):
        reports.submit_report(ANONYMOUS, lamp_draft())
    yield address
    drop(name)


@pytest.fixture
def gateway():
    with message_gateway() as (box, port, _smtp):
        yield box, port


class Watched:
    """A worker that is started again when it ends, as the supervisor does it."""

    def __init__(self, database: str, port: int) -> None:
        gateway = {"PENDOPO_GATEWAY_URL": f"http://127.0.0.1:{port}/messages", "PENDOPO_GATEWAY_KEY": KEY}
        self._environment = {**os.environ, "DATABASE_URL": database, **gateway}
        self._environment.pop("PENDOPO_READY_FILE", None)
        self._process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-m", "pendopo", "worker"], env=self._environment)

    def keep_alive(self) -> None:
        if self._process.poll() is not None:
            self._process = self._start()

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(30)


def test_a_message_under_way_while_the_database_drops_everybody_arrives_once(city, gateway):
    box, port = gateway
    box.failure = Failure.SLOW
    worker = Watched(city, port)
    try:
        with psycopg.connect(city, autocommit=True) as database:

            def count(table: str, condition: str) -> int:
                worker.keep_alive()
                statement = f"SELECT count(*) FROM {table} WHERE {condition}"  # noqa: S608 - our own words
                return database.execute(statement).fetchone()[0]

            doing = "queue_name = 'messages' AND status = 'doing'"
            eventually(lambda: count("procrastinate_jobs", doing), _LONGEST_WAIT)
            box.failure = Failure.NONE
            database.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            eventually(lambda: count("notifications_message", "fate = 'sent'"), 2 * _LONGEST_WAIT)
            eventually(lambda: not count("procrastinate_jobs", "queue_name = 'messages'"), 2 * _LONGEST_WAIT)
        assert len(box.messages) == 1
    finally:
        worker.stop()
