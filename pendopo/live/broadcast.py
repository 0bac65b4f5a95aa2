"""Fan-out of events to open streams, with a short memory for those that come back."""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

MEMORY = 5_000
"""Events kept for streams that were cut off for a moment."""

_LONGEST_NUMBER = 18
"""Digits of a position; what is longer was never ours."""
PATIENCE = 1_000
"""Frames a stream may lag behind before it is dropped; its browser comes back and the memory serves it."""

RESET = b"event: reset\ndata: {}\n\n"
STALE = b"event: stale\ndata: {}\n\n"
FRESH = b"event: fresh\ndata: {}\n\n"


@dataclass(frozen=True, slots=True)
class Kept:
    """One event as it goes over the wire, with its place in the order of arrival."""

    number: int
    channels: frozenset[str]
    frame: bytes


class Stream:
    """The frames waiting for one listener."""

    def __init__(self, channels: frozenset[str]) -> None:
        """Listen to `channels`; frames come by `Broadcast`."""
        self.channels = channels
        self.is_open = True
        self.on_close: Callable[[], object] = lambda: None
        """Called once when the stream is closed from our side or the listener is gone."""
        self._frames: deque[bytes] = deque()
        self._arrived = asyncio.Event()

    @property
    def has_frames(self) -> bool:
        """Whether frames are waiting to be taken."""
        return bool(self._frames)

    def put(self, frame: bytes) -> None:
        """Queue a frame, or close the stream when it lags too far behind."""
        if not self.is_open:
            return
        if len(self._frames) >= PATIENCE:
            self.close()
            return
        self._frames.append(frame)
        self._arrived.set()

    def close(self) -> None:
        """End the stream; fine when it is closed already."""
        if self.is_open:
            self.is_open = False
            self._frames.clear()
            self.on_close()

    async def take(self, seconds: float) -> bytes:
        """All waiting frames at once; empty when none came within `seconds`."""
        if not self._frames:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._arrived.wait()
        self._arrived.clear()
        frames = b"".join(self._frames)
        self._frames.clear()
        return frames


class Broadcast:
    """All open streams of this process and the events they may still need.

    The position of an event, sent as the SSE id, is `<epoch>.<number>`. A new epoch begins when events may
    have been missed; a stream that comes back with a position of another epoch, or one older than the memory,
    gets `reset`, as does one that missed more than a stream may lag behind.
    """

    def __init__(self) -> None:
        """Start empty, in a new epoch."""
        self.delivered = 0
        self.dropped = 0
        self.events = 0
        self.is_fresh = False
        self._epoch = secrets.token_hex(4)
        self._number = 0
        self._memory: deque[Kept] = deque(maxlen=MEMORY)
        self._streams: dict[str, set[Stream]] = {}
        self._all: set[Stream] = set()

    @property
    def position(self) -> str:
        """Position after the latest event."""
        return f"{self._epoch}.{self._number}"

    @property
    def stream_count(self) -> int:
        """Streams open now."""
        return len(self._all)

    @property
    def channel_count(self) -> int:
        """Channels somebody listens to now."""
        return len(self._streams)

    def open(self, channels: frozenset[str], last_position: str | None) -> Stream:
        """A new stream; what it missed since `last_position` comes first, or `reset` when that is unknown."""
        stream = Stream(channels)
        for frame in self._missed(channels, last_position):
            stream.put(frame)
        if not self.is_fresh:
            stream.put(STALE)
        self._all.add(stream)
        for channel in channels:
            self._streams.setdefault(channel, set()).add(stream)
        return stream

    def leave(self, stream: Stream) -> None:
        """Forget a stream; fine when it is forgotten already."""
        self._all.discard(stream)
        for channel in stream.channels:
            listeners = self._streams.get(channel, set())
            listeners.discard(stream)
            if not listeners:
                self._streams.pop(channel, None)

    def publish(self, payload: str) -> None:
        """Deliver one NOTIFY payload: a JSON object or a list of them; anything else is ignored."""
        for event in _parse(payload):
            self._publish_one(event)

    def become_stale(self) -> None:
        """Tell all streams that news may be missing from now on."""
        if self.is_fresh:
            self.is_fresh = False
            self._tell_all(STALE)

    def become_fresh(self) -> None:
        """Tell all streams that news flow again; what happened meanwhile is unknown: they fetch anew."""
        self.is_fresh = True
        self._epoch = secrets.token_hex(4)
        self._memory.clear()
        self._tell_all(FRESH + RESET)

    def close_all(self) -> None:
        """End every stream, at the end of the process."""
        for stream in self._all:
            stream.close()

    def _publish_one(self, event: Mapping[str, Any]) -> None:
        channels = frozenset(str(channel) for channel in event["channels"])
        self._number += 1
        self.events += 1
        told = {name: event.get(name) for name in ("id", "kind", "at", "subject")}
        text = json.dumps(told, separators=(",", ":"))
        kept = Kept(self._number, channels, f"id: {self.position}\ndata: {text}\n\n".encode())
        self._memory.append(kept)
        listeners = set().union(*(self._streams.get(channel, set()) for channel in channels))
        self._tell(listeners, kept.frame)

    def _tell_all(self, frame: bytes) -> None:
        self._tell(self._all, frame)

    def _tell(self, streams: Iterable[Stream], frame: bytes) -> None:
        for stream in streams:
            was_open = stream.is_open
            stream.put(frame)
            self.delivered += stream.is_open
            self.dropped += was_open and not stream.is_open

    def _missed(self, channels: frozenset[str], last_position: str | None) -> list[bytes]:
        if not last_position or last_position == self.position:
            return []
        epoch, _, digits = last_position.partition(".")
        oldest = self._memory[0].number if self._memory else self._number + 1
        number = int(digits) if digits.isdecimal() and len(digits) <= _LONGEST_NUMBER else -1
        if epoch != self._epoch or not oldest - 1 <= number <= self._number:
            return [RESET]
        missed = [kept.frame for kept in self._memory if kept.number > number and kept.channels & channels]
        return missed if len(missed) < PATIENCE else [RESET]


def _parse(payload: str) -> list[Mapping[str, Any]]:
    try:
        parsed = json.loads(payload)
    except (ValueError, RecursionError):
        return []
    events = parsed if isinstance(parsed, list) else [parsed]
    return [event for event in events if isinstance(event, dict) and isinstance(event.get("channels"), list)]
