"""Ends the processes of a run when its supervisor died without doing it.

Run as a program of its own: it reads lines from standard input until the supervisor's end of the pipe closes,
which the system does at any death, `kill -9` included. `+PID SIGNAL SECONDS` names a process group with the
signal that stops it and the patience it deserves; `-PID` takes it off the list. Any system will do.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterable
from pathlib import Path

_PAUSE = 0.05


def main() -> None:
    """Watch standard input, then end what is still on the list."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    end_groups(_read_list(sys.stdin))


def _read_list(lines: Iterable[str]) -> dict[int, tuple[int, float]]:
    groups: dict[int, tuple[int, float]] = {}
    for line in lines:
        pid, *details = line[1:].split()
        if line.startswith("+"):
            groups[int(pid)] = (int(details[0]), float(details[1]))
        else:
            groups.pop(int(pid), None)
    return groups


def end_groups(groups: dict[int, tuple[int, float]]) -> None:
    """Send every group its signal, wait for each as long as it deserves, then kill what is left."""
    start = time.monotonic()
    for pid, (number, _) in groups.items():
        _send(pid, number)
    for pid, (_, patience) in groups.items():
        while _lives(pid) and time.monotonic() < start + patience:
            time.sleep(_PAUSE)
        _send(pid, signal.SIGKILL)


def _lives(group: int) -> bool:
    """Whether a process of the group still runs; one that waits only to be reaped does not."""
    if not _send(group, 0):
        return False
    stats = Path("/proc").glob("[0-9]*/stat")
    return not Path("/proc/self/stat").exists() or any(_runs_in(group, path) for path in stats)


def _runs_in(group: int, stat: Path) -> bool:
    try:
        state, _, found = stat.read_text().rsplit(")", 1)[1].split()[:3]
    except OSError:
        return False
    return int(found) == group and state != "Z"


def _send(group: int, number: int) -> bool:
    """Whether the group still exists."""
    try:
        os.killpg(group, number)
    except (ProcessLookupError, PermissionError):
        return False
    return True


if __name__ == "__main__":
    main()
