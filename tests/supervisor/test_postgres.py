"""Our own database server: it starts, keeps data, survives kill -9, and believes no pid."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from pendopo.supervisor.database_user import as_user, database_user
from pendopo.supervisor.faults import Fault
from pendopo.supervisor.places import choose_place, socket_folder
from pendopo.supervisor.postgres import Cluster, installation
from pendopo.supervisor.processes import database_process
from tests.supervisor.watching import eventually, is_alive, kill_9, open_home

pytestmark = pytest.mark.slow  # left out of `make check`


@pytest.fixture
def home() -> Iterator[Path]:
    with open_home() as folder:
        yield folder


@pytest.fixture
def cluster(home: Path) -> Iterator[Cluster]:
    server = installation(home, password="rahasia")
    yield server
    server.stop()


def postmaster(cluster: Cluster) -> int:
    return int((cluster.data / "postmaster.pid").read_text().splitlines()[0])


def remember(cluster: Cluster, word: str) -> None:
    with psycopg.connect(cluster.url("postgres")) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS words (word text)")
        connection.execute("INSERT INTO words VALUES (%s)", [word])


def words(cluster: Cluster) -> list[str]:
    with psycopg.connect(cluster.url("postgres")) as connection:
        return [row[0] for row in connection.execute("SELECT word FROM words ORDER BY word")]


def test_an_empty_folder_becomes_a_server_that_sorts_by_code_point_and_keeps_what_it_wrote(cluster):
    cluster.start()
    with psycopg.connect(cluster.url("postgres")) as connection:
        row = connection.execute(
            "SELECT datlocprovider, datlocale, current_setting('fsync'), current_setting('jit'),"
            " current_setting('data_checksums') FROM pg_database WHERE datname = 'postgres'"
        ).fetchone()
    assert row == ("b", "C.UTF-8", "on", "off", "on")


def test_a_second_start_keeps_all_data_and_a_third_one_finds_it_running(cluster):
    cluster.start()
    remember(cluster, "tetap")
    cluster.stop()
    assert not cluster.answers()
    cluster.start()
    cluster.start()
    assert words(cluster) == ["tetap"]


def test_what_was_committed_survives_kill_9_of_the_postmaster(cluster, home):
    cluster.start()
    remember(cluster, "selamat")
    kill_9(postmaster(cluster))
    again = installation(home, password="rahasia")
    again.start()
    assert words(again) == ["selamat"]
    again.stop()


def test_a_lock_file_that_names_a_living_stranger_does_not_stop_a_start(cluster):
    cluster.start()
    cluster.stop()
    stranger = subprocess.Popen(["/bin/sleep", "60"], **as_user(database_user()))
    (cluster.data / "postmaster.pid").write_text(f"{stranger.pid}\n{cluster.data}\n1\n5432\n\n\n")
    try:
        cluster.start()
        assert cluster.answers()
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_stranger_without_the_password_is_refused(cluster, home):
    cluster.start()
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(Cluster(cluster.place, password="salah").url("postgres"))


def test_the_server_ends_with_the_process_that_started_it(home):
    program = (
        "import sys, pathlib\n"
        "from pendopo.supervisor.postgres import installation\n"
        "installation(pathlib.Path(sys.argv[1]), password='rahasia').start()\n"
        "print('siap', flush=True)\n"
        "sys.stdin.read()\n"
    )
    starter = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", program, str(home)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert starter.stdout is not None
    assert starter.stdout.readline() == b"siap\n"
    server = postmaster(installation(home, password="rahasia"))
    starter.kill()
    starter.communicate()
    eventually(lambda: not is_alive(server))


def test_four_processes_starting_one_folder_at_once_get_one_server(home):
    program = (
        "import sys, pathlib\n"
        "from pendopo.supervisor.postgres import installation\n"
        "cluster = installation(pathlib.Path(sys.argv[1]), password='rahasia')\n"
        "cluster.start()\n"
        "print((cluster.data / 'postmaster.pid').read_text().splitlines()[0], flush=True)\n"
        "sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", program, str(home)]
    starters = [
        subprocess.Popen(  # noqa: S603 - our own program
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    pids = {starter.stdout.readline() for starter in starters if starter.stdout}
    for starter in starters:
        starter.communicate()
    assert len(pids) == 1
    assert "" not in pids


def test_data_of_another_major_release_is_refused_with_advice(cluster):
    cluster.prepare()
    (cluster.data / "PG_VERSION").write_text("17\n")
    with pytest.raises(Fault, match="cadangan"):
        cluster.prepare()


def test_a_socket_path_too_long_for_the_system_moves_to_the_temporary_folder():
    deep = Path("/srv") / ("d" * 100)
    assert len(os.fsencode(socket_folder(deep))) < 60
    assert socket_folder(Path("/srv/pendopo/postgres")) == Path("/srv/pendopo/postgres/socket")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as somebody else")
def test_a_home_that_the_database_user_cannot_enter_keeps_its_data_elsewhere_for_ever(home):
    closed = home / "closed"
    closed.mkdir(mode=0o700)
    place = choose_place(closed / "var", database_user())
    assert place.parent == Path("/var/lib/pendopo")
    closed.chmod(0o755)
    assert choose_place(closed / "var", database_user()) == place


def test_stopping_a_server_that_another_process_started_is_clean(cluster, home):
    cluster.start()
    server = postmaster(cluster)
    installation(home, password="rahasia").stop()
    assert not is_alive(server) or os.waitpid(server, 0)[1] == 0
    assert not (cluster.data / "postmaster.pid").exists()


def test_the_address_is_kept_for_its_owner_only(cluster, home):
    path = home / "database.url"
    assert path.read_text().strip() == cluster.url()
    assert path.stat().st_mode & 0o077 == 0


def test_a_recovery_is_never_interrupted_for_taking_long(cluster):
    row = database_process(cluster)
    assert (row.start_limit, row.silence_limit) == (None, None)
