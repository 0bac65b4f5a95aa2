"""Messages of one sender put together, and what they lack to be a report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from pendopo.connectors.inbox.rules.limits import is_told
from pendopo.connectors.inbox.rules.messages import Reason
from pendopo.connectors.inbox.rules.places import NamedPlace
from pendopo.connectors.inbox.rules.words import OPEN, visibility_in


@dataclass(frozen=True, slots=True)
class Piece:
    """One message as far as a report is made of it."""

    subject: str = ""
    text: str = ""
    lon: float | None = None
    lat: float | None = None
    is_place_shared: bool = False
    photo_uids: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Material:
    """What the messages of one talk say together."""

    title: str
    text: str
    visibility: str
    point: tuple[float, float] | None
    """Longitude and latitude: the last that was shared, else the first that a photo noted."""
    is_point_shared: bool = False
    """True for a place that was shared on purpose; a photo may have been taken elsewhere."""
    photo_uids: tuple[UUID, ...] = field(default_factory=tuple)


def gathered(pieces: Sequence[Piece]) -> Material:
    """What ``pieces`` say together, in the order of their arrival."""
    said = [piece.text or piece.subject for piece in pieces]
    visibility, text = visibility_in("\n".join(dict.fromkeys(words for words in said if words)))
    title = next((piece.subject for piece in pieces if piece.subject and piece.text), "")
    closed, bare_title = visibility_in(title)
    shared = [(piece.lon, piece.lat) for piece in pieces if piece.is_place_shared]
    noted = [(piece.lon, piece.lat) for piece in pieces]
    points = [(lon, lat) for lon, lat in (*shared[::-1], *noted) if lon is not None and lat is not None]
    return Material(
        title=bare_title,
        text=text.strip(),
        visibility=visibility if visibility != OPEN else closed,
        point=points[0] if points else None,
        is_point_shared=bool(shared),
        photo_uids=tuple(uid for piece in pieces for uid in piece.photo_uids),
    )


def lack_of(material: Material, villages: Sequence[NamedPlace], *, is_inside: bool) -> Reason:
    """What must be asked; ``NONE`` when it is enough. ``is_inside``: the point lies in the city, and counts.

    A village in the words stands in for a point outside: the photo may have been taken elsewhere.
    """
    has_point = material.point is not None and is_inside
    has_place = has_point or len(villages) == 1
    has_words = is_told(f"{material.title} {material.text}")
    if has_place:
        return Reason.NONE if has_words else Reason.NEEDS_WORDS
    if len(villages) > 1:
        return Reason.NEEDS_DISTRICT
    if material.point is not None:
        return Reason.NEEDS_INSIDE
    return Reason.NEEDS_PLACE if has_words else Reason.NEEDS_BOTH
