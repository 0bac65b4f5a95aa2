"""A WhatsApp and SMS gateway over HTTP, and a mail server over SMTP: what arrives is shown on one page.

``POST /messages`` takes ``{id, channel, to, text}`` with a bearer key; ``GET /`` shows what came,
``GET /messages.json`` lists it, ``POST /failure`` sets the failure switch.
"""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import html
import json
import socketserver
import threading
import time
from dataclasses import asdict, dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from pendopo.simulators.failures import SLOW_SECONDS, Failure
from pendopo.supervisor.processes import SIMULATED_GATEWAY_KEY

HTTP_PORT = 8002
SMTP_PORT = 8003
KEY = SIMULATED_GATEWAY_KEY
_KEPT = 500
_LONGEST_BODY = 1_000_000

_PAGE = """<!doctype html><html lang="id"><meta charset="utf-8"><meta http-equiv="refresh" content="3">
<title>Pesan keluar (tiruan)</title><h1>Pesan keluar (tiruan)</h1>
<p>Gateway WhatsApp, SMS, dan surel tiruan. Halaman ini memuat ulang sendiri. Data contoh.</p>{rows}</html>"""


@dataclass(frozen=True, slots=True)
class Received:
    """One message as the simulator got it."""

    id: str
    channel: str
    to: str
    text: str
    at: str


@dataclass
class Box:
    """What came in, newest last, and the failure switch."""

    messages: list[Received] = field(default_factory=list)
    failure: Failure = Failure.NONE
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, message: Received) -> None:
        """Keep a message; the same id is kept once, as a real gateway with idempotency keys does."""
        with self.lock:
            if self.failure is Failure.TWICE:
                self.messages += [message, message]
            elif all(known.id != message.id for known in self.messages):
                self.messages.append(message)
            del self.messages[:-_KEPT]


class _Answering(BaseHTTPRequestHandler):
    """The HTTP face of the box."""

    box: Box
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """The page, or the list as JSON."""
        if self.path == "/messages.json":
            self._answer(HTTPStatus.OK, json.dumps([asdict(each) for each in self.box.messages]))
        elif self.path == "/":
            rows = "".join(_row(each) for each in reversed(self.box.messages)) or "<p>Belum ada pesan.</p>"
            self._answer(HTTPStatus.OK, _PAGE.format(rows=rows), "text/html; charset=utf-8")
        else:
            self._answer(HTTPStatus.NOT_FOUND, "{}")

    def do_POST(self) -> None:
        """A message, or the failure switch."""
        size = min(int(self.headers.get("Content-Length", "0")), _LONGEST_BODY)
        body = json.loads(self.rfile.read(size) or b"{}")
        if self.path == "/failure":
            self.box.failure = Failure(body["mode"])
            self._answer(HTTPStatus.OK, "{}")
        elif self.headers.get("Authorization") != f"Bearer {KEY}":
            self._answer(HTTPStatus.UNAUTHORIZED, "{}")
        else:
            self._take(body)

    def _take(self, body: dict[str, str]) -> None:
        failure = self.box.failure
        if failure is Failure.SLOW:
            time.sleep(SLOW_SECONDS)
        if failure is Failure.DOWN:
            self._answer(HTTPStatus.SERVICE_UNAVAILABLE, "{}")
            return
        if failure is Failure.REFUSED:
            self._answer(HTTPStatus.BAD_REQUEST, "{}")
            return
        self.box.take(Received(body["id"], body["channel"], body["to"], body["text"], _now()))
        if failure is Failure.LOST:
            self.close_connection = True
            self.connection.close()
            return
        self._answer(
            HTTPStatus.OK, "?" if failure is Failure.WRONG else json.dumps({"id": f"sim-{body['id']}"})
        )

    def _answer(self, status: HTTPStatus, text: str, kind: str = "application/json") -> None:
        raw = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - name of the standard library
        """Say nothing: message texts hold personal data."""


class _Mail(socketserver.StreamRequestHandler):
    """The SMTP face of the box: as much of RFC 5321 as a mail client needs."""

    box: Box

    def handle(self) -> None:
        """One conversation."""
        self._say("220 tiruan siap")
        recipients: list[str] = []
        while line := self.rfile.readline(2000).decode("ascii", "replace").strip():
            verb = line[:4].upper()
            if verb == "RCPT":
                recipients.append(line.partition("<")[2].rstrip(">"))
            if verb == "DATA":
                self._say("354 lanjut")
                self._keep(recipients, self._read_letter())
                recipients = []
            self._say("221 selesai" if verb == "QUIT" else "250 baik")
            if verb == "QUIT":
                return

    def _read_letter(self) -> bytes:
        lines = []
        while (line := self.rfile.readline(10_000)) not in {b".\r\n", b""}:
            lines.append(line.removeprefix(b"."))
        return b"".join(lines)

    def _keep(self, recipients: list[str], raw: bytes) -> None:
        letter = email.message_from_bytes(raw, policy=email.policy.default)
        body = letter.get_body(("plain",))
        text = f"{letter['Subject']}\n\n{body.get_content() if body else ''}"
        for to in recipients:
            self.box.take(Received(f"{letter['Message-ID']}{to}", "email", to, text, _now()))

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class _MailServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


def _row(message: Received) -> str:
    shown = html.escape(f"{message.at} · {message.channel} · {message.to}")
    return f"<article><h2>{shown}</h2><pre>{html.escape(message.text)}</pre></article><hr>"


def _now() -> str:
    return dt.datetime.now(dt.UTC).astimezone().isoformat(timespec="seconds")  # noqa: TID251 - an outside clock


def start(
    *, http_port: int = HTTP_PORT, smtp_port: int = SMTP_PORT
) -> tuple[Box, list[socketserver.BaseServer]]:
    """Serve both faces in threads; port 0 takes a free one. Returns the box and the servers to shut down."""
    box = Box()
    answering = type("Answering", (_Answering,), {"box": box})
    mail = type("Mail", (_Mail,), {"box": box})
    servers: list[socketserver.BaseServer] = [
        ThreadingHTTPServer(("127.0.0.1", http_port), answering),
        _MailServer(("127.0.0.1", smtp_port), mail),
    ]
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    return box, servers


def serve(port: int | None = None) -> None:
    """Serve until interrupted; mail is served on the port after ``port``."""
    http_port = port or HTTP_PORT
    _box, _servers = start(http_port=http_port, smtp_port=http_port + 1)
    print(f"pesan tiruan di http://127.0.0.1:{http_port}/, surel di 127.0.0.1:{http_port + 1}", flush=True)  # noqa: T201 - a command's output
    threading.Event().wait()
