"""A WhatsApp and SMS gateway over HTTP, and a mail server over SMTP: what arrives is shown on one page.

``POST /messages`` takes ``{id, channel, to, text}`` with a bearer key; the rest is the ``http_face``.
"""

from __future__ import annotations

import email
import email.policy
import json
import socketserver
import threading
from dataclasses import dataclass
from http import HTTPStatus

from pendopo.simulators import http_face
from pendopo.simulators.failures import Failure
from pendopo.simulators.http_face import Answering, Came, serve_in_thread, server_for, texts_in
from pendopo.supervisor.processes import SIMULATED_GATEWAY_KEY

HTTP_PORT = 8002
SMTP_PORT = 8003
KEY = SIMULATED_GATEWAY_KEY


@dataclass(frozen=True, slots=True, kw_only=True)
class Received(Came):
    """One message as the gateway or the mail server got it."""

    channel: str
    to: str

    @property
    def head(self) -> str:
        """When, by which way, to whom."""
        return f"{self.at} · {self.channel} · {self.to}"


class Box(http_face.Box[Received]):
    """What came in by either way."""

    def take(self, message: Received) -> None:
        """Keep a message; the same id is kept once, as a real gateway with idempotency keys does."""
        with self.lock:
            if self.failure is Failure.TWICE or all(known.id != message.id for known in self.messages):
                self.keep(message)


class _Gateway(Answering):
    """The HTTP face of the box."""

    box: Box
    title = "Pesan keluar (tiruan)"
    about = "Gateway WhatsApp, SMS, dan surel tiruan."
    longest_body = 1_000_000

    def take(self, body: bytes) -> None:
        """A message, when the key is right."""
        if self.headers.get("Authorization") != f"Bearer {KEY}":
            self.answer(HTTPStatus.UNAUTHORIZED)
        elif failing := self.failure_status():
            self.answer(failing)
        else:
            self._take(texts_in(body, "id", "channel", "to", "text"))

    def _take(self, told: dict[str, str]) -> None:
        self.box.take(Received(id=told["id"], channel=told["channel"], to=told["to"], text=told["text"]))
        is_wrong = self.box.failure is Failure.WRONG
        self.confirm(HTTPStatus.OK, "?" if is_wrong else json.dumps({"id": f"sim-{told['id']}"}))


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
            self.box.take(Received(id=f"{letter['Message-ID']}{to}", channel="email", to=to, text=text))

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class _MailServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


def start(
    *, http_port: int = HTTP_PORT, smtp_port: int = SMTP_PORT
) -> tuple[Box, list[socketserver.BaseServer]]:
    """Serve both faces in threads; port 0 takes a free one. Returns the box and the servers to shut down."""
    box = Box()
    mail = type("Mail", (_Mail,), {"box": box})
    servers: list[socketserver.BaseServer] = [
        server_for(box, _Gateway, port=http_port),
        _MailServer(("127.0.0.1", smtp_port), mail),
    ]
    for server in servers:
        serve_in_thread(server)
    return box, servers


def serve(port: int | None = None) -> None:
    """Serve until interrupted; mail is served on the port after ``port``."""
    http_port = port or HTTP_PORT
    _box, _servers = start(http_port=http_port, smtp_port=http_port + 1)
    print(f"pesan tiruan di http://127.0.0.1:{http_port}/, surel di 127.0.0.1:{http_port + 1}", flush=True)  # noqa: T201 - a command's output
    threading.Event().wait()
