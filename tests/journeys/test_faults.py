"""Nothing accepted is lost and nothing happens twice, whichever process is killed in the middle of it."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import threading
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field

import psycopg
import pytest

from tests.supervisor.watching import eventually
from tests.support.cast import IN_TOWN
from tests.support.running_city import running_city

pytestmark = [pytest.mark.faults, pytest.mark.slow]

SENDERS = 8
VICTIMS = ("worker", "web", "db", "live") * 2
REPORTS_A_FAULT = 32
LONGEST_OUTAGE = 40.0
LONGEST_DRAIN = 75.0  # a killed worker is taken for dead after thirty seconds


@dataclass
class Stream:
    """Senders that send what they are allowed to, each report until it is accepted."""

    port: int
    allowed: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    accepted: dict[str, str] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    is_over: bool = False

    def send(self) -> None:
        """One sender, until the stream is over."""
        while True:
            self.allowed.acquire()
            if self.is_over:
                return
            key = str(uuid.uuid4())
            while not (number := self._try_once(key)):
                time.sleep(0.1)
            self.accepted[key] = number

    def _try_once(self, key: str) -> str:
        """The number on the receipt, or nothing when nobody answered; the same key is sent again then."""
        body = {
            "key": key,
            "category_code": "lampu-jalan",
            "text": "Lampu jalan padam",
            "lon": IN_TOWN[0],
            "lat": IN_TOWN[1],
            "phone": f"+6281{int(key[:8], 16):010d}",
        }
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("POST", "/api/reports", json.dumps(body), {"Content-Type": "application/json"})
            response = connection.getresponse()
            answer = response.read()
        except (OSError, http.client.HTTPException):
            return ""
        finally:
            connection.close()
        if response.status in {200, 201}:
            return str(json.loads(answer)["number"])
        if response.status < 500:
            self.refused.append(f"{response.status} {answer[:300]!r}")
        return ""


def test_each_accepted_report_survives_the_death_of_every_process_once():
    with running_city(PENDOPO_WEB_WORKERS="2") as city:
        stream = Stream(city.port)
        senders = [threading.Thread(target=stream.send, daemon=True) for _ in range(SENDERS)]
        for sender in senders:
            sender.start()
        for victim in VICTIMS:
            before = len(stream.accepted)
            stream.allowed.release(REPORTS_A_FAULT)
            eventually(lambda: len(stream.accepted) >= before + REPORTS_A_FAULT // 4, LONGEST_OUTAGE)  # noqa: B023 - asked at once
            city.kill(victim)
            eventually(lambda: len(stream.accepted) == before + REPORTS_A_FAULT, LONGEST_OUTAGE)  # noqa: B023 - as above
        stream.is_over = True
        stream.allowed.release(SENDERS)
        eventually(city.is_ready, LONGEST_OUTAGE)
        eventually(lambda: len(city.gateway.messages) >= len(stream.accepted), LONGEST_DRAIN)

        assert stream.refused == []
        with psycopg.connect((city.home / "database.url").read_text().strip()) as database:
            _each_report_is_there_once_with_its_timeline(database, stream.accepted)
            eventually(lambda: _nothing_waits(database), LONGEST_DRAIN)
        told = Counter(message.to for message in city.gateway.messages)
        assert set(told.values()) == {1}
        assert len(told) == len(stream.accepted)
        assert _audit(city).returncode == 0


def _each_report_is_there_once_with_its_timeline(database, accepted):
    rows = database.execute("SELECT submission_key::text, number FROM reports_report").fetchall()
    assert dict(rows) == accepted
    assert len(rows) == len(accepted)
    assert len({number for _key, number in rows}) == len(rows)  # who drew one and was killed leaves a gap
    timelines = database.execute(
        "SELECT array_agg(verb ORDER BY id) FROM reports_step GROUP BY report_id"
    ).fetchall()
    assert timelines == [(["submit", "route"],)] * len(accepted)


def _nothing_waits(database):
    """A worker that was killed after it handed a message on does so again later; the gateway knows it."""
    database.rollback()
    deliveries = database.execute("SELECT count(*) FROM outbox_delivery").fetchone()
    fates = database.execute("SELECT DISTINCT fate FROM notifications_message").fetchall()
    return (deliveries, fates) == ((0,), [("sent",)])


def _audit(city):
    return subprocess.run(
        [sys.executable, "-m", "pendopo", "audit", "verify"],
        env={**os.environ, "PENDOPO_HOME": str(city.home), "DATABASE_URL": ""},
        check=False,
    )
