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
    disposition_id: int | None = None
    """The sheet by which it was given; none for what was assigned before there were sheets."""


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
    """The reporter, or a second officer who looked, says that it is done."""

    kind: ClassVar[str] = "reports.confirmed"
    is_by_officer: bool = False


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportAsked(ReportEvent):
    """An officer asked the reporter something; the clock stands until the answer."""

    kind: ClassVar[str] = "reports.asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPaused(ReportEvent):
    """The clock stands, for a reason that everybody may read."""

    kind: ClassVar[str] = "reports.paused"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportResumed(ReportEvent):
    """The clock runs again."""

    kind: ClassVar[str] = "reports.resumed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPromised(ReportEvent):
    """It will be done by a day that everybody may read."""

    kind: ClassVar[str] = "reports.promised"
    day: str
    """ISO 8601."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRecalled(ReportEvent):
    """The promised day has come; the report is at its agency again."""

    kind: ClassVar[str] = "reports.recalled"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportContested(ReportEvent):
    """Agencies could not agree whose it is; the coordinator decides."""

    kind: ClassVar[str] = "reports.contested"
    from_agency_id: int | None
    proposed_agency_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportReferred(ReportEvent):
    """It was handed on to a body outside the local government."""

    kind: ClassVar[str] = "reports.referred"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportMerged(ReportEvent):
    """It tells the same as another report and follows that one."""

    kind: ClassVar[str] = "reports.merged"
    parent_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSplit(ReportEvent):
    """It was another matter after all."""

    kind: ClassVar[str] = "reports.split"


@dataclass(frozen=True, slots=True, kw_only=True)
class CoordinationAsked(ReportEvent):
    """Another agency was asked to do or say something; the report stays where it is."""

    kind: ClassVar[str] = "reports.coordination_asked"
    coordination_id: int
    asked_agency_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CoordinationClosed(ReportEvent):
    """The asked agency answered or declined, or is not waited for any more."""

    kind: ClassVar[str] = "reports.coordination_closed"
    coordination_id: int
    asked_agency_id: int
    outcome: str
    """answered, declined or withdrawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportUnsealed(ReportEvent):
    """Two officers opened the identity behind a secret report."""

    kind: ClassVar[str] = "reports.unsealed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSupported(Event):
    """Somebody else says the same; no line of the timeline, for a flood of voices would bury it."""

    kind: ClassVar[str] = "reports.supported"
    report_id: int
    number: str
    category_code: str
    area_code: str
    agency_id: int | None
    state: str
    support_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BurstSeen(Event):
    """Many reports of one kind come in close together, or one more joined them."""

    kind: ClassVar[str] = "reports.burst_seen"
    burst_id: int
    category_code: str
    area_code: str
    report_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRulesChanged(Event):
    """From some day on reports have other limits; ``rule_id`` is the rule, None for one taken back."""

    kind: ClassVar[str] = "reports.clock_rules_changed"
    rule_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportEscalated(ReportEvent):
    """A limit is nearly or altogether over: the report went up a rung."""

    kind: ClassVar[str] = "reports.escalated"
    level: int
    target: str
    """Who hears it: post, head, coordinator or leader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderChanged(Event):
    """From some day on others hear of late reports."""

    kind: ClassVar[str] = "reports.ladder_changed"
