"""Readable lines on the console: moment, process, text. Colour only on a terminal and without NO_COLOR.

A thread does the writing, so that a console nobody reads (a paused terminal, a full pipe) never stops a city:
after some thousand waiting lines, further ones are dropped and counted.
"""

from __future__ import annotations

import contextlib
import os
import queue
import sys
import threading
import time
from typing import TextIO

_PALETTE = ("36", "33", "35", "32", "34", "96", "93", "95")
_ALARMS = ("ERROR", "CRITICAL", "FATAL", "PANIC", "Traceback")
_RED = "31"
_DIM = "2"
_BOLD = "1"
_WAITING_LINES = 5_000
_LAST_WORDS = 2.0


class Console:
    """Writes the lines of all processes; a process keeps one colour."""

    def __init__(self, names: list[str], *, out: TextIO | None = None) -> None:
        """Prepare for processes called `names`; other names get no colour."""
        self._out = out or sys.stdout
        self._width = max([len(name) for name in names], default=0)
        self._colours = {name: _PALETTE[index % len(_PALETTE)] for index, name in enumerate(names)}
        self._has_colour = self._out.isatty() and not os.environ.get("NO_COLOR")
        self._lines: queue.Queue[str | None] = queue.Queue(_WAITING_LINES)
        self._dropped = 0
        self._writer = threading.Thread(target=self._write_all, name="console", daemon=True)
        self._writer.start()

    def line(self, name: str, text: str) -> None:
        """Write one line that process `name` said."""
        is_alarm = any(word in text for word in _ALARMS)
        moment = self._paint(_DIM, time.strftime("%H:%M:%S"))
        label = self._paint(self._colours.get(name, _BOLD), f"{name:<{self._width}}")
        self.plain(f"{moment} {label} | {self._paint(_RED, text) if is_alarm else text}")

    def say(self, text: str) -> None:
        """Write one line of the supervisor itself."""
        moment = self._paint(_DIM, time.strftime("%H:%M:%S"))
        self.plain(f"{moment} {' ' * self._width} | {self._paint(_BOLD, text)}")

    def plain(self, text: str) -> None:
        """Write text as it is."""
        try:
            if self._dropped:
                self._lines.put_nowait(f"({self._dropped} baris tidak ditampilkan)")
                self._dropped = 0
            self._lines.put_nowait(text)
        except queue.Full:
            self._dropped += 1

    def close(self) -> None:
        """Give the last lines a moment to be written."""
        with contextlib.suppress(queue.Full):
            self._lines.put_nowait(None)
        self._writer.join(_LAST_WORDS)

    def _write_all(self) -> None:
        while (text := self._lines.get()) is not None:
            try:
                _write_fully(self._out.fileno(), f"{text}\n".encode())
            except OSError:
                return

    def _paint(self, code: str, text: str) -> str:
        return f"\033[{code}m{text}\033[0m" if self._has_colour else text


def _write_fully(descriptor: int, raw: bytes) -> None:
    """Past Python's buffer, whose lock a blocked thread would hold while the interpreter ends."""
    while raw:
        raw = raw[os.write(descriptor, raw) :]
