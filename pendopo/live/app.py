"""The ASGI application of the live process: `/events` streams, `/ready` and `/metrics` answer once.

Reads its settings from the environment: DATABASE_URL, PENDOPO_LIVE_KEY, and PENDOPO_WEB_ORIGIN (origins of
the pages, separated by commas). One worker serves it: its streams share one connection to the database.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import os
import random
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from pendopo.live.broadcast import Broadcast, Stream
from pendopo.live.contract import Permission, TokenRefused, verify
from pendopo.live.listener import listen

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

HEARTBEAT_SECONDS = 25.0
"""Longest silence on a stream; proxies commonly cut silent connections after 30 to 60 seconds."""

_EXPIRED = b"event: expired\ndata: {}\n\n"


@dataclass(frozen=True)
class Settings:
    """What the live process must know."""

    database_url: str
    key: str
    origins: frozenset[str]

    @classmethod
    def from_environment(cls) -> Settings:
        """Read the environment; raises KeyError when the database or the key is not named."""
        origins = os.environ.get("PENDOPO_WEB_ORIGIN", "").split(",")
        return cls(
            database_url=os.environ["DATABASE_URL"],
            key=os.environ["PENDOPO_LIVE_KEY"],
            origins=frozenset(origin.strip().rstrip("/") for origin in origins if origin.strip()),
        )


class LiveApplication:
    """Plain ASGI 3; one instance per process."""

    def __init__(self, settings: Settings) -> None:
        """Nothing is connected before the server's lifespan starts."""
        self._settings = settings
        self._broadcast = Broadcast()
        self._listener: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or the life of the process."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                self._listener = asyncio.create_task(listen(self._settings.database_url, self._broadcast))
                await send({"type": "lifespan.startup.complete"})
            elif message["type"] == "lifespan.shutdown":
                self._broadcast.close_all()
                if self._listener is not None:
                    self._listener.cancel()
                await send({"type": "lifespan.shutdown.complete"})
                return

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        cors = self._cors(scope)
        if scope["method"] == "OPTIONS":
            await _reply(send, 204, b"", [*cors, (b"access-control-allow-headers", b"last-event-id")])
        elif scope["path"] == "/events":
            await self._stream(scope, receive, send, cors)
        elif scope["path"] == "/ready":
            await _reply_json(
                send, 200 if self._broadcast.is_fresh else 503, {"ready": self._broadcast.is_fresh}
            )
        elif scope["path"] == "/metrics":
            await _reply_json(send, 200, self._metrics())
        else:
            await _reply_json(send, 404, {"error": "not_found"})

    def _metrics(self) -> dict[str, object]:
        live = self._broadcast
        return {
            "listening": live.is_fresh,
            "streams": live.stream_count,
            "channels": live.channel_count,
            "events": live.events,
            "delivered": live.delivered,
            "dropped": live.dropped,
        }

    async def _stream(self, scope: Scope, receive: Receive, send: Send, cors: Headers) -> None:
        query = parse_qs(scope["query_string"].decode("latin-1"))
        try:
            permission = verify(query.get("token", [""])[0], self._settings.key, _now())
        except TokenRefused as refusal:
            await _reply_json(send, 401, {"error": f"token_{refusal}"}, cors)
            return
        asked = frozenset(query.get("channel", permission.channels))
        if not asked <= permission.channels:
            await _reply_json(send, 403, {"error": "channel_not_granted"}, cors)
            return
        last = _header(scope, b"last-event-id") or query.get("last_event_id", [""])[0]
        stream = self._broadcast.open(asked, last)
        watch = asyncio.create_task(_close_when_gone(receive, stream))
        feed = asyncio.create_task(self._feed(stream, permission, send, cors))
        # A listener that reads nothing holds `send` for ever: what ends its stream must end the feed.
        stream.on_close = feed.cancel
        try:
            await asyncio.wait([feed])
        finally:
            self._broadcast.leave(stream)
            watch.cancel()
            feed.cancel()

    async def _feed(self, stream: Stream, permission: Permission, send: Send, cors: Headers) -> None:
        """Send frames until the listener goes, lags too far, or its permission ends."""
        await _start_stream(send, cors)
        # Spread over seconds, so that a restart does not bring all screens back in the same moment.
        retry = random.randint(1_000, 4_000)  # noqa: S311 - no secret
        mark = "\n" if stream.has_frames else self._mark()
        await _send_frames(send, f"retry: {retry}\n{mark}".encode())
        while (left := (permission.expires_at - _now()).total_seconds()) > 0:
            frames = await stream.take(min(HEARTBEAT_SECONDS, left))
            await _send_frames(send, frames or f"event: beat\ndata: {{}}\n{self._mark()}".encode())
        await send({"type": "http.response.body", "body": _EXPIRED, "more_body": False})

    def _mark(self) -> str:
        """A block without data: it moves the browser's last event id and shows nothing."""
        return f"id: {self._broadcast.position}\n\n"

    def _cors(self, scope: Scope) -> Headers:
        origin = _header(scope, b"origin").rstrip("/")
        allowed = (
            [(b"access-control-allow-origin", origin.encode())] if origin in self._settings.origins else []
        )
        return [*allowed, (b"vary", b"origin")]


async def _start_stream(send: Send, cors: Headers) -> None:
    headers = [
        (b"content-type", b"text/event-stream; charset=utf-8"),
        (b"cache-control", b"no-store"),
        (b"x-accel-buffering", b"no"),
        *cors,
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})


async def _send_frames(send: Send, frames: bytes) -> None:
    await send({"type": "http.response.body", "body": frames, "more_body": True})


async def _close_when_gone(receive: Receive, stream: Stream) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    stream.close()


async def _reply(send: Send, status: int, body: bytes, headers: Headers) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})


async def _reply_json(send: Send, status: int, value: object, headers: Headers | None = None) -> None:
    plain = [(b"content-type", b"application/json"), (b"cache-control", b"no-store")]
    await _reply(send, status, json.dumps(value).encode(), [*plain, *(headers or [])])


def _header(scope: Scope, name: bytes) -> str:
    values = [value for key, value in scope["headers"] if key.lower() == name]
    return values[0].decode("latin-1") if values else ""


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)  # noqa: TID251 - this process has no Django and no kernel clock


def __getattr__(name: str) -> LiveApplication:
    """Make `application` when the server asks for it, so that importing this module needs no environment."""
    if name == "application":
        return LiveApplication(Settings.from_environment())
    raise AttributeError(name)
