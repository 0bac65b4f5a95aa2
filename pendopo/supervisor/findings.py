"""What the doctor says about one matter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["good", "warning", "broken"]


@dataclass(frozen=True)
class Finding:
    """One checked matter: `text` says how it is, `advice` what to do when it is not good. Both Indonesian."""

    name: str
    verdict: Verdict
    text: str
    advice: str = ""


def good(name: str, text: str) -> Finding:
    """Nothing to do."""
    return Finding(name, "good", text)


def warning(name: str, text: str, advice: str) -> Finding:
    """It runs, but somebody should look."""
    return Finding(name, "warning", text, advice)


def broken(name: str, text: str, advice: str) -> Finding:
    """It does not work before somebody does something."""
    return Finding(name, "broken", text, advice)
