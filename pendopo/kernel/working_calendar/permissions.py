"""Who may change the calendar."""

from __future__ import annotations

from pendopo.kernel.permissions import Relation, Table

PERMISSIONS = Table(
    {
        "add_holiday": {"administrator": (Relation.ANY,)},
        "remove_holiday": {"administrator": (Relation.ANY,)},
        "set_office_hours": {"administrator": (Relation.ANY,)},
    }
)
