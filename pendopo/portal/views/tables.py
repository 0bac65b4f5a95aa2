"""What components of lists and tables read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chip:
    """One choice as a link."""

    label: str
    url: str
    is_current: bool
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """One column of a table."""

    label: str
    is_number: bool = True
    url: str = ""
    direction: str = ""
