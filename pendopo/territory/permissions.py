"""Who may change areas."""

from __future__ import annotations

from pendopo.kernel.permissions import Relation, Table

_ADMINISTRATORS = {"administrator": (Relation.ANY,)}
_KEEPERS = {**_ADMINISTRATORS, "agency_head": (Relation.AREA,)}
"""The head of a kecamatan, desa or kelurahan enters what lies inside it."""

PERMISSIONS = Table(
    {
        "add_area": _KEEPERS,
        "close_area": _KEEPERS,
        "change_code": _ADMINISTRATORS,
        "import_areas": _ADMINISTRATORS,
    }
)
