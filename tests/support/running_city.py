"""A whole installation under its real supervisor: pages, live screens, worker, and a gateway for messages."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pendopo.simulators.messages import KEY, Box
from pendopo.supervisor.run_state import ProcessState, read_state
from tests.supervisor.watching import eventually, is_alive, kill_9
from tests.support.outside import message_gateway

_ROOT = Path(__file__).parents[2]
_START_LIMIT, _STOP_LIMIT = 120.0, 40.0


@dataclass(frozen=True)
class RunningCity:
    """Where it can be reached, where it keeps its data, and what its gateway got."""

    home: Path
    port: int
    gateway: Box

    @property
    def origin(self) -> str:
        """Address of the pages."""
        return f"http://127.0.0.1:{self.port}"

    def process(self, name: str) -> ProcessState:
        """What the supervisor says about one process now."""
        return next(each for each in read_state(self.home).processes if each.name == name)

    def kill(self, name: str) -> None:
        """End a process as a crash does, once it serves; returns when it is dead."""
        pid = eventually(lambda: self.process(name).state == "ready" and self.process(name).pid)
        kill_9(pid)
        eventually(lambda: not is_alive(pid))

    def is_ready(self) -> bool:
        """True when every process serves."""
        return read_state(self.home).is_ready

    def log(self) -> str:
        """Everything the installation wrote."""
        return (self.home / "run.log").read_text()


@contextmanager
def running_city(**environment: str) -> Iterator[RunningCity]:
    """Start an installation in a folder of its own, wait until it serves, and stop it at the end."""
    with message_gateway() as (box, port, _smtp):
        gateway = {"PENDOPO_GATEWAY_URL": f"http://127.0.0.1:{port}/messages", "PENDOPO_GATEWAY_KEY": KEY}
        with _supervised(box, {**gateway, **environment}) as city:
            yield city


@contextmanager
def _supervised(gateway: Box, environment: Mapping[str, str]) -> Iterator[RunningCity]:
    home = Path(tempfile.mkdtemp(prefix="pendopo-city-"))
    home.chmod(0o755)  # the database runs as a user of its own when the tests run as root
    shutil.copy(Path(os.environ["PENDOPO_HOME"]) / "secrets.json", home)
    port = _two_free_ports()
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PENDOPO_")}
    inherited.pop("DATABASE_URL", None)
    with (home / "run.log").open("wb") as log:
        supervisor = subprocess.Popen(
            [sys.executable, "-m", "pendopo", "run"],
            stdout=log,
            stderr=log,
            cwd=_ROOT,
            env={
                **inherited,
                "PENDOPO_HOME": str(home),
                "PENDOPO_PORT": str(port),
                "PENDOPO_DEMO": "0",
                "PENDOPO_WEB_WORKERS": "1",
                "PENDOPO_REPORTS_PER_HOUR": "100000",
                **environment,
            },
        )
    city = RunningCity(home=home, port=port, gateway=gateway)
    try:
        eventually(lambda: city.is_ready() or supervisor.poll() is not None, _START_LIMIT)
        assert supervisor.poll() is None, city.log()
        yield city
    finally:
        supervisor.send_signal(signal.SIGINT)
        supervisor.wait(_STOP_LIMIT)
        shutil.rmtree(home, ignore_errors=True)


def _two_free_ports() -> int:
    """The first of two neighbouring ports that nobody listens on."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = int(first.getsockname()[1])
            try:
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port
