"""What reports do after commit: tell the reporter. Idempotent by event id through the message's key."""

from __future__ import annotations

from pendopo.events.reports import (
    ReportAnswered,
    ReportEvent,
    ReportHandedOver,
    ReportRejected,
    ReportResolved,
    ReportSubmitted,
)
from pendopo.kernel.notifications.api import notify
from pendopo.kernel.outbox.registry import subscriber
from pendopo.reports.queries.recipients import reporter_of


@subscriber(ReportSubmitted)
def tell_received(event: ReportSubmitted, *, event_id: int) -> None:
    """The receipt, with number and link."""
    _tell(event, event_id, "reports/received")


@subscriber(ReportHandedOver)
def tell_handed_over(event: ReportHandedOver, *, event_id: int) -> None:
    """Which agency has it now, and why."""
    _tell(event, event_id, "reports/handed_over")


@subscriber(ReportAnswered)
def tell_answered(event: ReportAnswered, *, event_id: int) -> None:
    """An officer wrote; what the reporter wrote is not sent back."""
    if not event.is_from_reporter:
        _tell(event, event_id, "reports/answered")


@subscriber(ReportResolved)
def tell_resolved(event: ReportResolved, *, event_id: int) -> None:
    """It is said to be done: please look, confirm or reopen."""
    _tell(event, event_id, "reports/resolved")


@subscriber(ReportRejected)
def tell_rejected(event: ReportRejected, *, event_id: int) -> None:
    """It was refused, with the reason."""
    _tell(event, event_id, "reports/rejected")


def _tell(event: ReportEvent, event_id: int, template: str) -> None:
    told = reporter_of(event.report_id, step_id=event.step_id)
    if told is None:
        return
    notify(
        to=told.recipient,
        template=template,
        facts=told.facts,
        subject=told.subject,
        dedupe=f"event:{event_id}",
        path=told.path,
    )
