"""The processes of one installation as a table. A new kind of process is one more row in `process_table`."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pendopo.supervisor.database_user import DatabaseUser, database_user
from pendopo.supervisor.machine import usable_cores
from pendopo.supervisor.postgres import START_LIMIT, Cluster
from pendopo.supervisor.probes import DatabaseProbe, ExitProbe, FileProbe, HttpProbe, Probe

SIMULATED_GATEWAY_KEY = "kunci-contoh"
"""The key that the simulated message gateway expects."""

SIMULATED_INBOX_SECRET = "rahasia-contoh-untuk-pesan-masuk"  # noqa: S105 - of a simulator on loopback
"""With what the simulated gateway signs the messages of residents."""
SIMULATED_MAILBOX = ("lapor", "kata-sandi-contoh")
"""User and password of the simulated mailbox."""

_MODULE = (sys.executable, "-m")


@dataclass(frozen=True)
class Process:
    """One row: what to run, when it counts as ready, and what must be ready before it. Times in seconds."""

    name: str
    command: tuple[str, ...]
    ready: Probe
    after: tuple[str, ...] = ()
    address: str = ""
    is_once: bool = False
    """Runs to its end at each start; others wait for a good end, and a bad one stops the installation."""
    environment: Mapping[str, str] = field(default_factory=dict)
    user: DatabaseUser | None = None
    before: Callable[[], None] | None = None
    """Called, in a thread, before each start of the process."""
    stop_signal: signal.Signals = signal.SIGTERM
    start_limit: float | None = 120.0
    stop_limit: float = 20.0
    silence_limit: float | None = 60.0
    """Once ready, restarted after so long without any answer; None: never, it recovers by itself."""
    may_be_killed: bool = True
    """Whether an impatient second Ctrl-C ends it at once."""


@dataclass(frozen=True)
class Installation:
    """What the table is made from: where data is, which ports, which database, which keys."""

    home: Path
    host: str
    port: int
    origin: str
    live_origin: str
    live_key: str
    external_database_url: str
    database_password: str
    has_simulated_gateway: bool = False
    """Messages to people go to a simulator on loopback, for no real gateway is configured."""

    @property
    def ready_file(self) -> Path:
        """File the worker makes when it takes jobs."""
        return self.home / "worker.ready"

    @property
    def addresses(self) -> dict[str, str]:
        """What people and programs open, by name."""
        known = {
            "pages": f"{self.origin}/",
            "desk": f"{self.origin}/meja/",
            "situation": f"{self.origin}/situasi/",
            "api": f"{self.origin}/api/openapi.json",
            "live": f"{self.live_origin}/",
        }
        if self.has_simulated_gateway:
            known["messages"] = f"{self.gateway_address}/"
            known["residents"] = f"{self.gateway_address}/kirim"
        return known

    @property
    def gateway_address(self) -> str:
        """Where the simulated gateway listens; its mail server has the next port, its mailbox the third."""
        return f"http://127.0.0.1:{self.port + 2}"

    @property
    def gateway_environment(self) -> dict[str, str]:
        """How the worker reaches the simulated gateway; empty when there is a real one or none."""
        if not self.has_simulated_gateway:
            return {}
        return {
            "PENDOPO_GATEWAY_URL": f"{self.gateway_address}/messages",
            "PENDOPO_GATEWAY_KEY": SIMULATED_GATEWAY_KEY,
            "PENDOPO_SMTP_HOST": "127.0.0.1",
            "PENDOPO_SMTP_PORT": str(self.port + 3),
        }

    @property
    def inbox_environment(self) -> dict[str, str]:
        """How pages and worker get what residents send to the simulated gateway; empty as above."""
        if not self.has_simulated_gateway:
            return {}
        user, password = SIMULATED_MAILBOX
        return {
            "PENDOPO_INBOX_SECRET": SIMULATED_INBOX_SECRET,
            "PENDOPO_INBOX_LOOPBACK": "1",
            "PENDOPO_IMAP_HOST": "127.0.0.1",
            "PENDOPO_IMAP_PORT": str(self.port + 5),
            "PENDOPO_IMAP_TLS": "0",
            "PENDOPO_IMAP_USER": user,
            "PENDOPO_IMAP_PASSWORD": password,
        }


def process_table(installation: Installation, cluster: Cluster | None) -> tuple[Process, ...]:
    """All processes in the order of their start; without the database's row when somebody else runs it."""
    database = (database_process(cluster),) if cluster is not None else ()
    url = cluster.url() if cluster is not None else installation.external_database_url
    needs_database = tuple(row.name for row in database)
    return (
        *database,
        Process("prepare", (*_MODULE, "pendopo", "prepare"), ExitProbe(), after=needs_database, is_once=True),
        Process("assets", (*_MODULE, "pendopo", "assets"), ExitProbe(), is_once=True),
        web_process(installation),
        live_process(
            installation.host,
            installation.port + 1,
            database_url=url,
            key=installation.live_key,
            origins=os.environ.get("PENDOPO_WEB_ORIGIN", installation.origin),
        ),
        _worker(installation),
        *((_messages(installation),) if installation.has_simulated_gateway else ()),
    )


def database_process(cluster: Cluster) -> Process:
    """The row of our own PostgreSQL server."""
    return Process(
        "db",
        tuple(cluster.command()),
        DatabaseProbe(cluster.url("postgres")),
        user=database_user(),
        before=cluster.take_over,
        stop_signal=signal.SIGINT,
        start_limit=None,  # recovery after a crash may take long, and ending it would only begin it anew
        stop_limit=START_LIMIT,
        silence_limit=None,
        may_be_killed=False,
    )


def web_process(installation: Installation) -> Process:
    """The row of the pages and the API."""
    workers = os.environ.get("PENDOPO_WEB_WORKERS") or str(usable_cores())
    address = _local_address(installation.host, installation.port)
    options = f"--workers {workers} --blocking-threads 2 --workers-kill-timeout 10"
    return Process(
        "web",
        _granian("wsgi", "pendopo.config.wsgi:application", installation.host, installation.port, options),
        HttpProbe(f"{address}/ready"),
        after=("prepare", "assets"),
        address=address,
        environment=installation.inbox_environment,
    )


def live_process(host: str, port: int, *, database_url: str, key: str, origins: str) -> Process:
    """The row of the live screens: `key` signs their tokens, `origins` are the pages that may listen."""
    address = _local_address(host, port)
    # The server counts open streams as requests under way: it would take no more than 1,024 of them, and wait
    # for their end, which never comes, when it is told to stop.
    options = "--workers 1 --backpressure 20000 --backlog 4096 --workers-kill-timeout 1"
    return Process(
        "live",
        _granian("asgi", "pendopo.live.app:application", host, port, options),
        HttpProbe(f"{address}/ready"),
        after=("prepare",),
        address=address,
        environment={"DATABASE_URL": database_url, "PENDOPO_LIVE_KEY": key, "PENDOPO_WEB_ORIGIN": origins},
    )


def _messages(installation: Installation) -> Process:
    """The row of the simulated message gateway of a demo city."""
    command = (*_MODULE, "pendopo", "simulate", "messages", "--port", str(installation.port + 2))
    return Process(
        "messages",
        command,
        HttpProbe(f"{installation.gateway_address}/"),
        address=installation.gateway_address,
    )


def _worker(installation: Installation) -> Process:
    return Process(
        "worker",
        (*_MODULE, "pendopo", "worker"),
        FileProbe(installation.ready_file),
        after=("prepare",),
        before=lambda: installation.ready_file.unlink(missing_ok=True),
        environment={
            "PENDOPO_READY_FILE": str(installation.ready_file),
            **installation.gateway_environment,
            **installation.inbox_environment,
        },
    )


def _granian(interface: str, application: str, host: str, port: int, options: str) -> tuple[str, ...]:
    place = ("--host", host, "--port", str(port))
    common = ("--no-ws", "--respawn-failed-workers", "--log-level", "error")
    return (*_MODULE, "granian", "--interface", interface, *place, *common, *options.split(), application)


def _local_address(host: str, port: int) -> str:
    shown = "127.0.0.1" if host in {"", "0.0.0.0"} else host  # noqa: S104 - compared, not bound
    return f"http://{shown}:{port}"
