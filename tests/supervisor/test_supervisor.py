"""The supervisor: ordered start, restart with growing pauses, one clean stop, no orphans."""

from __future__ import annotations

import itertools
import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pendopo.supervisor.ending import stop_installation
from pendopo.supervisor.keeper import BackOff
from pendopo.supervisor.run_state import ProcessState, RunLock, RunState, read_state, write_state
from tests.supervisor.watching import eventually, free_port, is_alive, kill_9, open_home

pytestmark = pytest.mark.slow  # left out of `make check`

_PROGRAM = Path(__file__).with_name("small_city.py")


@dataclass
class City:
    """A running small city and where it writes."""

    home: Path
    port: int
    popen: subprocess.Popen[bytes]

    def state(self, name: str) -> ProcessState:
        return next(process for process in read_state(self.home).processes if process.name == name)

    def pids(self) -> list[int]:
        return [process.pid for process in read_state(self.home).processes if process.pid]

    def is_ready(self) -> bool:
        state = read_state(self.home)
        return state.pid == self.popen.pid and state.is_ready

    def guard(self) -> int:
        """Pid of the guard, which no state file names."""
        children = Path(f"/proc/{self.popen.pid}/task/{self.popen.pid}/children").read_text().split()
        return next(int(pid) for pid in children if b"guard.py" in Path(f"/proc/{pid}/cmdline").read_bytes())

    def end(self) -> int:
        """Exit code, once it has ended by itself."""
        return self.popen.wait(timeout=30)

    def stop(self) -> int:
        """Ask it to end as Ctrl-C does; exit code."""
        self.popen.send_signal(signal.SIGINT)
        return self.end()

    def output(self) -> str:
        """All it wrote so far."""
        return (self.home / f"{self.popen.args[-1]}.log").read_text()


Start = Callable[..., City]


@pytest.fixture
def home() -> Iterator[Path]:
    with open_home() as folder:
        yield folder


@pytest.fixture
def start(home: Path) -> Iterator[Start]:
    started: list[City] = []

    def start(kind: str = "small", *, port: int | None = None) -> City:
        port = port or free_port()
        log = f"output-{len(started)}"
        command = [sys.executable, str(_PROGRAM), str(home), str(port), kind, log]
        with (home / f"{log}.log").open("wb") as output:
            popen = subprocess.Popen(command, stdout=output, stderr=output)  # noqa: S603 - our own program
        started.append(City(home, port, popen))
        return started[-1]

    yield start
    for city in started:
        city.popen.kill()
        city.popen.wait()


def test_processes_start_in_the_order_of_their_needs_and_stop_on_one_signal(start, home):
    city = start()
    eventually(city.is_ready)
    pids = city.pids()
    grandchild = int((home / "base.mark").read_text())
    assert city.stop() == 0
    output = city.output()
    assert output.index("siap dipakai") < output.index("GET /") < output.index("SEMUA SIAP")
    assert not any(is_alive(pid) for pid in [*pids, grandchild])
    assert [process.state for process in read_state(home).processes] == ["stopped", "done", "stopped"]


def test_a_process_killed_with_9_is_started_again_and_its_own_children_do_not_stay(start, home):
    city = start()
    eventually(city.is_ready)
    before = city.state("base")
    grandchild = int((home / "base.mark").read_text())
    assert before.pid is not None
    kill_9(before.pid)
    eventually(lambda: city.state("base").restarts == 1 and city.state("base").is_ready)
    assert city.state("base").pid != before.pid
    assert not is_alive(grandchild)
    assert city.state("web").restarts == 0
    city.stop()


def test_pauses_between_restarts_double_up_to_a_limit():
    pauses = itertools.islice(BackOff(first=0.5, longest=4.0).pauses(), 6)
    assert list(pauses) == [0.5, 1.0, 2.0, 4.0, 4.0, 4.0]


def test_a_failed_first_step_stops_everything_with_an_error(start, home):
    city = start("broken")
    assert city.end() == 1
    assert "task gagal" in city.output()
    assert not RunLock(home).is_held()
    assert {process.name: process.state for process in read_state(home).processes} == {
        "base": "stopped",
        "task": "failed",
        "web": "stopped",
    }


def test_a_second_supervisor_of_the_same_folder_is_refused(start, home):
    city = start()
    eventually(city.is_ready)
    second = start()
    assert second.end() == 4
    assert "sudah berjalan" in second.output()
    assert city.is_ready()
    city.stop()


def test_another_shell_can_stop_it(start, home):
    city = start()
    eventually(city.is_ready)
    assert stop_installation(home, None, limit=30)
    assert city.end() == 0
    assert not stop_installation(home, None, limit=1)


_STARTING = """
import signal, sys
from pathlib import Path
from pendopo.supervisor.run_state import RunLock
RunLock(Path(sys.argv[1])).hold()
print("held", flush=True)
signal.pause()
"""


def test_stopping_one_that_has_just_begun_does_not_end_whoever_has_the_number_of_the_last_one(home):
    stranger = subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"])
    write_state(home, RunState(home=str(home), pid=stranger.pid))
    command = [sys.executable, "-c", _STARTING, str(home)]
    beginner = subprocess.Popen(command, stdout=subprocess.PIPE)  # noqa: S603 - ours
    try:
        beginner.stdout.readline()
        assert stop_installation(home, None, limit=5)
        assert beginner.wait(5) == -signal.SIGTERM
        assert stranger.poll() is None
    finally:
        for each in (stranger, beginner):
            each.kill()
            each.communicate()


def test_kill_9_of_the_supervisor_leaves_no_orphan_and_the_next_start_works(start, home):
    city = start("database")
    eventually(city.is_ready)
    pids = city.pids()
    kill_9(city.popen.pid)
    city.end()
    eventually(lambda: not any(is_alive(pid) for pid in pids))
    again = start("database", port=city.port)
    eventually(again.is_ready)
    assert again.stop() == 0


@pytest.mark.faults
def test_kill_9_of_everything_at_once_is_survived_by_the_next_start(start):
    city = start("database")
    eventually(city.is_ready)
    for pid in [city.guard(), city.popen.pid, *city.pids()]:
        kill_9(pid)
    city.end()
    again = start("database", port=city.port)
    eventually(again.is_ready)
    assert again.stop() == 0


def test_kill_9_of_guard_and_supervisor_leaves_processes_that_the_next_start_ends(start, home):
    city = start()
    eventually(city.is_ready)
    grandchild = int((home / "base.mark").read_text())
    for pid in [city.guard(), city.popen.pid]:
        kill_9(pid)
    city.end()
    eventually(lambda: not any(is_alive(pid) for pid in city.pids()))
    again = start(port=city.port)
    eventually(again.is_ready)
    assert not is_alive(grandchild)
    again.stop()


def test_the_state_is_published_as_json_with_addresses_and_readiness(start, home):
    city = start()
    eventually(city.is_ready)
    state = json.loads(json.dumps(read_state(home).as_json(is_running=RunLock(home).is_held())))
    city.stop()
    web = next(process for process in state["processes"] if process["name"] == "web")
    assert state["running"]
    assert state["ready"]
    assert state["addresses"] == {"pages": f"http://127.0.0.1:{city.port}/"}
    assert web["ready"]
    assert web["address"] == f"http://127.0.0.1:{city.port}"
    assert web["restarts"] == 0
    assert web["since"].endswith("+00:00")
