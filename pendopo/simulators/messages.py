"""A WhatsApp and SMS gateway over HTTP, a mail server over SMTP, and the city's mailbox over IMAP.

``POST /messages`` takes ``{id, channel, to, text}`` with a bearer key; what arrives is shown on one page.
What residents send is in ``residents``; ``POST /mailbox/failure`` and ``POST /kirim/failure`` let those ways
fail. The rest is the ``http_face``.
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
from pendopo.simulators.mailbox import MailStore, mailbox_server
from pendopo.simulators.residents import FORM, Residents, start_delivering, written_in
from pendopo.supervisor.processes import SIMULATED_GATEWAY_KEY

HTTP_PORT = 8002
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
    residents: Residents
    title = "Pesan keluar (tiruan)"
    about = "Gateway WhatsApp, SMS, dan surel tiruan. Kirim sebagai warga: /kirim."
    longest_body = 80_000_000

    def do_GET(self) -> None:  # noqa: N802 - name of the standard library
        """The form of a resident, a photo that one sent, or the page of the face."""
        media = self.residents.media.get(self.path.removeprefix("/media/"))
        if self.path == "/kirim":
            self.answer(HTTPStatus.OK, FORM, kind="text/html; charset=utf-8")
        elif media is not None:
            self.answer_raw(HTTPStatus.OK, media, kind="image/jpeg")
        else:
            super().do_GET()

    def take(self, body: bytes) -> None:
        """What a resident sends, how its way fails, or a message of the city when the key is right."""
        if self.path == "/mailbox/failure":
            self.residents.mail.failure = Failure(json.loads(body)["mode"])
            self.answer(HTTPStatus.OK)
        elif self.path == "/kirim/failure":
            self.residents.failure = Failure(json.loads(body)["mode"])
            self.answer(HTTPStatus.OK)
        elif self.path == "/kirim":
            self._send_as_resident(body)
        else:
            self._take_from_city(body)

    def _send_as_resident(self, body: bytes) -> None:
        try:
            self.residents.send(written_in(body, self.headers.get("Content-Type", "")))
        except (ValueError, KeyError):
            self.answer(HTTPStatus.BAD_REQUEST)
        else:
            self.answer(HTTPStatus.SEE_OTHER, location="/")

    def _take_from_city(self, body: bytes) -> None:
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


@dataclass(frozen=True, slots=True)
class Started:
    """The simulator while it serves; ``ports`` of HTTP, SMTP and IMAP."""

    box: Box
    residents: Residents
    servers: tuple[socketserver.BaseServer, ...]
    ports: tuple[int, int, int]


def start(*, port: int = HTTP_PORT, city: str = "") -> Started:
    """Serve all faces in threads, mail on the next port, the mailbox on the third; port 0 takes free ones.

    ``city`` is the address of its pages, where messages of residents go.
    """
    box, mail = Box(), MailStore()
    residents = Residents(mail=mail, city=city)
    face = type("Gateway", (_Gateway,), {"residents": residents})
    letters = type("Mail", (_Mail,), {"box": box})
    http = server_for(box, face, port=port)
    smtp = _MailServer(("127.0.0.1", port and port + 1), letters)
    imap = mailbox_server(mail, port=port and port + 3)
    servers = (http, smtp, imap)
    ports = (http.server_port, int(smtp.server_address[1]), int(imap.server_address[1]))
    residents.here = f"http://127.0.0.1:{ports[0]}"
    for server in servers:
        serve_in_thread(server)
    start_delivering(residents)
    return Started(box, residents, servers, ports)


def serve(port: int | None = None) -> None:
    """Serve until interrupted; the city is expected two ports below, as ``pendopo run`` puts it."""
    http_port = port or HTTP_PORT
    started = start(port=http_port, city=f"http://127.0.0.1:{http_port - 2}")
    http, smtp, imap = started.ports
    print(  # noqa: T201 - a command's output
        f"pesan tiruan di http://127.0.0.1:{http}/, surel keluar di 127.0.0.1:{smtp}, "
        f"kotak surel (IMAP) di 127.0.0.1:{imap}",
        flush=True,
    )
    threading.Event().wait()
