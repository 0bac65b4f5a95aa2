"""A running installation for a benchmark: a durable database that is kept, and pages by the real server."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.report import Row, percentile

ROOT = Path(__file__).parents[1]
_START_LIMIT = 60.0
_NOT_SERVED = 300
"""A redirect, too, means that the page was not served."""
CLIENTS = 8


@contextmanager
def database(home: Path) -> Iterator[None]:
    """The server of ``home`` (fsync on, as in production) with a database; sets the environment of Django."""
    from pendopo.supervisor.postgres import installation

    home.mkdir(parents=True, exist_ok=True)
    cluster = installation(home, password="bench")
    cluster.start()
    try:
        os.environ.update(
            DATABASE_URL=cluster.url("bench"), PENDOPO_HOME=str(home), PENDOPO_DEMO="0", CITY="35.08",
            DJANGO_SETTINGS_MODULE="pendopo.config.settings", PYTHONPATH=str(ROOT),
            PENDOPO_REPORTS_PER_HOUR="1000000000", PENDOPO_OPEN311_PER_HOUR="1000000000",
        )  # fmt: skip
        if not (home / "city.json").exists():
            cluster.create_database("bench")
        import django

        django.setup()
        yield
    finally:
        cluster.stop()


@contextmanager
def pages(workers: int = 2) -> Iterator[int]:
    """The web process as the supervisor starts it, with collected assets; yields its port."""
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    os.environ.update(PENDOPO_PORT=str(port))
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "pendopo.config.wsgi:application",
        "--port", str(port), "--workers", str(workers), "--blocking-threads", "2", "--log-level", "error",
    ]  # fmt: skip
    process = subprocess.Popen(command, cwd=ROOT)
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + _START_LIMIT
    while time.monotonic() < deadline:
        try:
            Client(port).ask("GET", "/ready")
        except (OSError, RuntimeError):
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("the pages did not become ready")


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    body: bytes

    def json(self):
        """The body as JSON."""
        return json.loads(self.body)


class Client:
    """One caller with a connection that stays open."""

    def __init__(self, port: int, headers: dict[str, str] | None = None) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._headers = headers or {}

    def ask(self, method: str, path: str, body: object = None) -> Answer:
        """One request; raises when the answer is an error."""
        raw = None if body is None else json.dumps(body)
        headers = {**self._headers, **({"Content-Type": "application/json"} if raw else {})}
        self._connection.request(method, path, raw, headers)
        response = self._connection.getresponse()
        answer = Answer(response.status, response.read())
        if answer.status >= _NOT_SERVED:
            raise RuntimeError(f"{method} {path}: {answer.status} {answer.body[:300]!r}")
        return answer


def timed(act: Callable[[], object]) -> float:
    """Milliseconds that ``act`` took."""
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def together(count: int, work: Callable[[int], list[float]]) -> tuple[list[float], float]:
    """Run ``work(index)`` in ``count`` threads at once; all milliseconds, and the seconds it took in all."""
    results: list[list[float]] = [[] for _ in range(count)]
    gate = threading.Barrier(count + 1)

    def run(index: int) -> None:
        gate.wait()
        results[index] = work(index)

    threads = [threading.Thread(target=run, args=(index,)) for index in range(count)]
    for thread in threads:
        thread.start()
    gate.wait()
    start = time.perf_counter()
    for thread in threads:
        thread.join()
    return [value for values in results for value in values], time.perf_counter() - start


def rows_of(
    name: str, work: Callable[[int], list[float]], *, bar: float | None = None, clients: int = CLIENTS
) -> list[Row]:
    """p95 with its bar, p50 and rate of ``work`` done by ``clients`` at once."""
    values, seconds = together(clients, work)
    what = f"{name}, {clients} {'client' if clients == 1 else 'clients'}"
    return [
        Row(f"{what}, p95", percentile(values, 0.95), "ms", bar),
        Row(f"{what}, p50", percentile(values, 0.5), "ms"),
        Row(f"{what}, rate", len(values) / seconds, "/s"),
    ]
