"""One PostgreSQL server of our own: make its files, start it, reach it, stop it.

Contract in short:
- `installation(home, ...)` is the server of an installation; its address needs no running server.
- `throwaway()` is a server for tests: quick, not crash safe, gone afterwards.
- The server is a child of the thread that started it and ends with it, even after `kill -9` of the process.
- A pid file is never believed; the server is running when it answers our own password on our own socket.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from pendopo.supervisor.binaries import Binaries, find_binaries
from pendopo.supervisor.database_user import DatabaseUser, as_user, database_user
from pendopo.supervisor.faults import Fault
from pendopo.supervisor.machine import this_machine
from pendopo.supervisor.parent_death import dies_with_parent
from pendopo.supervisor.places import choose_place, own, socket_folder, write_private
from pendopo.supervisor.postgres_settings import render_settings, server_settings

ROLE = "pendopo"
PORT = 5432
"""Number inside the socket's file name only: the server listens on no TCP port."""

START_LIMIT = 600.0
"""Seconds a start may take: recovery after a crash can be slow and must not be interrupted."""

_PROBE_SECONDS = 0.05
_SETTINGS_FILE = "pendopo.conf"
_INITDB_OPTIONS = (
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
)


class Cluster:
    """A PostgreSQL server with its data below `place`; `durable=False` trades crash safety for speed."""

    def __init__(self, place: Path, *, password: str, durable: bool = True) -> None:
        """Describe the server; touches nothing on disk."""
        self.place = place
        self.data = place / "data"
        self.sockets = socket_folder(place)
        self.log_file = place / "server.log"
        self._password = password
        self._durable = durable
        self._child: subprocess.Popen[bytes] | None = None

    def url(self, database: str = "pendopo") -> str:
        """Address of one database for psycopg, Django (by `conninfo_to_dict`) and the PostgreSQL programs."""
        login = f"{ROLE}:{quote(self._password, safe='')}"
        return f"postgresql://{login}@{quote(str(self.sockets), safe='')}:{PORT}/{quote(database)}"

    def answers(self) -> bool:
        """Whether the server accepts our password right now."""
        try:
            psycopg.connect(self.url("postgres"), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def prepare(self) -> None:
        """Make the data directory when it is missing and write the settings of this machine. Safe to repeat.

        Raises Fault when the data was written by another major release or cannot be made.
        """
        user = database_user()
        binaries = find_binaries(user)
        own(self.place, user)
        own(self.sockets, user)
        if not (self.data / "PG_VERSION").exists():
            self._initialise(user)
        self._check_release(binaries)
        settings = server_settings(this_machine(), socket_folder=str(self.sockets), durable=self._durable)
        (self.data / _SETTINGS_FILE).write_text(render_settings(settings))

    def command(self) -> list[str]:
        """Command line of the server, to be run as `database_user()`; SIGINT stops it quickly and cleanly."""
        return [find_binaries(database_user()).path("postgres"), "-D", str(self.data)]

    def start(self, *, limit: float = START_LIMIT) -> None:
        """Return when the server answers; start it as our child unless it runs already.

        Raises Fault when it does not answer within `limit` seconds.
        """
        self.place.mkdir(mode=0o755, parents=True, exist_ok=True)
        with self._lock():
            if self.answers():
                return
            self.prepare()
            self._drop_foreign_locks()
            self._start_child(time.monotonic() + limit)

    def stop(self) -> None:
        """Stop the server cleanly and wait for its end, whoever started it; fine when none runs."""
        if self._child is not None:
            self._child.send_signal(signal.SIGINT)
            self._child.wait()
            self._child = None
        elif self.answers():
            self._run("pg_ctl", "stop", "-D", str(self.data), "-m", "fast", "-w", "-t", str(int(START_LIMIT)))

    def take_over(self) -> None:
        """Make ready for a start under a supervisor: stop a server left from a killed run, check files."""
        self.stop()
        self.place.mkdir(mode=0o755, parents=True, exist_ok=True)
        with self._lock():
            self.prepare()
            self._drop_foreign_locks()

    def create_database(self, name: str, *, template: str | None = None) -> None:
        """Create a database unless it exists, empty or as a copy of `template`."""
        statement = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name))
        if template is not None:
            statement += sql.SQL(" TEMPLATE {} STRATEGY file_copy").format(sql.Identifier(template))
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
                connection.execute(statement)

    def drop_database(self, name: str) -> None:
        """Drop a database if it exists, ending its connections."""
        statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)

    def _start_child(self, deadline: float) -> None:
        user = database_user()
        with self.log_file.open("ab") as log:
            while True:
                self._child = subprocess.Popen(
                    self.command(),
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    cwd="/",
                    env=server_environment(),
                    start_new_session=True,
                    preexec_fn=dies_with_parent(signal.SIGINT),  # noqa: PLW1509 - it makes one system call
                    **as_user(user),
                )
                if self._becomes_ready(self._child, deadline):
                    return
                # Right after a crash the dead server may still hold its lock file until the system reaps it.
                if time.monotonic() >= deadline or not self._is_locked_by_the_dead():
                    raise self._start_fault()

    def _becomes_ready(self, child: subprocess.Popen[bytes], deadline: float) -> bool:
        while child.poll() is None and time.monotonic() < deadline:
            if self.answers():
                return True
            time.sleep(_PROBE_SECONDS)
        return False

    def _is_locked_by_the_dead(self) -> bool:
        tail = self.log_file.read_bytes()[-2000:]
        time.sleep(_PROBE_SECONDS * 4)
        return b"lock file" in tail

    def _start_fault(self) -> Fault:
        tail = self.log_file.read_text(errors="replace").splitlines()[-3:]
        text = f"PostgreSQL tidak mau mulai: {' / '.join(tail)}"
        return Fault(text, f"Baca {self.log_file}, lalu jalankan pendopo doctor.")

    def _initialise(self, user: DatabaseUser | None) -> None:
        """Run initdb beside the final place, then move it: an interrupted one leaves nothing half made."""
        unfinished = self.place / "data.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        password_file = self.place / "password"
        descriptor = os.open(password_file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            os.write(descriptor, self._password.encode())
            if user is not None:
                os.fchown(descriptor, user.uid, user.gid)
            os.close(descriptor)
            login = [f"--pwfile={password_file}", f"--username={ROLE}", "--auth=scram-sha-256"]
            options = [*_INITDB_OPTIONS, *([] if self._durable else ["--no-sync"])]
            self._run("initdb", "-D", str(unfinished), *login, *options)
        finally:
            password_file.unlink()
        with (unfinished / "postgresql.conf").open("a") as settings:
            settings.write(f"\ninclude_if_exists = '{_SETTINGS_FILE}'\n")
        unfinished.rename(self.data)

    def _drop_foreign_locks(self) -> None:
        """Remove lock files whose pid now belongs to another program, as after a restart of a container.

        PostgreSQL itself removes those of dead pids, and refuses to start beside those of living ones.
        """
        for lock in (self.data / "postmaster.pid", self.sockets / f".s.PGSQL.{PORT}.lock"):
            if not lock.exists():
                continue
            pid = lock.read_text().split("\n", 1)[0].strip()
            if str(self.data) not in _command_line(pid):
                lock.unlink()

    def _check_release(self, binaries: Binaries) -> None:
        found = (self.data / "PG_VERSION").read_text().strip()
        if found != binaries.major:
            raise Fault(
                f"Data di {self.data} berasal dari PostgreSQL {found}, program di sini {binaries.version}.",
                "Buat cadangan dengan versi lama, pulihkan dengan yang ini: docs/operate/upgrade.md.",
            )

    def _run(self, program: str, *arguments: str) -> None:
        user = database_user()
        command = [find_binaries(user).path(program), *arguments]
        done = subprocess.run(
            command, check=False, capture_output=True, cwd="/", env=server_environment(), **as_user(user)
        )
        if done.returncode != 0:
            message = done.stderr.decode(errors="replace").strip()
            raise Fault(f"{program} gagal: {message}", "Periksa ruang disk dan izin folder, lalu coba lagi.")

    @contextlib.contextmanager
    def _lock(self) -> Iterator[None]:
        """Let one process at a time start this server; the system frees the lock when its holder dies."""
        descriptor = os.open(self.place / "start.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)


def installation(home: Path, *, password: str) -> Cluster:
    """The own server of the installation at `home`, whose address is kept in `$PENDOPO_HOME/database.url`."""
    cluster = Cluster(choose_place(home, database_user()), password=password)
    write_private(home / "database.url", cluster.url() + "\n")
    return cluster


@contextlib.contextmanager
def throwaway(parent: Path | None = None) -> Iterator[Cluster]:
    """Run a quick server without crash safety in a new folder and remove it all at the end.

    `parent` must be reachable for the database user when we are root; the default is the temporary folder.
    """
    place = Path(tempfile.mkdtemp(prefix="pendopo-pg-", dir=parent))
    cluster = Cluster(place, password=secrets.token_urlsafe(24), durable=False)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.stop()
        shutil.rmtree(place, ignore_errors=True)
        shutil.rmtree(cluster.sockets, ignore_errors=True)


def _command_line(pid: str) -> str:
    """Command line of a living process; empty when there is none."""
    if Path("/proc/self/cmdline").exists():
        try:
            return Path("/proc", pid, "cmdline").read_text()
        except OSError:
            return ""
    command = ["/bin/ps", "-p", pid, "-o", "args="]
    return subprocess.run(command, check=False, capture_output=True, text=True).stdout


def server_environment() -> dict[str, str]:
    """Environment for the server and its programs: the caller's PG* must not lead them elsewhere."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return kept | {"LC_ALL": "C", "LANG": "C"}
