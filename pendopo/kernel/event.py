"""The base of every event: a past fact of ids and plain values, never a model. Imports no Django."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any, ClassVar, Self

PlainValue = str | int | float | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened. ``kind`` is its stable name; fields are only ever added."""

    kind: ClassVar[str]

    def payload(self) -> dict[str, PlainValue]:
        """The fields as plain values, ready for JSON."""
        return asdict(self)

    @classmethod
    def from_payload(cls, payload: dict[str, Any]) -> Self:
        """Rebuild from ``payload``; fields unknown to this version are left out."""
        known = {each.name for each in fields(cls)}
        return cls(**{name: value for name, value in payload.items() if name in known})
