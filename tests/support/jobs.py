"""Periodic jobs, run by a test in place of the worker."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any


def run_now(job: Any) -> None:
    """Run a periodic job once, as a worker does that nobody has asked to stop."""
    job(SimpleNamespace(should_abort=lambda: False), 0)
