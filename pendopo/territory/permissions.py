"""Who may change areas."""

from __future__ import annotations

from pendopo.kernel.permissions import Relation, Table

_ADMINS = {"admin": (Relation.ANY,), "territory_admin": (Relation.AREA,)}

PERMISSIONS = Table(
    {
        "add_area": _ADMINS,
        "close_area": _ADMINS,
        "change_code": {"admin": (Relation.ANY,)},
        "import_areas": {"admin": (Relation.ANY,)},
    }
)
