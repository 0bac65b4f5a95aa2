"""Finds what is wrong with an installation and says what to do. Changes nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from pendopo.supervisor.database_checks import check_database
from pendopo.supervisor.findings import Finding, broken, good, warning
from pendopo.supervisor.machine_checks import (
    check_clock,
    check_disk,
    check_memory,
    check_ports,
    check_python,
    check_secrets,
)
from pendopo.supervisor.run_state import RunLock, RunState, read_state

_MANY_RESTARTS = 3


def examine(
    home: Path, *, host: str, ports: tuple[int, ...], database_url: str, is_database_ours: bool
) -> Iterator[Finding]:
    """Every finding, in the order a person would look: machine, keys, processes, database, schema.

    Our own database is asked only while we run; another one always.
    """
    yield from check_python()
    yield from check_disk(home)
    yield from check_memory()
    yield from check_clock()
    yield from check_secrets(home)
    state = read_state(home)
    is_running = RunLock(home).is_held()
    yield from _check_run(state, is_running=is_running)
    if not is_running:
        yield from check_ports(host, ports)
    if is_running or not is_database_ours:
        yield from _check_database_and_schema(database_url, home)


def _check_run(state: RunState, *, is_running: bool) -> Iterator[Finding]:
    if not is_running:
        if any(process.pid for process in state.processes):
            yield warning(
                "processes",
                "Pendopo terakhir kali berhenti mendadak.",
                "Jalankan make run; sisa proses dibereskan dan basis data pulih sendiri.",
            )
        else:
            yield good("processes", "Pendopo sedang tidak berjalan")
        return
    for process in state.processes:
        text = f"{process.name}: {process.state}, dimulai ulang {process.restarts} kali"
        if not process.is_ready:
            yield broken("processes", text, f"Baca baris {process.name} pada catatan, lalu mulai ulang.")
        elif process.restarts > _MANY_RESTARTS:
            yield warning("processes", text, f"Cari sebabnya pada catatan {process.name}.")
        else:
            yield good("processes", text)


def _check_database_and_schema(url: str, home: Path) -> Iterator[Finding]:
    is_reachable = False
    for finding in check_database(url):
        is_reachable = is_reachable or (finding.name == "database" and finding.verdict == "good")
        yield finding
    if is_reachable:
        yield from _check_migrations(home)


def _check_migrations(home: Path) -> Iterator[Finding]:
    command = [sys.executable, "-m", "pendopo", "manage", "migrate", "--check"]
    environment = {**os.environ, "PENDOPO_HOME": str(home)}
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
    if done.returncode == 0:
        yield good("migrations", "Skema basis data sesuai dengan program")
    elif "Traceback" in done.stderr:
        reason = done.stderr.strip().splitlines()[-1]
        yield broken(
            "migrations", f"Program tidak dapat dimuat: {reason}", "Jalankan make run untuk melengkapi."
        )
    else:
        yield broken("migrations", "Skema basis data tertinggal.", "Jalankan: pendopo migrate")
