"""Where a page of a list ended, as a text that the asker gives back."""

from __future__ import annotations

import base64
import datetime as dt
import json


def cursor_of(moment: dt.datetime | None, pk: int) -> str:
    """The place of a row in a list that is sorted by a moment and then by id."""
    raw = json.dumps([moment.isoformat() if moment else "", pk])
    return base64.urlsafe_b64encode(raw.encode()).decode()


def read_cursor(cursor: str) -> tuple[dt.datetime, int] | None:
    """The place that ``cursor_of`` wrote; None for anything else."""
    try:
        moment, pk = json.loads(base64.urlsafe_b64decode(cursor.encode()))
        place = dt.datetime.fromisoformat(moment), int(pk)
    except (ValueError, TypeError, OverflowError, RecursionError):
        return None
    return place if place[0].tzinfo else None
