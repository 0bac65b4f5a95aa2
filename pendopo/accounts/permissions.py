"""Who may change what in accounts."""

from __future__ import annotations

from pendopo.accounts.rules import Role
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import SignInNeeded
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


def own_account(actor: Actor) -> int:
    """The id of the account that ``actor`` is; raises ``SignInNeeded`` for the platform and for strangers."""
    if actor.account_id is None:
        raise SignInNeeded
    return actor.account_id
