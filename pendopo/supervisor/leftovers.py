"""Ends processes that a killed run left behind. Each carries the mark of its run in its environment."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

_PATIENCE = 5.0
_PAUSE = 0.05


def end_leftovers(run: str) -> int:
    """End every process marked with `run` except ourselves; returns how many there were.

    A pid alone is not believed: it may belong to somebody else by now. Where the system shows no environments
    (outside Linux) the guard has done this work already. The database hides its environment; its own start
    takes care of a server left over.
    """
    pids = _marked(run) if run else []
    for pid in pids:
        _send(pid, signal.SIGTERM)
    deadline = time.monotonic() + _PATIENCE
    while (left := [pid for pid in pids if pid in _marked(run)]) and time.monotonic() < deadline:
        time.sleep(_PAUSE)
    for pid in left if pids else []:
        _send(pid, signal.SIGKILL)
    return len(pids)


def _marked(run: str) -> list[int]:
    mark = f"PENDOPO_RUN={run}".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            environment = (folder / "environ").read_bytes().split(b"\0")
        except OSError:
            continue
        if mark in environment and int(folder.name) != os.getpid():
            found.append(int(folder.name))
    return found


def _send(pid: int, number: signal.Signals) -> None:
    try:
        os.kill(pid, number)
    except (ProcessLookupError, PermissionError):
        return
