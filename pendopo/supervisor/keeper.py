"""Keeps one process of the table alive: start, wait until ready, watch, restart with growing pauses."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from signal import Signals

from pendopo.supervisor.child import Child, start_child
from pendopo.supervisor.console import Console
from pendopo.supervisor.faults import Fault
from pendopo.supervisor.guard_link import GuardLink
from pendopo.supervisor.probes import Answer
from pendopo.supervisor.processes import Process
from pendopo.supervisor.run_state import ProcessState, State, moment

_START_PROBE = 0.1
_WATCH_PROBE = 5.0


@dataclass(frozen=True)
class BackOff:
    """Pauses between restarts, in seconds: `first`, doubled each time up to `longest`.

    A process that ran for `calm` seconds begins with `first` again.
    """

    first: float = 0.5
    longest: float = 30.0
    calm: float = 60.0

    def pauses(self) -> Iterator[float]:
        """First pause, second pause, and so on without end."""
        pause = self.first
        while True:
            yield pause
            pause = min(pause * 2, self.longest)


@dataclass(frozen=True)
class Surroundings:
    """What a keeper needs from its supervisor."""

    console: Console
    environment: dict[str, str]
    back_off: BackOff
    on_change: Callable[[], None]
    guard: GuardLink


class Keeper:
    """Runs one process until told to stop."""

    def __init__(self, process: Process, surroundings: Surroundings) -> None:
        """Nothing is started before `run`."""
        self.process = process
        self.state = ProcessState(process.name, address=process.address, since=moment())
        self.ready = asyncio.Event()
        self.failed = asyncio.Event()
        self.child_ended = asyncio.Event()
        """Set by the supervisor whenever any child of ours ended; we then look at our own."""
        self._around = surroundings
        self._stopping = asyncio.Event()
        self._finished = asyncio.Event()
        self._finished.set()
        self._child: Child | None = None
        self._was_ready = False

    async def run(self) -> None:
        """Keep the process alive; returns after `stop`, or when a process that runs once has ended."""
        self._finished.clear()
        try:
            await self._run()
        finally:
            self._finished.set()

    async def _run(self) -> None:
        pauses = self._around.back_off.pauses()
        while not self._stopping.is_set():
            started = time.monotonic()
            code = await self._live_once()
            if self._stopping.is_set() or self._has_ended_for_good(code):
                return
            if time.monotonic() - started > self._around.back_off.calm:
                pauses = self._around.back_off.pauses()
            pause = next(pauses)
            self._around.console.say(
                f"{self.process.name} berakhir ({_meaning(code)}); mulai lagi dalam {pause:g} detik"
            )
            self._change("pausing", pid=None, restarts=self.state.restarts + 1)
            await self._sleep(pause)

    async def stop(self) -> None:
        """Ask the process to end, kill it when it does not within its limit, and wait for its end."""
        self._stopping.set()
        child = self._child
        if child is not None:
            child.signal(self.process.stop_signal)
            await self._wait_for_end(child, self.process.stop_limit)
        await self._finished.wait()
        if self.state.state not in {"done", "failed"}:
            self._change("stopped", pid=None)

    def kill_if_it_may_be(self) -> None:
        """End the process without asking it, unless its row forbids that."""
        if self._child is not None and self.process.may_be_killed:
            self._child.signal_group(Signals.SIGKILL)

    async def _live_once(self) -> int | None:
        """One life of the process; None when it could not even be started."""
        try:
            if self.process.before is not None:
                await asyncio.to_thread(self.process.before)
            if self._stopping.is_set():
                return None
            child = start_child(self.process, self._around.environment, self._say)
        except OSError as fault:
            self._say(str(fault))
            return None
        except Fault as fault:
            self._say(str(fault))
            self._fail_unless_it_once_worked()
            return None
        self._child = child
        self._around.guard.watch(child.pid, self.process.stop_signal, self.process.stop_limit)
        self._change("starting", pid=child.pid)
        try:
            await self._watch(child)
        finally:
            code = child.exit_code()
            child.signal_group(Signals.SIGKILL)
            await child.drain()
            self._around.guard.forget(child.pid)
            self._child = None
        return code

    async def _watch(self, child: Child) -> None:
        """Follow the process from start to end, and end it when it is silent for too long."""
        limit: float | None = self.process.start_limit
        last_good = time.monotonic()
        while child.exit_code() is None:
            if self._stopping.is_set() or self.process.is_once:
                await self._wait_for_child(child, _WATCH_PROBE)
                continue
            answer = await self.process.ready.ask()
            if answer is Answer.READY:
                limit = self.process.silence_limit
                self._change("ready")
            elif self.state.state == "ready":
                self._change("unready")
            if answer is Answer.READY or (answer is Answer.BUSY and self.state.state == "unready"):
                last_good = time.monotonic()
            if limit is not None and time.monotonic() - last_good > limit:
                self._say(f"tidak menjawab selama {limit:g} detik, dihentikan")
                child.signal(self.process.stop_signal)
                await self._wait_for_end(child, self.process.stop_limit)
                return
            await self._wait_for_child(child, _WATCH_PROBE if self.state.state == "ready" else _START_PROBE)

    async def _wait_for_end(self, child: Child, limit: float) -> None:
        await self._wait_for_child(child, limit)
        child.signal_group(Signals.SIGKILL)
        while child.exit_code() is None:
            await self._wait_for_child(child, _WATCH_PROBE)

    async def _wait_for_child(self, child: Child, seconds: float) -> None:
        """Wait until our child ended or `seconds` passed, whichever is first."""
        deadline = time.monotonic() + seconds
        while child.exit_code() is None and (left := deadline - time.monotonic()) > 0:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.child_ended.wait(), left)
            self.child_ended.clear()

    async def _sleep(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)

    def _fail_unless_it_once_worked(self) -> None:
        if not self._was_ready:
            self._change("failed", pid=None)
            self.failed.set()

    def _has_ended_for_good(self, code: int | None) -> bool:
        if self.failed.is_set():
            return True
        if not self.process.is_once:
            return False
        if code == 0:
            self._change("done", pid=None)
        else:
            self._change("failed", pid=None)
            self.failed.set()
        return True

    def _say(self, text: str) -> None:
        self._around.console.line(self.process.name, text)

    def _change(self, state: State, **details: object) -> None:
        """Note a new state once, tell those who wait for it, and let the supervisor write it down."""
        if state == self.state.state and not details:
            return
        self.state = replace(self.state, state=state, since=moment(), **details)  # type: ignore[arg-type]
        if self.state.is_ready:
            self._was_ready = True
            self.ready.set()
        else:
            self.ready.clear()
        self._around.on_change()


def _meaning(code: int | None) -> str:
    if code is None:
        return "tidak dapat dimulai"
    return Signals(-code).name if code < 0 else f"kode {code}"
