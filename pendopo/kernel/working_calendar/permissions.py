"""Who may change the calendar."""

from __future__ import annotations

from pendopo.kernel.permissions import Relation, Table

PERMISSIONS = Table(
    {
        "add_holiday": {"admin": (Relation.ANY,)},
        "remove_holiday": {"admin": (Relation.ANY,)},
        "set_office_hours": {"admin": (Relation.ANY,)},
    }
)
