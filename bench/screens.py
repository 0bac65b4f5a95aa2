"""From commit to all open screens: a real database, the real live process, 300 listeners on loopback."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import os
import shutil
import subprocess
import tempfile
import threading
import time
from pathlib import Path

import psycopg
from report import Row, percentile, publish

from pendopo.live.contract import sign
from pendopo.supervisor.postgres import Cluster
from pendopo.supervisor.probes import Answer
from pendopo.supervisor.processes import Process, live_process

SCREENS = 300
EVENTS = 500
PAUSE = 0.1
BAR = 150.0
KEY = "bench"
PORT = 18_231


class Tally:
    """When each event was committed, and when the last screen had it."""

    def __init__(self) -> None:
        """Nothing happened yet."""
        self.committed: dict[int, float] = {}
        self.seen: dict[int, int] = dict.fromkeys(range(EVENTS), 0)
        self.complete: dict[int, float] = {}
        self.every: list[tuple[int, float]] = []

    def note(self, number: int) -> None:
        """One screen has event `number`."""
        moment = time.perf_counter()
        self.every.append((number, moment))
        self.seen[number] += 1
        if self.seen[number] == SCREENS:
            self.complete[number] = moment


def main() -> None:
    """Start everything, measure, publish."""
    place = Path(tempfile.mkdtemp(prefix="pendopo-screens-"))
    cluster = Cluster(place, password="bench")
    cluster.start()
    row = live_process("127.0.0.1", PORT, database_url=cluster.url("postgres"), key=KEY, origins="")
    live = subprocess.Popen(row.command, env={**os.environ, **row.environment})
    try:
        tally = asyncio.run(measure(row, cluster.url("postgres")))
        memory = memory_of(live.pid)
    finally:
        live.terminate()
        live.wait()
        cluster.stop()
        shutil.rmtree(place, ignore_errors=True)
    publish("screens", rows_of(tally, memory))


async def measure(row: Process, url: str) -> Tally:
    """Open all screens, then commit events at a steady pace and wait until they arrived."""
    while await row.ready.ask() is not Answer.READY:
        await asyncio.sleep(0.05)
    tally = Tally()
    screens = [asyncio.create_task(watch(tally)) for _ in range(SCREENS)]
    await asyncio.sleep(2)
    committer = threading.Thread(target=commit_all, args=[url, tally])
    committer.start()
    while committer.is_alive():
        await asyncio.sleep(0.2)
    await asyncio.sleep(1)
    for screen in screens:
        screen.cancel()
    return tally


async def watch(tally: Tally) -> None:
    """One screen: read the stream and note what arrives."""
    expires_at = dt.datetime.fromtimestamp(time.time() + 3600, dt.UTC)
    reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
    token = sign(["situation"], expires_at, KEY)
    writer.write(f"GET /events?token={token} HTTP/1.1\r\nHost: bench\r\n\r\n".encode())
    while line := await reader.readline():
        if line.startswith(b"data: {"):
            tally.note(json.loads(line[6:])["id"])


def commit_all(url: str, tally: Tally) -> None:
    """What an action does: write a row, notify, commit; the clock starts before the commit."""
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE step (id int, body text)")
        connection.commit()
        for number in range(EVENTS):
            event = {"id": number, "kind": "reports.submitted", "at": "", "channels": ["situation"]}
            connection.execute("INSERT INTO step VALUES (%s, %s)", [number, "x" * 500])
            connection.execute("SELECT pg_notify('pendopo_live', %s)", [json.dumps(event)])
            tally.committed[number] = time.perf_counter()
            connection.commit()
            time.sleep(PAUSE)


def rows_of(tally: Tally, memory: float) -> list[Row]:
    """The figures; an event that missed a screen counts as endless."""
    last = [(tally.complete.get(n, float("inf")) - tally.committed[n]) * 1000 for n in range(EVENTS)]
    every = [(moment - tally.committed[number]) * 1000 for number, moment in tally.every]
    return [
        Row(f"commit to the last of {SCREENS} screens, p50", percentile(last, 0.50), "ms"),
        Row(f"commit to the last of {SCREENS} screens, p99", percentile(last, 0.99), "ms", BAR),
        Row("commit to any one screen, p50", percentile(every, 0.50), "ms"),
        Row("events that reached every screen", 100 * len(tally.complete) / EVENTS, "%", 100, at_least=True),
        Row("memory of the live process with all screens open", memory, "MiB"),
    ]


def memory_of(parent: int) -> float:
    """Resident MiB of a process and its children, as Linux counts them."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    pages = sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in [parent, *children])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024**2


if __name__ == "__main__":
    main()
