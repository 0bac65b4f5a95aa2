"""Who is acting: the first argument of every action and query."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class ActorKind(StrEnum):
    """The four kinds of actors the platform knows."""

    ANONYMOUS = "anonymous"
    """Nobody signed in."""
    RESIDENT = "resident"
    """A signed-in person without a post."""
    STAFF = "staff"
    """A signed-in person who holds at least one post today."""
    SYSTEM = "system"
    """The platform itself: jobs, subscribers, commands."""


class Channel(StrEnum):
    """The way in through which the actor came."""

    WEB = "web"
    API = "api"
    OPEN311 = "open311"
    EMAIL = "email"
    WHATSAPP = "whatsapp"
    SMS = "sms"
    COUNTER = "counter"
    JOB = "job"
    CLI = "cli"


CONVERSING = frozenset({Channel.EMAIL, Channel.WHATSAPP, Channel.SMS})
"""Ways in that answer whoever wrote, on the same way: nobody else need tell them that it arrived."""


@dataclass(frozen=True, slots=True)
class Grant:
    """One role that a post gives, within one agency and below one area."""

    role: str
    agency_id: int
    area_code: str
    """Official code of the area the agency serves; every code that starts with it is inside."""
    post_id: int


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or the platform, with the grants that hold at this moment."""

    kind: ActorKind
    account_id: int | None = None
    name: str = ""
    grants: frozenset[Grant] = field(default_factory=frozenset)
    channel: Channel = Channel.WEB
    is_strong: bool = False
    """True when the session passed a second factor."""
    network: str = ""
    """Where the request came from, as limits count it; empty for whoever did not come over the network."""

    @property
    def is_system(self) -> bool:
        """True for the platform itself, which may do everything and is named as such in the record."""
        return self.kind is ActorKind.SYSTEM

    @property
    def is_staff(self) -> bool:
        """True for a person who holds a post."""
        return self.kind is ActorKind.STAFF

    @property
    def agency_ids(self) -> frozenset[int]:
        """Agencies in which the actor holds a post."""
        return frozenset(grant.agency_id for grant in self.grants)

    def has_role(self, *roles: str) -> bool:
        """True when any grant carries one of ``roles``."""
        return any(grant.role in roles for grant in self.grants)

    def agencies_with_role(self, *roles: str) -> frozenset[int]:
        """Agencies in which the actor holds one of ``roles``."""
        return frozenset(grant.agency_id for grant in self.grants if grant.role in roles)


ANONYMOUS = Actor(kind=ActorKind.ANONYMOUS)
SYSTEM = Actor(kind=ActorKind.SYSTEM, name="Sistem", channel=Channel.JOB, is_strong=True)
