"""How the wall shows a report: shape and word, never colour alone. Pure."""

from __future__ import annotations

import datetime as dt

JUST_CHANGED = dt.timedelta(seconds=4)
"""How long a row stays marked after it changed."""


def kind_of(*, is_late: bool, is_new: bool) -> str:
    """The shape of a report: triangle late, circle new, square in work."""
    if is_late:
        return "late"
    return "new" if is_new else "work"
