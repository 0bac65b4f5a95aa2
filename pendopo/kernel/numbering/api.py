"""The front door of numbering."""

from __future__ import annotations

from pendopo.kernel.numbering.actions import draw_number, new_edition, next_number
from pendopo.kernel.numbering.rules import (
    Number,
    check_pattern,
    format_number,
    month_period,
    parse_number,
    write_number,
)
from pendopo.kernel.numbering.snapshots import Recent, Snapshot, forget_all_editions, forget_edition

__all__ = [
    "Number",
    "Recent",
    "Snapshot",
    "check_pattern",
    "draw_number",
    "forget_all_editions",
    "forget_edition",
    "format_number",
    "month_period",
    "new_edition",
    "next_number",
    "parse_number",
    "write_number",
]
