"""`pendopo status` and `pendopo doctor`: look, change nothing."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

import click

from pendopo.cli.installation import database_url
from pendopo.config import environment
from pendopo.supervisor.doctor import examine
from pendopo.supervisor.run_state import ProcessState, RunLock, RunState, read_state

NOT_RUNNING = 3
"""Exit code of `pendopo status` for a stopped installation, as service scripts have it."""

_STATES = {
    "waiting": "menunggu",
    "starting": "mulai",
    "ready": "siap",
    "unready": "tidak menjawab",
    "pausing": "jeda sebelum mulai ulang",
    "done": "selesai",
    "failed": "gagal",
    "stopped": "berhenti",
}
_MARKS = {"good": ("✓", "green"), "warning": ("!", "yellow"), "broken": ("✗", "red")}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Keluaran untuk program.")
def status(*, as_json: bool) -> None:
    """Tampilkan proses, alamat, dan kesiapannya."""
    home = environment.read().home
    state = read_state(home)
    is_running = RunLock(home).is_held()
    if as_json:
        click.echo(json.dumps(state.as_json(is_running=is_running), indent=2))
    else:
        _print_table(state, is_running=is_running)
    if not is_running:
        sys.exit(NOT_RUNNING)
    sys.exit(0 if state.is_ready else 1)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Keluaran untuk program.")
def doctor(*, as_json: bool) -> None:
    """Cari apa yang salah dan katakan apa yang harus dilakukan."""
    env = environment.read()
    examination = examine(
        env.home,
        host=env.host,
        ports=(env.port, env.live_port),
        database_url=database_url(),
        is_database_ours=env.is_database_ours,
    )
    findings = []
    for finding in examination:
        findings.append(finding)
        if not as_json:
            mark, colour = _MARKS[finding.verdict]
            click.echo(f"{click.style(mark, fg=colour)} {finding.text}")
            if finding.advice:
                click.echo(f"  → {finding.advice}")
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in findings], indent=2, ensure_ascii=False))
    sys.exit(1 if any(finding.verdict == "broken" for finding in findings) else 0)


def _print_table(state: RunState, *, is_running: bool) -> None:
    if not is_running:
        click.echo(f"Pendopo tidak berjalan (data: {state.home}).")
        return
    click.echo(f"Pendopo berjalan sejak {state.since}, pid {state.pid}, data: {state.home}\n")
    rows = [
        ("PROSES", "KEADAAN", "PID", "ALAMAT", "ULANG", "SEJAK"),
        *(_row(item) for item in state.processes),
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    click.echo()
    for name, address in state.addresses.items():
        click.echo(f"{name:<10} {address}")


def _row(process: ProcessState) -> tuple[str, ...]:
    pid = str(process.pid or "-")
    state = _STATES[process.state]
    return (process.name, state, pid, process.address or "-", str(process.restarts), process.since)
