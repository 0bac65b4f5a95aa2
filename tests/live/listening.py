"""A browser's view of the live process: raw sockets, so that slow and broken listeners can be played."""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import socket
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterable
from dataclasses import dataclass, field

import psycopg

from pendopo.live.contract import sign
from pendopo.supervisor.processes import live_process
from tests.supervisor.watching import eventually, free_port

KEY = "kunci-uji"
ORIGIN = "http://kota.test"


def token(*channels: str, minutes: float = 60, key: str = KEY) -> str:
    return sign(channels, dt.datetime.now(dt.UTC) + dt.timedelta(minutes=minutes), key)  # noqa: TID251 - real clock


@dataclass
class Frame:
    """One block of an event stream."""

    id: str = ""
    event: str = "message"
    data: dict[str, object] = field(default_factory=dict)


class Listener:
    """One open stream; `next` waits for the next event that carries data."""

    def __init__(self, port: int, query: str, headers: Iterable[str] = ()) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=10)
        lines = [f"GET /events?{query} HTTP/1.1", "Host: live.test", *headers, "", ""]
        self.socket.sendall("\r\n".join(lines).encode())
        self.file = self.socket.makefile("rb")
        self.status = int(self.file.readline().split()[1])
        self.headers = dict(self._headers())
        self.last_id = ""

    def _headers(self) -> Iterable[tuple[str, str]]:
        while line := self.file.readline().decode().strip():
            name, _, value = line.partition(": ")
            yield name.lower(), value

    def blocks(self) -> Iterable[list[str]]:
        """Blocks of the stream, whatever chunks they came in."""
        text = b""
        while size := int(self.file.readline() or b"0", 16):
            text += self.file.read(size)
            self.file.readline()
            *whole, text = text.split(b"\n\n")
            for block in whole:
                yield block.decode().split("\n")

    def frames(self) -> Iterable[Frame]:
        for block in self.blocks():
            frame = Frame()
            for line in block:
                name, _, value = line.partition(": ")
                if name == "id":
                    self.last_id = value
                elif name == "event":
                    frame.event = value
                elif name == "data":
                    frame.data = json.loads(value)
            frame.id = self.last_id
            if any(line.startswith("data") for line in block):
                yield frame

    def close(self) -> None:
        self.file.close()
        self.socket.close()


class LiveProcess:
    """The real process, as an installation runs it."""

    def __init__(self, database_url: str) -> None:
        self.port = free_port()
        self.database_url = database_url
        row = live_process(
            "127.0.0.1", self.port, database_url=database_url, key=KEY, origins=f"{ORIGIN}, http://x"
        )
        environment = {**os.environ, **row.environment}
        self.popen = subprocess.Popen(row.command, env=environment)  # noqa: S603 - our own row
        eventually(self.is_ready)

    def is_ready(self) -> bool:
        try:
            return self.get("/ready")[0] == 200
        except OSError:
            return False

    def get(self, path: str) -> tuple[int, dict[str, object]]:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as problem:
            with problem:
                return problem.code, json.load(problem)

    def metric(self, name: str) -> int:
        return int(str(self.get("/metrics")[1][name]))

    def listen(self, query: str, headers: Iterable[str] = ()) -> Listener:
        return Listener(self.port, query, headers)

    def tell(self, channel: str, number: int, *, kind: str = "reports.submitted") -> None:
        """What the outbox does in the transaction of an action."""
        event = {"id": number, "kind": kind, "at": "t", "subject": f"report:{number}", "channels": [channel]}
        with psycopg.connect(self.database_url, autocommit=True) as connection:
            connection.execute("SELECT pg_notify('pendopo_live', %s)", [json.dumps(event)])

    def stop(self) -> None:
        self.popen.send_signal(signal.SIGTERM)
        self.popen.wait(timeout=15)
