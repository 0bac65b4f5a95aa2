"""Who may do what in routing."""

from __future__ import annotations

from pendopo.accounts.api import Role
from pendopo.kernel.permissions import Relation, Table

ANY = (Relation.ANY,)

TABLE = Table(
    {
        "teach": {Role.OFFICER: ANY, Role.AGENCY_HEAD: ANY, Role.COORDINATOR: ANY, Role.ADMINISTRATOR: ANY},
        "keep_models": {Role.ADMINISTRATOR: ANY},
    }
)
