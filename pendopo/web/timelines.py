"""What the timeline component shows, for who has no rows of its own shaped like that."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TimelineStep:
    """One line of the timeline component; without ``at`` no moment is shown."""

    kind: str
    """Name of the shape beside the line."""
    who: str
    what: str
    at: dt.datetime | None
    note: str = ""
    acting_for: str = ""
    is_internal: bool = False
    planned: bool = False
