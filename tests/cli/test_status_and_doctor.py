"""What a person or a program learns from `pendopo status` and `pendopo doctor`."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from pendopo.supervisor.database_checks import check_database
from pendopo.supervisor.machine_checks import check_disk, check_ports, check_secrets
from pendopo.supervisor.postgres import Cluster, throwaway
from pendopo.supervisor.run_state import ProcessState, RunState, write_state

pytestmark = pytest.mark.slow  # left out of `make check`

_PROGRAM = [sys.executable, "-m", "pendopo"]
_STOPPED = 3

Call = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def call(tmp_path: Path) -> Call:
    """Run `pendopo ARGUMENTS` for an installation of its own."""

    def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PENDOPO_")}
        environment = {**kept, "PENDOPO_HOME": str(tmp_path), "DATABASE_URL": "", **variables}
        return subprocess.run(  # noqa: S603 - our own program
            [*_PROGRAM, *arguments], capture_output=True, text=True, env=environment, check=False
        )

    return run


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with throwaway() as server:
        yield server


def verdicts(output: str) -> dict[str, str]:
    return {finding["name"]: finding["verdict"] for finding in json.loads(output)}


def test_the_status_of_a_stopped_city_says_so_in_words_in_json_and_by_its_exit_code(call):
    words = call("status")
    as_json = call("status", "--json")
    assert "tidak berjalan" in words.stdout
    assert json.loads(as_json.stdout)["running"] is False
    assert (words.returncode, as_json.returncode) == (_STOPPED, _STOPPED)


def test_a_state_file_left_from_a_killed_run_is_not_taken_for_a_running_city(call, tmp_path):
    left = ProcessState("web", state="ready", pid=os.getpid())
    write_state(tmp_path, RunState(home=str(tmp_path), pid=os.getpid(), processes=(left,)))
    state = json.loads(call("status", "--json").stdout)
    assert (state["running"], state["ready"]) == (False, False)
    assert verdicts(call("doctor", "--json").stdout)["processes"] == "warning"


def test_the_doctor_names_a_port_that_another_program_uses_and_fails(call):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = call("doctor", PENDOPO_PORT=str(port))
    assert done.returncode == 1
    assert f"✗ Port {port} dipakai program lain." in done.stdout
    assert "→ Hentikan program itu" in done.stdout


def test_a_start_on_a_used_port_is_refused_before_anything_runs(call):
    with socket.create_server(("127.0.0.1", 0)) as other:
        done = call(
            "run", PENDOPO_PORT=str(other.getsockname()[1]), DATABASE_URL="postgresql://127.0.0.1:1/x"
        )
    assert done.returncode == 1
    assert "dipakai program lain" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_doctor_says_when_the_database_cannot_be_reached(call):
    done = call("doctor", "--json", DATABASE_URL="postgresql://nobody@127.0.0.1:1/kota")
    assert done.returncode == 1
    assert verdicts(done.stdout)["database"] == "broken"


def test_keys_that_others_can_read_are_found(tmp_path):
    (tmp_path / "secrets.json").write_text("{}")
    (tmp_path / "secrets.json").chmod(0o644)
    (finding,) = check_secrets(tmp_path)
    assert finding.verdict == "broken"
    assert "chmod 600" in finding.advice


def test_a_healthy_folder_and_free_ports_are_good(tmp_path):
    assert [finding.verdict for finding in check_disk(tmp_path)] != ["broken"]
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
    assert [finding.verdict for finding in check_ports("127.0.0.1", (port,))] == ["good"]


def test_events_that_wait_too_long_and_those_given_up_are_found(cluster):
    cluster.create_database("tertunda")
    with psycopg.connect(cluster.url("tertunda"), autocommit=True) as connection:
        connection.execute("CREATE TABLE outbox_delivery (is_dead bool, next_attempt_at timestamptz)")
        connection.execute("INSERT INTO outbox_delivery SELECT true, now() FROM generate_series(1, 2)")
        connection.execute("INSERT INTO outbox_delivery VALUES (false, now() - interval '1 hour')")
    found = {finding.name: finding for finding in check_database(cluster.url("tertunda"))}
    assert found["outbox"].verdict == found["dead_letters"].verdict == "broken"
    assert "2 kejadian gagal" in found["dead_letters"].text
    assert "worker" in found["outbox"].advice


def test_a_database_without_crash_safety_is_found(cluster):
    found = {finding.name: finding.verdict for finding in check_database(cluster.url("postgres"))}
    assert found == {"database": "good", "durability": "broken"}


def test_every_command_is_listed_with_a_sentence(call):
    listed = call("--help").stdout
    for name in (
        "run",
        "stop",
        "status",
        "doctor",
        "prepare",
        "assets",
        "migrate",
        "worker",
        "manage",
        "simulate",
    ):
        assert f"\n  {name} " in listed
