"""A flood day: a hundred times the usual arrivals of an hour, sent in a minute, with the worker at its work.

Arrivals are on a timetable that waits for nobody: a report's time counts from the moment it was due to be
sent, so a slow server cannot make its own figures better by slowing its callers down.
"""

from __future__ import annotations

import argparse
import os
import queue
import random
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.city import prepared
from bench.installation import ROOT, Client, database, pages
from bench.report import Row, percentile, publish

USUAL_A_DAY = 1_000
"""Twice what Jakarta, with ten million people, received a day in January 2023."""
TIMES = 100
SECONDS = 60
CALLERS = 24
BAR = 150.0
_QUIET_LIMIT = 900
_TEXTS = (
    ("bencana", "Air sungai naik dan masuk ke rumah, setinggi lutut"),
    ("bencana", "Banjir di gang belakang pasar, kendaraan tidak bisa lewat"),
    ("saluran", "Saluran meluap dan air masuk ke halaman sekolah"),
    ("lampu-jalan", "Lampu jalan padam sejak hujan tadi siang"),
    ("taman-pohon", "Pohon tumbang menutup jalan setelah angin kencang"),
)


def draft(dice: random.Random) -> dict[str, object]:
    """One report of that hour: most of them along the river, one kilometre wide."""
    category, text = dice.choice(_TEXTS)
    return {
        "key": str(uuid.UUID(int=dice.getrandbits(128), version=4)),
        "category_code": category,
        "text": text,
        "lon": 113.22 + dice.gauss(0, 0.012),
        "lat": -8.13 + dice.gauss(0, 0.004),
        "phone": f"08{dice.randrange(10**9, 10**10)}",
    }


class Wave:
    """Callers who each take the next report whose time has come."""

    def __init__(self, port: int) -> None:
        """Nothing sent yet."""
        dice = random.Random(11)
        self.count = USUAL_A_DAY * TIMES // 24
        self.drafts = [draft(dice) for _ in range(self.count)]
        self.port = port
        self.waits: list[float] = []
        self.numbers: list[str] = []
        self.faults: list[str] = []
        self._due: queue.SimpleQueue[int] = queue.SimpleQueue()

    def send(self) -> float:
        """Send them all; returns the seconds it took."""
        for index in range(self.count):
            self._due.put(index)
        start = time.perf_counter()
        callers = [threading.Thread(target=self._call, args=[start]) for _ in range(CALLERS)]
        for caller in callers:
            caller.start()
        for caller in callers:
            caller.join()
        return time.perf_counter() - start

    def _call(self, start: float) -> None:
        client = Client(self.port)
        while True:
            try:
                index = self._due.get_nowait()
            except queue.Empty:
                return
            due = start + index * SECONDS / self.count
            time.sleep(max(0.0, due - time.perf_counter()))
            try:
                self.numbers.append(client.ask("POST", "/api/reports", self.drafts[index]).json()["number"])
            except (OSError, RuntimeError) as fault:
                self.faults.append(str(fault))
            self.waits.append((time.perf_counter() - due) * 1000)


@contextmanager
def worker() -> Iterator[None]:
    """The worker as the supervisor starts it."""
    process = subprocess.Popen([sys.executable, "-m", "pendopo", "worker"], cwd=ROOT, env=os.environ)
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=60)


def wait_until_quiet() -> float:
    """Seconds until every event was heard and every queued job done."""
    from django.db import connection

    start = time.perf_counter()
    while time.perf_counter() - start < _QUIET_LIMIT:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT (SELECT count(*) FROM outbox_delivery WHERE NOT is_dead),"
                " (SELECT count(*) FROM procrastinate_jobs"
                " WHERE status IN ('todo', 'doing') AND coalesce(scheduled_at, now()) <= now())"
            )
            if cursor.fetchone() == (0, 0):
                break
        time.sleep(0.5)
    return time.perf_counter() - start


def kept_once(numbers: list[str]) -> int:
    """How many of the accepted reports are there with their two first steps and one message about each."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM reports_report r WHERE r.number = ANY(%s)"
            " AND (SELECT count(*) FROM reports_step s"
            " WHERE s.report_id = r.id AND s.verb IN ('submit', 'route')) = 2"
            " AND (SELECT count(*) FROM notifications_message m WHERE m.about = 'report:' || r.uid) = 1",
            [numbers],
        )
        return int(cursor.fetchone()[0])


def measure(port: int) -> list[Row]:
    """Every row of the flood."""
    from pendopo.reports.models import Burst

    before = Burst.objects.count()
    wave = Wave(port)
    seconds = wave.send()
    quiet = wait_until_quiet()
    for fault in wave.faults[:5]:
        print(f"  refused: {fault}")
    return [
        Row("flood: report accepted, p95", percentile(wave.waits, 0.95), "ms", BAR),
        Row("flood: report accepted, p50", percentile(wave.waits, 0.5), "ms"),
        Row("flood: reports sent", wave.count, ""),
        Row("flood: a second", wave.count / seconds, "/s"),
        Row("flood: not accepted", len(wave.faults), "", 0),
        Row(
            "flood: accepted and there once, with steps and one message",
            100 * kept_once(wave.numbers) / max(1, len(set(wave.numbers))),
            "%",
            100,
            at_least=True,
        ),
        Row("flood: until everybody was told and every screen knew", quiet, "s"),
        Row("flood: bursts seen", Burst.objects.count() - before, ""),
    ]


def main() -> None:
    """Measure on the kept database of ``--count`` reports."""
    options = argparse.ArgumentParser()
    options.add_argument("--count", type=int, default=1_000_000)
    chosen = options.parse_args()
    home = ROOT / "var" / f"bench-{chosen.count}"
    with database(home):
        prepared(home, chosen.count)
        with pages() as port, worker():
            publish("flood", measure(port))


if __name__ == "__main__":
    main()
