"""Starts the processes of a table in order, keeps them alive, and ends them all, in order, once."""

from __future__ import annotations

import asyncio
import os
import secrets
import signal
from collections.abc import Callable, Sequence
from pathlib import Path

from pendopo.supervisor.console import Console
from pendopo.supervisor.guard_link import GuardLink
from pendopo.supervisor.keeper import BackOff, Keeper, Surroundings
from pendopo.supervisor.leftovers import end_leftovers
from pendopo.supervisor.processes import Process
from pendopo.supervisor.run_state import RunLock, RunState, moment, read_state, write_state

_STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Supervisor:
    """One run of an installation. `run` returns the exit code for the shell."""

    def __init__(
        self,
        home: Path,
        processes: Sequence[Process],
        *,
        addresses: dict[str, str] | None = None,
        check: Callable[[], None] = lambda: None,
        on_ready: Callable[[Console], None] = lambda _console: None,
        back_off: BackOff | None = None,
    ) -> None:
        """Describe the run.

        `check` is called when nothing of an earlier run is left, and may raise Fault; `on_ready` is called
        once, when everything is ready for the first time.
        """
        self._home = home
        self._processes = processes
        self._addresses = addresses or {}
        self._check = check
        self._on_ready = on_ready
        self._back_off = back_off or BackOff()
        self._console = Console([process.name for process in processes])
        self._mark = secrets.token_hex(8)
        self._since = moment()
        self._keepers: list[Keeper] = []
        self._stop_asked = asyncio.Event()
        self._guard = GuardLink()

    def run(self) -> int:
        """Run until a signal or a failed first step; 0 after a wanted stop, 1 otherwise.

        Raises Fault when this installation already runs, and what `check` raises.
        """
        lock = RunLock(self._home)
        lock.hold()
        end_leftovers(read_state(self._home).run)
        self._check()
        self._guard.start()
        try:
            return asyncio.run(self._supervise())
        finally:
            self._guard.end()
            self._console.close()

    async def _supervise(self) -> int:
        loop = asyncio.get_running_loop()
        around = Surroundings(
            console=self._console,
            environment={
                "PENDOPO_RUN": self._mark,
                "PENDOPO_HOME": str(self._home),
                "PYTHONUNBUFFERED": "1",
                # Empty is off: without compiled files each start would take seconds longer.
                "PYTHONDONTWRITEBYTECODE": "",
            },
            back_off=self._back_off,
            on_change=self._write,
            guard=self._guard,
        )
        self._keepers = [Keeper(process, around) for process in self._processes]
        self._write()
        for number in _STOP_SIGNALS:
            loop.add_signal_handler(number, self._ask_to_stop)
        loop.add_signal_handler(signal.SIGCHLD, self._wake_keepers)
        tasks = [asyncio.create_task(self._run_when_allowed(keeper)) for keeper in self._keepers]
        tasks.append(asyncio.create_task(self._announce()))
        failure = await self._wait_for_the_end()
        await self._stop_all()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._write()
        return 1 if failure else 0

    async def _run_when_allowed(self, keeper: Keeper) -> None:
        for other in self._keepers:
            if other.process.name in keeper.process.after:
                await other.ready.wait()
        await keeper.run()

    async def _announce(self) -> None:
        for keeper in self._keepers:
            await keeper.ready.wait()
        self._on_ready(self._console)

    async def _wait_for_the_end(self) -> bool:
        """Wait for a signal or a failed process; whether it was a failure."""
        waits = [asyncio.create_task(self._stop_asked.wait())]
        waits += [asyncio.create_task(keeper.failed.wait()) for keeper in self._keepers]
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        for wait in waits:
            wait.cancel()
        failed = [keeper.process.name for keeper in self._keepers if keeper.failed.is_set()]
        if failed and not self._stop_asked.is_set():
            self._console.say(f"{', '.join(failed)} gagal; semua dihentikan. Jalankan pendopo doctor.")
        return bool(failed)

    async def _stop_all(self) -> None:
        """Stop what depends on others first; those of one depth together."""
        self._console.say("Menghentikan semua proses")
        remaining = list(self._keepers)
        while remaining:
            needed = {name for keeper in remaining for name in keeper.process.after}
            free = [keeper for keeper in remaining if keeper.process.name not in needed]
            remaining = [keeper for keeper in remaining if keeper not in free]
            await asyncio.gather(*(keeper.stop() for keeper in free))
        self._console.say("Selesai")

    def _ask_to_stop(self) -> None:
        """First signal: stop in order. Every further one: do not wait for anybody but the database."""
        if self._stop_asked.is_set():
            for keeper in self._keepers:
                keeper.kill_if_it_may_be()
        self._stop_asked.set()

    def _wake_keepers(self) -> None:
        for keeper in self._keepers:
            keeper.child_ended.set()

    def _write(self) -> None:
        state = RunState(
            home=str(self._home),
            pid=os.getpid(),
            run=self._mark,
            since=self._since,
            addresses=self._addresses,
            processes=tuple(keeper.state for keeper in self._keepers),
        )
        write_state(self._home, state)
