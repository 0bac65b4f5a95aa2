"""A running installation for a benchmark: its own durable database in a temporary folder, pages by the real server."""

from __future__ import annotations

import http.client
import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path(__file__).parents[1]
_START_LIMIT = 60.0


def free_port() -> int:
    """A TCP port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def database() -> Iterator[str]:
    """A durable server (fsync on, as in production) with an empty database; sets the environment of Django."""
    from pendopo.supervisor.postgres import Cluster

    with tempfile.TemporaryDirectory(prefix="pendopo-bench-") as folder:
        os.chmod(folder, 0o755)
        cluster = Cluster(Path(folder) / "pg", password=secrets.token_urlsafe(16))
        cluster.start()
        try:
            cluster.create_database("bench")
            os.environ.update(
                DATABASE_URL=cluster.url("bench"), PENDOPO_HOME=f"{folder}/home", PENDOPO_DEMO="0", CITY="35.08",
                DJANGO_SETTINGS_MODULE="pendopo.config.settings", PYTHONPATH=str(_ROOT),
            )  # fmt: skip
            yield cluster.url("bench")
        finally:
            cluster.stop()


@contextmanager
def pages(workers: int = 2) -> Iterator[int]:
    """The web process as the supervisor starts it; yields its port."""
    port = free_port()
    os.environ.update(PENDOPO_PORT=str(port))
    command = [
        str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "pendopo.config.wsgi:application",
        "--port", str(port), "--workers", str(workers), "--blocking-threads", "2", "--log-level", "warning",
    ]  # fmt: skip
    process = subprocess.Popen(command, cwd=_ROOT)
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
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/ready")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
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
        if answer.status >= 400:
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
