"""What runs now, in `$PENDOPO_HOME/run.json`, and the lock that says whether it is true.

The file may be left from a run that was killed. Whether a supervisor lives is told by the lock on
`$PENDOPO_HOME/run.lock`, which the system frees when its holder dies; a pid in a file proves nothing, but the
one in the lock's own file while the lock is held.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import json
import os
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal

from pendopo.supervisor.faults import Fault

State = Literal["waiting", "starting", "ready", "unready", "pausing", "done", "failed", "stopped"]


@dataclass(frozen=True)
class ProcessState:
    """One process at one moment; `since` is when it came into this state (ISO 8601, UTC)."""

    name: str
    state: State = "waiting"
    pid: int | None = None
    address: str = ""
    restarts: int = 0
    since: str = ""

    @property
    def is_ready(self) -> bool:
        """Serving, or ended well where it runs once."""
        return self.state in {"ready", "done"}


@dataclass(frozen=True)
class RunState:
    """A whole installation: its supervisor, addresses and processes."""

    home: str
    pid: int | None = None
    run: str = ""
    """Mark of this run; every process carries it in its environment as PENDOPO_RUN."""
    since: str = ""
    addresses: dict[str, str] = field(default_factory=dict)
    processes: tuple[ProcessState, ...] = ()

    @property
    def is_ready(self) -> bool:
        """All processes are ready."""
        return bool(self.processes) and all(process.is_ready for process in self.processes)

    def as_json(self, *, is_running: bool) -> dict[str, object]:
        """The published shape of `pendopo status --json`."""
        processes = [asdict(process) | {"ready": process.is_ready} for process in self.processes]
        return {
            "running": is_running,
            "ready": is_running and self.is_ready,
            "home": self.home,
            "pid": self.pid,
            "since": self.since,
            "addresses": self.addresses,
            "processes": processes,
        }


class RunLock:
    """Held by the one supervisor of an installation for as long as it lives."""

    def __init__(self, home: Path) -> None:
        """Describe the lock of the installation at `home`."""
        self._path = home / "run.lock"
        self._descriptor: int | None = None

    def hold(self) -> None:
        """Take the lock until this process ends. Raises Fault when another supervisor holds it."""
        self._path.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            raise Fault(
                "Pendopo di folder data ini sudah berjalan.",
                "Lihat pendopo status, atau hentikan dengan pendopo stop.",
            ) from None
        os.ftruncate(descriptor, 0)
        os.write(descriptor, str(os.getpid()).encode())
        self._descriptor = descriptor

    def holder(self) -> int | None:
        """Process that holds the lock now; None when nobody does, or it took the lock this very moment."""
        if not self.is_held():
            return None
        written = self._path.read_text()
        return int(written) if written.isdigit() else None

    def is_held(self) -> bool:
        """Whether some supervisor holds the lock now."""
        if not self._path.exists():
            return False
        descriptor = os.open(self._path, os.O_RDWR)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(descriptor)
        return False


def write_state(home: Path, state: RunState) -> None:
    """Replace the file in one step, so that a reader never sees half of it."""
    unfinished = home / ".run.json.unfinished"
    unfinished.write_text(json.dumps(asdict(state), indent=1) + "\n")
    unfinished.replace(home / "run.json")


def read_state(home: Path) -> RunState:
    """The last written state; an empty one when there is none or it cannot be read."""
    try:
        raw = json.loads((home / "run.json").read_text())
        processes = tuple(ProcessState(**process) for process in raw.pop("processes"))
        return RunState(**raw, processes=processes)
    except (OSError, ValueError, TypeError, KeyError):
        return RunState(home=str(home))


def moment() -> str:
    """The present, as ISO 8601 in UTC with whole seconds."""
    return dt.datetime.fromtimestamp(int(time.time()), dt.UTC).isoformat()
