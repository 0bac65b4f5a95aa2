"""The live process over real sockets and a real database."""

from __future__ import annotations

import json
from collections.abc import Iterator

import psycopg
import pytest

from pendopo.live.broadcast import MEMORY, PATIENCE
from pendopo.supervisor.postgres import Cluster, throwaway
from tests.live.listening import ORIGIN, LiveProcess, token
from tests.supervisor.watching import eventually

pytestmark = pytest.mark.slow  # left out of `make check`


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with throwaway() as server:
        yield server


@pytest.fixture(scope="module")
def live(cluster) -> Iterator[LiveProcess]:
    process = LiveProcess(cluster.url("postgres"))
    yield process
    process.stop()


def test_a_listener_is_told_what_its_channel_says_and_nothing_else(live):
    listener = live.listen(f"token={token('situation')}")
    live.tell("agency:3", 1)
    live.tell("situation", 2)
    frame = next(iter(listener.frames()))
    assert frame.data == {"id": 2, "kind": "reports.submitted", "at": "t", "subject": "report:2"}
    assert listener.headers["content-type"].startswith("text/event-stream")
    listener.close()
    eventually(lambda: live.metric("streams") == 0)


@pytest.mark.parametrize(
    ("query", "status", "error"),
    [
        (f"token={token('situation', minutes=-1)}", 401, "token_expired"),
        (f"token={token('situation', key='lain')}", 401, "token_forged"),
        ("token=", 401, "token_forged"),
        ("", 401, "token_forged"),
        (f"token={token('situation')}&channel=agency:3", 403, "channel_not_granted"),
    ],
    ids=["expired", "forged", "empty", "missing", "other channel"],
)
def test_who_has_no_valid_permission_hears_nothing(live, query, status, error):
    assert live.get(f"/events?{query}") == (status, {"error": error})


def test_a_token_of_two_channels_can_be_used_for_one_of_them(live):
    listener = live.listen(f"token={token('situation', 'agency:3')}&channel=agency:3")
    live.tell("situation", 11)
    live.tell("agency:3", 12)
    assert next(iter(listener.frames())).data["id"] == 12
    listener.close()


def test_who_comes_back_with_its_last_event_id_gets_what_it_missed_in_order(live):
    first = live.listen(f"token={token('situation')}")
    live.tell("situation", 21)
    seen = next(iter(first.frames()))
    first.close()
    for number in (22, 23):
        live.tell("situation", number)
    live.tell("agency:3", 24)
    eventually(lambda: live.metric("events") >= 4)
    again = live.listen(f"token={token('situation')}", [f"Last-Event-ID: {seen.id}"])
    frames = iter(again.frames())
    assert [next(frames).data["id"] for _ in range(2)] == [22, 23]
    again.close()


@pytest.mark.parametrize("position", ["ffffffff.1", "nonsense", "ffffffff.x", f"f.{'9' * 5000}"])
def test_who_comes_back_with_an_unknown_position_is_told_to_fetch_everything_anew(live, position):
    listener = live.listen(f"token={token('situation')}", [f"Last-Event-ID: {position}"])
    assert next(iter(listener.frames())).event == "reset"
    listener.close()


def test_who_was_away_longer_than_the_memory_is_told_to_fetch_everything_anew(live):
    listener = live.listen(f"token={token('x')}")
    assert next(iter(listener.blocks()))
    position = live.listen(f"token={token('x')}")
    block = next(iter(position.blocks()))
    last = next(line for line in block if line.startswith("id")).removeprefix("id: ")
    many = json.dumps([{"id": n, "kind": "k", "channels": ["y"]} for n in range(100)])
    known = live.metric("events")
    with psycopg.connect(live.database_url, autocommit=True) as connection:
        for number in range(MEMORY // 100 + 1):
            connection.execute("SELECT pg_notify('pendopo_live', %s)", [f"{many}{' ' * number}"])
    eventually(lambda: live.metric("events") > known + MEMORY)
    again = live.listen(f"token={token('x')}", [f"Last-Event-ID: {last}"])
    assert next(iter(again.frames())).event == "reset"
    for stream in (listener, position, again):
        stream.close()


def test_who_missed_more_than_a_stream_may_lag_behind_fetches_anew_and_hears_what_comes(live):
    first = live.listen(f"token={token('busy')}")
    live.tell("busy", 1)
    seen = next(iter(first.frames()))
    first.close()
    many = json.dumps([{"id": n, "kind": "k", "channels": ["busy"]} for n in range(100)])
    known = live.metric("events")
    with psycopg.connect(live.database_url, autocommit=True) as connection:
        for number in range(PATIENCE // 100):
            connection.execute("SELECT pg_notify('pendopo_live', %s)", [f"{many}{' ' * number}"])
    eventually(lambda: live.metric("events") >= known + PATIENCE)
    again = live.listen(f"token={token('busy')}", [f"Last-Event-ID: {seen.id}"])
    frames = iter(again.frames())
    assert next(frames).event == "reset"
    live.tell("busy", 2)
    assert next(frames).data["id"] == 2
    again.close()


def test_a_stream_ends_with_a_word_about_it_when_its_permission_does(live):
    listener = live.listen(f"token={token('situation', minutes=0.03)}")
    assert [frame.event for frame in listener.frames() if frame.event != "beat"] == ["expired"]
    listener.close()


def test_a_listener_that_reads_nothing_is_dropped_and_the_others_are_not_kept_waiting(live):
    slow = live.listen(f"token={token('flood')}")
    dropped = live.metric("dropped")
    text = json.dumps([{"id": 1, "kind": "k" * 400, "channels": ["flood"]} for _ in range(15)])
    with psycopg.connect(live.database_url, autocommit=True) as connection:

        def flood_until_dropped() -> bool:
            for _ in range(200):
                connection.execute("SELECT pg_notify('pendopo_live', %s)", [text])
            return live.metric("dropped") > dropped

        eventually(flood_until_dropped)
    eventually(lambda: live.metric("streams") == 0)
    prompt = live.listen(f"token={token('situation')}")
    live.tell("situation", 31)
    assert next(iter(prompt.frames())).data["id"] == 31
    slow.close()
    prompt.close()


def test_only_pages_of_this_city_may_listen_from_a_browser(live):
    ours = live.listen(f"token={token('situation')}", [f"Origin: {ORIGIN}"])
    theirs = live.listen(f"token={token('situation')}", ["Origin: http://asing.test"])
    assert ours.headers["access-control-allow-origin"] == ORIGIN
    assert "access-control-allow-origin" not in theirs.headers
    ours.close()
    theirs.close()


def test_nonsense_from_the_database_is_ignored(live):
    listener = live.listen(f"token={token('situation')}")
    with psycopg.connect(live.database_url, autocommit=True) as connection:
        half_a_letter = '{"subject": "\\ud800", "channels": ["situation"]}'
        for text in ("", "{", "7", '{"id": 1}', '{"channels": 3}', '["x"]', "[" * 7_000, half_a_letter):
            connection.execute("SELECT pg_notify('pendopo_live', %s)", [text])
    live.tell("situation", 41)
    frames = iter(listener.frames())
    assert [next(frames).data["id"] for _ in range(2)] == [None, 41]
    listener.close()


def test_a_restart_of_the_database_keeps_streams_open_and_says_that_news_may_be_missing():
    with throwaway() as server:
        process = LiveProcess(server.url("postgres"))
        listener = process.listen(f"token={token('situation')}")
        frames = iter(listener.frames())
        server.stop()
        assert next(frames).event == "stale"
        assert process.get("/ready")[0] == 503
        server.start()
        assert [next(frames).event for _ in range(2)] == ["fresh", "reset"]
        process.tell("situation", 51)
        assert next(frames).data["id"] == 51
        listener.close()
        process.stop()
