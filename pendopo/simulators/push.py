"""A push service (RFC 8030) with the browsers behind it: takes signed messages, shows what could be read.

``POST /browsers`` makes a browser and answers its address and keys, ``DELETE /browsers/ID`` takes it away,
``POST /push/ID`` is what a site sends to, ``GET /`` and ``GET /messages.json`` show what the browsers read,
``POST /failure`` sets the failure switch. A real service cannot read; this one holds the browsers' keys.
"""

from __future__ import annotations

import datetime as dt
import html
import json
import secrets
import threading
import time
from dataclasses import asdict, dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from pendopo.simulators.failures import SLOW_SECONDS, Failure
from pendopo.simulators.push_browser import Subscription, Unreadable
from pendopo.simulators.push_signature import Unsigned, check_signature

HTTP_PORT = 8004
_KEPT = 500
_LONGEST_BODY = 4096
"""A service must take at least this much and may refuse more (RFC 8030, 7.2)."""
_LONGEST_TOPIC = 32

_PAGE = """<!doctype html><html lang="id"><meta charset="utf-8"><meta http-equiv="refresh" content="3">
<title>Layanan push (tiruan)</title><h1>Layanan push (tiruan)</h1>
<p>Pesan yang dibaca peramban tiruan. Halaman ini memuat ulang sendiri. Data contoh.</p>{rows}</html>"""


@dataclass(frozen=True, slots=True)
class Pushed:
    """One message that waits for, or was shown by, a browser; an unreadable one has no text."""

    id: str
    browser: str
    text: str
    topic: str
    ttl: int
    at: str


@dataclass
class PushBox:
    """Browsers, what they got, and the failure switch."""

    origin: str
    messages: list[Pushed] = field(default_factory=list)
    failure: Failure = Failure.NONE
    subscriptions: dict[str, Subscription] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def subscribe(self, server_key: str = "") -> Subscription:
        """A new browser that lets itself be told by the site with ``server_key``, or by any."""
        name = secrets.token_urlsafe(16)
        made = Subscription(name, f"{self.origin}/push/{name}", server_key)
        self.subscriptions[name] = made
        return made

    def take_away(self, name: str) -> None:
        """The person took consent back in the browser: messages to it are answered 410."""
        self.subscriptions.pop(name, None)
        self.gone.add(name)

    def take(self, browser: Subscription, body: bytes, *, topic: str, ttl: int) -> Pushed:
        """Keep a message; one with the same topic is replaced (RFC 8030, 5.4)."""
        try:
            text = browser.read(body)
        except Unreadable:
            text = ""
        came = Pushed(secrets.token_urlsafe(8), browser.id, text, topic, ttl, _now())
        with self.lock:
            if topic:
                same = (browser.id, topic)
                self.messages = [each for each in self.messages if (each.browser, each.topic) != same]
            self.messages += [came, came] if self.failure is Failure.TWICE else [came]
            del self.messages[:-_KEPT]
        return came


class _Answering(BaseHTTPRequestHandler):
    """The HTTP face of the box."""

    box: PushBox
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """The page, or the list as JSON."""
        if self.path == "/messages.json":
            self._answer(HTTPStatus.OK, json.dumps([asdict(each) for each in self.box.messages]))
        elif self.path == "/":
            rows = "".join(_row(each) for each in reversed(self.box.messages)) or "<p>Belum ada pesan.</p>"
            self._answer(HTTPStatus.OK, _PAGE.format(rows=rows), kind="text/html; charset=utf-8")
        else:
            self._answer(HTTPStatus.NOT_FOUND)

    def do_POST(self) -> None:
        """A message, a new browser, or the failure switch."""
        size = int(self.headers.get("Content-Length", "0"))
        body = self.rfile.read(min(size, _LONGEST_BODY + 1))
        if self.path == "/failure":
            self.box.failure = Failure(json.loads(body)["mode"])
            self._answer(HTTPStatus.OK)
        elif self.path == "/browsers":
            made = self.box.subscribe()
            told = {"endpoint": made.endpoint, "keys": made.keys}
            self._answer(HTTPStatus.CREATED, json.dumps(told))
        elif self.path.startswith("/push/"):
            self._push(self.path.removeprefix("/push/"), body)
        else:
            self._answer(HTTPStatus.NOT_FOUND)

    def do_DELETE(self) -> None:
        """A browser goes."""
        self.box.take_away(self.path.removeprefix("/browsers/"))
        self._answer(HTTPStatus.NO_CONTENT)

    def _push(self, name: str, body: bytes) -> None:
        refusal = self._refusal(name, body)
        if refusal is not None:
            self._answer(refusal)
            return
        headers = self.headers
        topic, ttl = headers.get("Topic", ""), int(headers["TTL"])
        came = self.box.take(self.box.subscriptions[name], body, topic=topic, ttl=ttl)
        if self.box.failure is Failure.LOST:
            self.close_connection = True
            self.connection.close()
            return
        self._answer(HTTPStatus.CREATED, location=f"{self.box.origin}/messages/{came.id}")

    def _refusal(self, name: str, body: bytes) -> HTTPStatus | None:
        """Why the message is not taken, in the order of a real service; None when it is."""
        failure = self.box.failure
        if failure is Failure.SLOW:
            time.sleep(SLOW_SECONDS)
        if failure in _FAILING:
            return _FAILING[failure]
        if name in self.box.gone:
            return HTTPStatus.GONE
        if name not in self.box.subscriptions:
            return HTTPStatus.NOT_FOUND
        if len(body) > _LONGEST_BODY:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        return self._faulty_headers(self.box.subscriptions[name].server_key)

    def _faulty_headers(self, server_key: str) -> HTTPStatus | None:
        headers = self.headers
        try:
            signed = headers.get("Authorization", "")
            key = check_signature(signed, audience=self.box.origin, now=time.time())
        except Unsigned:
            return HTTPStatus.FORBIDDEN if signed else HTTPStatus.UNAUTHORIZED
        if server_key not in {"", key}:
            return HTTPStatus.FORBIDDEN
        is_whole = headers.get("TTL", "").isdecimal() and headers.get("Content-Encoding") == "aes128gcm"
        is_short = len(headers.get("Topic", "")) <= _LONGEST_TOPIC
        return None if is_whole and is_short else HTTPStatus.BAD_REQUEST

    def _answer(
        self, status: HTTPStatus, text: str = "", *, kind: str = "application/json", location: str = ""
    ) -> None:
        raw = text.encode()
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - name of the standard library
        """Say nothing: addresses of browsers are secrets."""


_FAILING = {
    Failure.DOWN: HTTPStatus.SERVICE_UNAVAILABLE,
    Failure.WRONG: HTTPStatus.INTERNAL_SERVER_ERROR,
    Failure.REFUSED: HTTPStatus.BAD_REQUEST,
}


def _row(message: Pushed) -> str:
    shown = html.escape(f"{message.at} · {message.browser[:6]} · TTL {message.ttl}")
    return f"<article><h2>{shown}</h2><pre>{html.escape(message.text or 'tidak terbaca')}</pre></article><hr>"


def _now() -> str:
    return dt.datetime.now(dt.UTC).astimezone().isoformat(timespec="seconds")  # noqa: TID251 - an outside clock


def start(*, port: int = HTTP_PORT) -> tuple[PushBox, ThreadingHTTPServer]:
    """Serve in a thread; port 0 takes a free one. Returns the box and the server to shut down."""
    box = PushBox(origin="")
    server = ThreadingHTTPServer(("127.0.0.1", port), type("Answering", (_Answering,), {"box": box}))
    box.origin = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return box, server


def serve(port: int | None = None) -> None:
    """Serve until interrupted."""
    box, _server = start(port=port or HTTP_PORT)
    print(f"layanan push tiruan di {box.origin}/", flush=True)  # noqa: T201 - a command's output
    threading.Event().wait()
