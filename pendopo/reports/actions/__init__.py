"""Everything that changes a report, one function per verb."""

from __future__ import annotations

from pendopo.reports.actions.ending import confirm_report, rate_report, reopen_report, resolve_report
from pendopo.reports.actions.handling import (
    Reporter,
    answer_report,
    assign_report,
    hand_over_report,
    note_report,
    reject_report,
    reveal_reporter,
    start_report,
    verify_report,
)
from pendopo.reports.actions.retention import forget_reporters
from pendopo.reports.actions.seed import seed_categories
from pendopo.reports.actions.submission import Receipt, submit_report

__all__ = [
    "Receipt",
    "Reporter",
    "answer_report",
    "assign_report",
    "confirm_report",
    "forget_reporters",
    "hand_over_report",
    "note_report",
    "rate_report",
    "reject_report",
    "reopen_report",
    "resolve_report",
    "reveal_reporter",
    "seed_categories",
    "start_report",
    "submit_report",
    "verify_report",
]
