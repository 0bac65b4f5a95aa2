"""Who may keep the keys of other systems."""

from __future__ import annotations

from pendopo.accounts.api import Role
from pendopo.kernel.permissions import Relation, Table

KEEP_CLIENTS = "keep_clients"

TABLE = Table({KEEP_CLIENTS: {Role.ADMINISTRATOR: (Relation.ANY,)}})
