"""Readable lines on the console: moment, process, text. Colour only on a terminal and without NO_COLOR."""

from __future__ import annotations

import os
import sys
import time
from typing import TextIO

_PALETTE = ("36", "33", "35", "32", "34", "96", "93", "95")
_ALARMS = ("ERROR", "CRITICAL", "FATAL", "PANIC", "Traceback")
_RED = "31"
_DIM = "2"
_BOLD = "1"


class Console:
    """Writes the lines of all processes; a process keeps one colour."""

    def __init__(self, names: list[str], *, out: TextIO | None = None) -> None:
        """Prepare for processes called `names`; other names get no colour."""
        self._out = out or sys.stdout
        self._width = max([len(name) for name in names], default=0)
        self._colours = {name: _PALETTE[index % len(_PALETTE)] for index, name in enumerate(names)}
        self._has_colour = self._out.isatty() and not os.environ.get("NO_COLOR")

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
        """Write text as it is; a console that went away must not stop a city."""
        try:
            self._out.write(text + "\n")
            self._out.flush()
        except (BrokenPipeError, OSError):
            self._has_colour = False

    def _paint(self, code: str, text: str) -> str:
        return f"\033[{code}m{text}\033[0m" if self._has_colour else text
