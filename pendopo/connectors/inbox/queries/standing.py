"""How a report stands, as far as whoever asks by message may know."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pendopo.kernel.actor import ANONYMOUS
from pendopo.reports.api import ReportNotFound, find_public_report, get_report


@dataclass(frozen=True, slots=True)
class Standing:
    """A report in one answer."""

    number: str
    category: str
    state: str
    agency: str
    due_at: dt.datetime | None


def find_standing(number: str, *, key: str = "") -> Standing | None:
    """How a report stands: with its key any report, without one what everybody may read.

    None alike for one that is not there, one that is secret, and a key that does not fit (7 queries at most).
    """
    if key:
        try:
            report = get_report(ANONYMOUS, number, key=key)
        except ReportNotFound:
            return None
        row = report.row
        due_at = None if row.is_paused else row.due_at
        return Standing(row.number, row.category, row.state_label, row.agency, due_at)
    known = find_public_report(number)
    if known is None:
        return None
    return Standing(known.number, known.category, known.state_label, known.agency, known.due_at)
