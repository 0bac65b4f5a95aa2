"""The one error of this package: what went wrong at starting or stopping, and what a person can do."""

from __future__ import annotations


class Fault(Exception):
    """An installation cannot start, stop or be reached.

    `text` says what happened, `advice` what the person at the console does next; both Indonesian.
    """

    def __init__(self, text: str, advice: str) -> None:
        """Keep both sentences; `str(fault)` is the two together."""
        super().__init__(f"{text} {advice}")
        self.text = text
        self.advice = advice
