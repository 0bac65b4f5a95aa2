"""What happened in accounts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pendopo.kernel.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PostFilled(Event):
    """Somebody was appointed to a post."""

    kind: ClassVar[str] = "accounts.post_filled"
    post_id: int
    account_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CompetenceChanged(Event):
    """The competences of an agency changed; routing reads them anew."""

    kind: ClassVar[str] = "accounts.competence_changed"
    competence_id: int
    agency_id: int
    matter_code: str
