"""The supervisor's end of the pipe to the guard: tells it which process groups to end when we cannot."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from pendopo.supervisor import guard


class GuardLink:
    """Starts the guard, keeps it informed, and replaces it when somebody kills it."""

    def __init__(self) -> None:
        """Nothing runs before `start`."""
        self._guard: subprocess.Popen[str] | None = None
        self._groups: dict[int, str] = {}

    def start(self) -> None:
        """Start a guard and tell it what is known."""
        program = [sys.executable, "-I", "-S", str(Path(guard.__file__))]
        self._guard = subprocess.Popen(
            program, stdin=subprocess.PIPE, start_new_session=True, text=True, cwd="/"
        )
        for line in self._groups.values():
            self._write(line)

    def watch(self, pid: int, stop_signal: signal.Signals, patience: float) -> None:
        """Put a process group on the guard's list."""
        self._groups[pid] = f"+{pid} {int(stop_signal)} {patience}"
        self._tell(self._groups[pid])

    def forget(self, pid: int) -> None:
        """Take an ended process group off the list."""
        self._groups.pop(pid, None)
        self._tell(f"-{pid}")

    def end(self) -> None:
        """Close the pipe and wait until the guard has ended what may be left."""
        if self._guard is not None and self._guard.stdin is not None:
            self._guard.stdin.close()
            self._guard.wait()

    def _tell(self, line: str) -> None:
        if self._guard is None:
            return
        try:
            self._write(line)
        except BrokenPipeError:
            self.start()

    def _write(self, line: str) -> None:
        if self._guard is not None and self._guard.stdin is not None:
            self._guard.stdin.write(line + "\n")
            self._guard.stdin.flush()
