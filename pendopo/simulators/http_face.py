"""The HTTP face of a simulated system that takes messages: shows what came, and how it fails can be set.

``GET /`` is a page that loads itself again, ``GET /messages.json`` the same for programs, ``POST /failure``
takes ``{"mode": ...}`` of ``failures``. What else is posted is the simulator's own.
"""

from __future__ import annotations

import datetime as dt
import html
import json
import socketserver
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar, Generic, TypeVar

from pendopo.simulators.failures import SLOW_SECONDS, Failure

_KEPT = 500
_LONGEST_LENGTH = 9
"""Digits of a Content-Length."""
_POLL_SECONDS = 0.02
"""How soon a server notices that it is shut down; the half second of the library is most of a test."""
_PAGE = """<!doctype html><html lang="id"><meta charset="utf-8"><meta http-equiv="refresh" content="3">
<title>{title}</title><h1>{title}</h1>
<p>{about} Halaman ini memuat ulang sendiri. Data contoh.</p>{rows}</html>"""


def _now() -> str:
    return dt.datetime.now(dt.UTC).astimezone().isoformat(timespec="seconds")  # noqa: TID251 - an outside clock


class UnreadableBody(Exception):
    """What was posted is not what this simulator takes; answered 400."""


def texts_in(body: bytes, *names: str) -> dict[str, str]:
    """The texts called ``names`` in a JSON object; raises ``UnreadableBody``."""
    try:
        told = json.loads(body)
        found = {name: told[name] for name in names}
    except (ValueError, TypeError, KeyError, RecursionError) as fault:
        raise UnreadableBody from fault
    if not all(isinstance(text, str) for text in found.values()):
        raise UnreadableBody
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """One message as the simulator got it; an unreadable one has no text."""

    id: str
    text: str
    at: str = field(default_factory=_now)

    @property
    def head(self) -> str:
        """The line above the text, for the page."""
        return self.at


CameT = TypeVar("CameT", bound=Came)


@dataclass
class Box(Generic[CameT]):
    """What came in, newest last, and the failure switch."""

    messages: list[CameT] = field(default_factory=list)
    failure: Failure = Failure.NONE
    lock: threading.Lock = field(default_factory=threading.Lock)

    def keep(self, message: CameT) -> None:
        """Add a message and let the oldest go; the caller holds the lock."""
        self.messages += [message, message] if self.failure is Failure.TWICE else [message]
        del self.messages[:-_KEPT]


class Answering(BaseHTTPRequestHandler, ABC):
    """Answers for a box; a simulator says in ``take`` what it does with what is posted."""

    box: Box[Any]
    title: ClassVar[str]
    about: ClassVar[str]
    longest_body: ClassVar[int]
    failing: ClassVar[Mapping[Failure, HTTPStatus]] = {
        Failure.DOWN: HTTPStatus.SERVICE_UNAVAILABLE,
        Failure.REFUSED: HTTPStatus.BAD_REQUEST,
    }
    """What is answered instead of doing the work."""
    protocol_version = "HTTP/1.1"

    @abstractmethod
    def take(self, body: bytes) -> None:
        """Do the work of a ``POST`` and answer it."""

    def do_GET(self) -> None:
        """The page, or the list as JSON."""
        if self.path == "/messages.json":
            self.answer(HTTPStatus.OK, json.dumps([asdict(each) for each in self.box.messages]))
        elif self.path == "/":
            self.answer(HTTPStatus.OK, self._page(), kind="text/html; charset=utf-8")
        else:
            self.answer(HTTPStatus.NOT_FOUND)

    def do_POST(self) -> None:
        """The failure switch, or the simulator's own work; 400 for what cannot be read."""
        try:
            body = self._body()
            self._switch(body) if self.path == "/failure" else self.take(body)
        except UnreadableBody:
            self.answer(HTTPStatus.BAD_REQUEST)

    def _body(self) -> bytes:
        """What was posted, at most one byte more than is taken; what is left ends the conversation."""
        length = self.headers.get("Content-Length", "0")
        if not (length.isascii() and length.isdecimal() and len(length) <= _LONGEST_LENGTH):
            self.close_connection = True
            raise UnreadableBody
        body = self.rfile.read(min(int(length), self.longest_body + 1))
        if len(body) < int(length):
            self.close_connection = True
        return body

    def _switch(self, body: bytes) -> None:
        try:
            self.box.failure = Failure(texts_in(body, "mode")["mode"])
        except ValueError as fault:
            raise UnreadableBody from fault
        self.answer(HTTPStatus.OK)

    def failure_status(self) -> HTTPStatus | None:
        """What a failing system answers before its work, maybe late; None when it works."""
        if self.box.failure is Failure.SLOW:
            time.sleep(SLOW_SECONDS)
        return self.failing.get(self.box.failure)

    def confirm(self, status: HTTPStatus, text: str = "", *, location: str = "") -> None:
        """Answer that the work is done, or hang up where answers get lost."""
        if self.box.failure is Failure.LOST:
            self.close_connection = True
            self.connection.close()
            return
        self.answer(status, text, location=location)

    def answer(
        self, status: HTTPStatus, text: str = "", *, kind: str = "application/json", location: str = ""
    ) -> None:
        """Send ``text`` whole; ``location`` is the address of what was made."""
        self.answer_raw(status, text.encode(), kind=kind, location=location)

    def answer_raw(self, status: HTTPStatus, raw: bytes, *, kind: str, location: str = "") -> None:
        """The same of what is no text."""
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - name of the standard library
        """Say nothing: message texts hold personal data, addresses of browsers are secrets."""

    def _page(self) -> str:
        rows = "".join(_row(each) for each in reversed(self.box.messages)) or "<p>Belum ada pesan.</p>"
        return _PAGE.format(title=self.title, about=self.about, rows=rows)


def _row(message: Came) -> str:
    head, text = html.escape(message.head), html.escape(message.text or "tidak terbaca")
    return f"<article><h2>{head}</h2><pre>{text}</pre></article><hr>"


def server_for(box: Box[Any], face: type[Answering], *, port: int) -> ThreadingHTTPServer:
    """A server on loopback that shows ``face`` for ``box``; port 0 takes a free one."""
    return ThreadingHTTPServer(("127.0.0.1", port), type("Answering", (face,), {"box": box}))


def serve_in_thread(server: socketserver.BaseServer) -> None:
    """Serve until somebody shuts the server down, or the process ends."""
    threading.Thread(target=server.serve_forever, args=[_POLL_SECONDS], daemon=True).start()
