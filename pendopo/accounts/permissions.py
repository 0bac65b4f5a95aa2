"""Who may change what in accounts."""

from __future__ import annotations

from pendopo.accounts.rules import Role
from pendopo.kernel.permissions import Relation, Table

ANY, HOLDS = (Relation.ANY,), (Relation.HOLDS,)

TABLE = Table(
    {
        "keep_agencies": {Role.ADMINISTRATOR: ANY},
        "keep_posts": {Role.ADMINISTRATOR: ANY},
        "keep_competences": {Role.ADMINISTRATOR: ANY},
        "keep_api_keys": {Role.ADMINISTRATOR: ANY},
        "see_directory": dict.fromkeys(Role, ANY),
    }
)
