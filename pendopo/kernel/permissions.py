"""Permission tables: verb x role x relation, readable by a lawyer, deny by default.

A context writes one ``Table`` in its ``permissions.py``; actions ask it before they decide anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import Refused


class Relation(StrEnum):
    """How an actor's grant stands to the matter at hand."""

    ANY = "any"
    """No relation is asked for."""
    HOLDS = "holds"
    """The agency of the grant holds the matter."""
    AREA = "area"
    """The matter lies in the area of the grant; an agency for the whole city has no area of its own."""
    ASKED = "asked"
    """The agency of the grant was asked to help with the matter and has not answered yet."""
    OWN = "own"
    """The actor brought the matter."""


EVERYBODY = "everybody"
"""Role name in a table for anybody at all, signed in or not."""
OWNER = "owner"
"""Role name in a table for the person who brought the matter."""


@dataclass(frozen=True, slots=True)
class Matter:
    """What a permission is asked about, reduced to what the table needs."""

    owner_id: int | None = None
    agency_id: int | None = None
    area_code: str = ""
    asked_ids: frozenset[int] = frozenset()
    """Agencies that were asked to help and have not answered yet."""
    is_key_shown: bool = False
    """The actor showed the secret of this matter (a tracking link)."""


@dataclass(frozen=True, slots=True)
class Table:
    """``rows[verb][role]`` lists the relations of which the role needs one for the verb."""

    rows: Mapping[str, Mapping[str, tuple[Relation, ...]]]

    def allows(self, actor: Actor, verb: str, matter: Matter | None = None) -> bool:
        """True when a row allows ``actor`` to do ``verb`` on ``matter``; unknown verbs are refused."""
        if actor.is_system:
            return True
        subject = matter or Matter()
        row = self.rows.get(verb, {})
        if EVERYBODY in row or (OWNER in row and _owns(actor, subject)):
            return True
        return any(
            _related(relation, grant.agency_id, grant.area_code, subject)
            for grant in actor.grants
            for relation in row.get(grant.role, ())
        )

    def check(self, actor: Actor, verb: str, matter: Matter | None = None) -> None:
        """Raise ``Refused`` unless ``allows``."""
        if not self.allows(actor, verb, matter):
            raise Refused(verb=verb)


def _owns(actor: Actor, matter: Matter) -> bool:
    if matter.is_key_shown:
        return True
    return actor.account_id is not None and actor.account_id == matter.owner_id


def _related(relation: Relation, agency_id: int, area_code: str, matter: Matter) -> bool:
    if relation is Relation.ANY:
        return True
    if relation is Relation.HOLDS:
        return matter.agency_id == agency_id
    if relation is Relation.ASKED:
        return agency_id in matter.asked_ids
    if relation is Relation.AREA:
        return bool(area_code) and f"{matter.area_code}.".startswith(f"{area_code}.")
    return False
