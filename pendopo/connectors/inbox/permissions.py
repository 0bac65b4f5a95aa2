"""Who may read the messages that came, and decide about them."""

from __future__ import annotations

from pendopo.accounts.api import Role
from pendopo.kernel.permissions import Relation, Table

READ = "read"
DECIDE = "decide"
"""Make a report of a message, or say that nothing follows."""

TABLE = Table(
    {
        READ: {Role.COORDINATOR: (Relation.ANY,)},
        DECIDE: {Role.COORDINATOR: (Relation.ANY,)},
    }
)
