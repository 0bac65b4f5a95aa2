"""A push service (RFC 8030) with the browsers behind it: takes signed messages, shows what could be read.

``POST /browsers`` makes a browser and answers its address and keys, ``DELETE /browsers/ID`` takes it away,
``POST /push/ID`` is what a site sends to; the rest is the ``http_face``. A real service cannot read; this one
holds the browsers' keys.
"""

from __future__ import annotations

import json
import secrets
import threading
import time
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import ThreadingHTTPServer

from pendopo.simulators.failures import Failure
from pendopo.simulators.http_face import Answering, Box, Came, serve_in_thread, server_for
from pendopo.simulators.push_browser import Subscription, Unreadable
from pendopo.simulators.push_signature import Unsigned, check_signature

HTTP_PORT = 8004
_LONGEST_BODY = 4096
"""A service must take at least this much and may refuse more (RFC 8030, 7.2)."""
_LONGEST_TOPIC = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Pushed(Came):
    """One message that waits for, or was shown by, a browser."""

    browser: str
    topic: str
    ttl: int

    @property
    def head(self) -> str:
        """When, to which browser, how long it may wait."""
        return f"{self.at} · {self.browser[:6]} · TTL {self.ttl}"


@dataclass
class PushBox(Box[Pushed]):
    """Browsers, and what they got."""

    origin: str = ""
    subscriptions: dict[str, Subscription] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)

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
        came = Pushed(id=secrets.token_urlsafe(8), browser=browser.id, text=text, topic=topic, ttl=ttl)
        with self.lock:
            if topic:
                same = (browser.id, topic)
                self.messages = [each for each in self.messages if (each.browser, each.topic) != same]
            self.keep(came)
        return came


class _PushService(Answering):
    """The HTTP face of the box."""

    box: PushBox
    title = "Layanan push (tiruan)"
    about = "Pesan yang dibaca peramban tiruan."
    longest_body = _LONGEST_BODY
    failing = {**Answering.failing, Failure.WRONG: HTTPStatus.INTERNAL_SERVER_ERROR}

    def take(self, body: bytes) -> None:
        """A message, or a new browser."""
        if self.path == "/browsers":
            made = self.box.subscribe()
            told = {"endpoint": made.endpoint, "keys": made.keys}
            self.answer(HTTPStatus.CREATED, json.dumps(told))
        elif self.path.startswith("/push/"):
            self._push(self.path.removeprefix("/push/"), body)
        else:
            self.answer(HTTPStatus.NOT_FOUND)

    def do_DELETE(self) -> None:  # noqa: N802 - name of the standard library
        """A browser goes."""
        self.box.take_away(self.path.removeprefix("/browsers/"))
        self.answer(HTTPStatus.NO_CONTENT)

    def _push(self, name: str, body: bytes) -> None:
        refusal = self._refusal(name, body)
        if refusal is not None:
            self.answer(refusal)
            return
        headers = self.headers
        topic, ttl = headers.get("Topic", ""), int(headers["TTL"])
        came = self.box.take(self.box.subscriptions[name], body, topic=topic, ttl=ttl)
        self.confirm(HTTPStatus.CREATED, location=f"{self.box.origin}/messages/{came.id}")

    def _refusal(self, name: str, body: bytes) -> HTTPStatus | None:
        """Why the message is not taken, in the order of a real service; None when it is."""
        if failing := self.failure_status():
            return failing
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


def start(*, port: int = HTTP_PORT) -> tuple[PushBox, ThreadingHTTPServer]:
    """Serve in a thread; port 0 takes a free one. Returns the box and the server to shut down."""
    box = PushBox()
    server = server_for(box, _PushService, port=port)
    box.origin = f"http://127.0.0.1:{server.server_address[1]}"
    serve_in_thread(server)
    return box, server


def serve(port: int | None = None) -> None:
    """Serve until interrupted."""
    box, _server = start(port=port or HTTP_PORT)
    print(f"layanan push tiruan di {box.origin}/", flush=True)  # noqa: T201 - a command's output
    threading.Event().wait()
