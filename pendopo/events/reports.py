"""What happened to reports: the first thing a reader opens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pendopo.kernel.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportEvent(Event):
    """What all events of a report carry: ids and the facts that a screen needs, no text of people."""

    kind: ClassVar[str] = "reports.event"
    report_id: int
    step_id: int
    """The line of the timeline that says it."""
    number: str
    category_code: str
    area_code: str
    agency_id: int | None
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSubmitted(ReportEvent):
    """A report was accepted and routed."""

    kind: ClassVar[str] = "reports.submitted"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportVerified(ReportEvent):
    """A person checked that the report is a real matter and stands in the right place."""

    kind: ClassVar[str] = "reports.verified"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportAssigned(ReportEvent):
    """The report was given down to a post (disposisi)."""

    kind: ClassVar[str] = "reports.assigned"
    post_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportStarted(ReportEvent):
    """Somebody began to work on the report."""

    kind: ClassVar[str] = "reports.started"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportHandedOver(ReportEvent):
    """The report was given to another agency."""

    kind: ClassVar[str] = "reports.handed_over"
    from_agency_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportAnswered(ReportEvent):
    """An officer or the reporter wrote something that the other may read."""

    kind: ClassVar[str] = "reports.answered"
    is_from_reporter: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportResolved(ReportEvent):
    """The agency says that it is done, with a photo."""

    kind: ClassVar[str] = "reports.resolved"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportConfirmed(ReportEvent):
    """The reporter says that it is done."""

    kind: ClassVar[str] = "reports.confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRejected(ReportEvent):
    """The report was refused with a reason."""

    kind: ClassVar[str] = "reports.rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportReopened(ReportEvent):
    """The reporter says that it is not done."""

    kind: ClassVar[str] = "reports.reopened"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRated(ReportEvent):
    """The reporter gave stars."""

    kind: ClassVar[str] = "reports.rated"
    stars: int
