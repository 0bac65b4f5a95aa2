"""What reports do after commit: tell who waits for it. Idempotent by event id through the message's key.

The reporter first; then, where the step is one that everybody may read, the reporters of merged reports,
those who said "me too", and those who follow the place or the category.
"""

from __future__ import annotations

from pendopo.events.reports import (
    CoordinationAsked,
    CoordinationClosed,
    ReportAnswered,
    ReportAsked,
    ReportAssigned,
    ReportConfirmed,
    ReportEscalated,
    ReportEvent,
    ReportHandedOver,
    ReportMerged,
    ReportPaused,
    ReportPromised,
    ReportRecalled,
    ReportReferred,
    ReportRejected,
    ReportResolved,
    ReportSubmitted,
    ReportUnsealed,
    ReportVerified,
)
from pendopo.kernel.notifications.api import notify
from pendopo.kernel.outbox.registry import subscriber
from pendopo.reports.actions import note_arrival, push_news, teach_report
from pendopo.reports.queries.colleagues import told_of_disposition, told_of_end, told_of_question
from pendopo.reports.queries.recipients import Told, family_of, people_above, reporter_of


@subscriber(ReportSubmitted)
def tell_received(event: ReportSubmitted, *, event_id: int) -> None:
    """The receipt, with number and link, unless the way by which it came gives its own."""
    told = reporter_of(event.report_id, step_id=event.step_id)
    if told is not None and not told.is_answered:
        _send(told, event_id, "received")


@subscriber(ReportSubmitted)
def look_for_a_burst(event: ReportSubmitted, *, event_id: int) -> None:
    """Perhaps many tell the same at once; a report joins one burst for good, so looking again is harmless."""
    del event_id
    note_arrival(event.report_id)


@subscriber(ReportVerified)
def learn_from_who_verified(event: ReportVerified, *, event_id: int) -> None:
    """A person agreed with the category: that is what suggestions learn from; the latest word counts."""
    del event_id
    teach_report(event.report_id)


@subscriber(ReportVerified)
def tell_verified(event: ReportVerified, *, event_id: int) -> None:
    """From now on everybody may read it: who follows the place or the category hears of it."""
    push_news(event.report_id, event.step_id, event_id=event_id)


@subscriber(ReportHandedOver)
def tell_handed_over(event: ReportHandedOver, *, event_id: int) -> None:
    """Which agency has it now, and why."""
    _tell(event, event_id, "handed_over")


@subscriber(ReportAnswered)
def tell_answered(event: ReportAnswered, *, event_id: int) -> None:
    """An officer wrote; what the reporter wrote is not sent back."""
    if not event.is_from_reporter:
        _tell(event, event_id, "answered")


@subscriber(ReportAsked)
def tell_asked(event: ReportAsked, *, event_id: int) -> None:
    """An officer needs an answer; until then the clock stands."""
    _tell(event, event_id, "asked")


@subscriber(ReportPaused)
def tell_paused(event: ReportPaused, *, event_id: int) -> None:
    """The clock stands, and why."""
    _tell_all(event, event_id, "paused")


@subscriber(ReportPromised)
def tell_promised(event: ReportPromised, *, event_id: int) -> None:
    """By which day, and why not now."""
    _tell_all(event, event_id, "promised")


@subscriber(ReportRecalled)
def tell_recalled(event: ReportRecalled, *, event_id: int) -> None:
    """The promised day has come; the agency has it again."""
    _tell_all(event, event_id, "recalled")


@subscriber(ReportReferred)
def tell_referred(event: ReportReferred, *, event_id: int) -> None:
    """Which body outside has it, and under which number."""
    _tell_all(event, event_id, "referred")


@subscriber(ReportMerged)
def tell_merged(event: ReportMerged, *, event_id: int) -> None:
    """Which report it follows now."""
    _tell(event, event_id, "merged")


@subscriber(ReportResolved)
def tell_resolved(event: ReportResolved, *, event_id: int) -> None:
    """It is said to be done: please look, confirm or reopen."""
    _tell_all(event, event_id, "resolved")


@subscriber(ReportConfirmed)
def tell_checked(event: ReportConfirmed, *, event_id: int) -> None:
    """A second officer looked; what the reporter confirmed is not sent back, only to who follows."""
    if event.is_by_officer:
        _tell_all(event, event_id, "checked")
    else:
        push_news(event.report_id, event.step_id, event_id=event_id)


@subscriber(ReportUnsealed)
def tell_unsealed(event: ReportUnsealed, *, event_id: int) -> None:
    """Two officers opened who reported, and why."""
    _tell(event, event_id, "unsealed")


@subscriber(ReportRejected)
def tell_rejected(event: ReportRejected, *, event_id: int) -> None:
    """It was refused, with the reason."""
    _tell(event, event_id, "rejected")


@subscriber(ReportAssigned)
def tell_assigned(event: ReportAssigned, *, event_id: int) -> None:
    """A sheet was written: who holds the post that it names."""
    if event.disposition_id is not None:
        for told in told_of_disposition(event.disposition_id):
            _send(told, event_id, "assigned")


@subscriber(CoordinationAsked)
def tell_asked_agency(event: CoordinationAsked, *, event_id: int) -> None:
    """Another agency is waited for: who works there."""
    for told in told_of_question(event.coordination_id):
        _send(told, event_id, "coordination_asked")


@subscriber(CoordinationClosed)
def tell_coordination_closed(event: CoordinationClosed, *, event_id: int) -> None:
    """There is an answer: who asked. Nobody waits any more: who was asked."""
    for told in told_of_end(event.coordination_id):
        _send(told, event_id, "coordination_closed")


@subscriber(ReportEscalated)
def tell_escalated(event: ReportEscalated, *, event_id: int) -> None:
    """Who is above hears that a limit is nearly or altogether over; officers only."""
    for told in people_above(event.report_id, step_id=event.step_id, target=event.target):
        _send(told, event_id, "escalated")


def _tell_all(event: ReportEvent, event_id: int, template: str) -> None:
    _tell(event, event_id, template)
    for told in family_of(event.report_id, step_id=event.step_id):
        _send(told, event_id, "followed")
    push_news(event.report_id, event.step_id, event_id=event_id)


def _tell(event: ReportEvent, event_id: int, template: str) -> None:
    told = reporter_of(event.report_id, step_id=event.step_id)
    if told is not None:
        _send(told, event_id, template)


def _send(told: Told, event_id: int, template: str) -> None:
    notify(
        to=told.recipient,
        template=f"reports/{template}",
        facts=told.facts,
        subject=told.subject,
        dedupe=f"event:{event_id}{told.key}",
        path=told.path,
    )
