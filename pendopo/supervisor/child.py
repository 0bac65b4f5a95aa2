"""One running child process: its start, its lines of text, its end."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
from collections.abc import Callable, Mapping

from pendopo.supervisor.database_user import as_user
from pendopo.supervisor.parent_death import dies_with_parent
from pendopo.supervisor.postgres import server_environment
from pendopo.supervisor.processes import Process

_LONGEST_LINE = 16_384


class Child:
    """A started process, leader of its own group, whose output arrives line by line."""

    def __init__(self, popen: subprocess.Popen[bytes], reader: asyncio.Task[None]) -> None:
        """Hold what `start_child` made."""
        self._popen = popen
        self._reader = reader
        self.pid = popen.pid

    def exit_code(self) -> int | None:
        """Exit status as `subprocess` gives it; None while it runs."""
        return self._popen.poll()

    def signal_group(self, number: signal.Signals) -> None:
        """Send a signal to the process and everything it started; fine when all of it is gone."""
        try:
            os.killpg(self.pid, number)
        except (ProcessLookupError, PermissionError):
            return

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the process alone, which tells its own children."""
        self._popen.send_signal(number)

    async def drain(self) -> None:
        """Wait for the last lines, but not for a grandchild that keeps the pipe open."""
        await asyncio.wait([self._reader], timeout=1.0)
        self._reader.cancel()


def start_child(process: Process, extra: Mapping[str, str], on_line: Callable[[str], None]) -> Child:
    """Start `process` with `extra` environment; `on_line` gets each line it writes.

    Raises OSError when the program cannot be run.
    """
    base = dict(os.environ) if process.user is None else server_environment()
    popen = subprocess.Popen(
        process.command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**base, **extra, **process.environment},
        cwd=None if process.user is None else "/",
        start_new_session=True,
        preexec_fn=dies_with_parent(process.stop_signal),  # noqa: PLW1509 - it makes two system calls
        **as_user(process.user),
    )
    return Child(popen, asyncio.create_task(_read_lines(popen, on_line)))


async def _read_lines(popen: subprocess.Popen[bytes], on_line: Callable[[str], None]) -> None:
    loop = asyncio.get_running_loop()
    stream = asyncio.StreamReader(limit=_LONGEST_LINE)
    transport, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(stream), popen.stdout)
    try:
        while raw := await _next_line(stream):
            on_line(raw.decode(errors="replace").rstrip())
    finally:
        transport.close()


async def _next_line(stream: asyncio.StreamReader) -> bytes:
    """One line, or a piece of one that is too long; empty at the end."""
    try:
        return await stream.readuntil()
    except asyncio.IncompleteReadError as rest:
        return rest.partial
    except asyncio.LimitOverrunError as overrun:
        return await stream.read(max(overrun.consumed, 1))
