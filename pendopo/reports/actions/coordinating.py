"""Asking another agency for help without giving the report away (koordinasi), and what it says."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction

from pendopo.accounts.api import AgencyRow, Role, agencies_by_id, get_agency
from pendopo.events.reports import CoordinationAsked, CoordinationClosed
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import Refused
from pendopo.kernel.working_calendar.api import calendar_for
from pendopo.reports import rules
from pendopo.reports.actions.steps import conclude, locked_report, move, write_step
from pendopo.reports.models import Coordination, Report
from pendopo.reports.rules import CoordinationState, Verb


@transaction.atomic
def coordinate_report(
    actor: Actor,
    number: str,
    *,
    agency_code: str,
    instruction: str,
    due_on: dt.date | None = None,
    version: int | None = None,
) -> Report:
    """Ask another agency to do or say something by a day; it sees the report until it has answered.

    Without a day it has ``PENDOPO_COORDINATION_HOURS`` working hours. Everybody reads who is asked, officers
    what for. Raises ``HeldByAsked``, ``AlreadyCoordinating``, ``TaskNeedsADay``.
    """
    words = rules.clean_words(instruction, field="instruction")
    now = clock.now()
    due_at = rules.task_due_at(
        now, due_on=due_on, usual_hours=settings.COORDINATION_HOURS, calendar=calendar_for()
    )
    report = locked_report(actor, number, Verb.COORDINATE, version=version)
    agency = get_agency(agency_code)
    if agency.id == report.agency_id:
        raise rules.HeldByAsked(fields={"agency_code": rules.HeldByAsked.text})
    if agency.id in report.waits_for_ids:
        raise rules.AlreadyCoordinating
    move(report, Verb.COORDINATE)
    coordination = Coordination.objects.create(
        report=report, agency_id=agency.id, asker_id=report.agency_id, asked_by=actor.account_id,
        asked_at=now, due_at=due_at, instruction=words,
    )  # fmt: skip
    report.asked_ids = [*report.waits_for_ids, agency.id]
    step = write_step(actor, report, Verb.COORDINATE, text=words, facts={"asked": agency.short_name})
    conclude(
        actor,
        report,
        step,
        CoordinationAsked,
        action="coordination_asked",
        coordination_id=coordination.pk,
        asked_agency_id=agency.id,
    )
    return report


@transaction.atomic
def answer_coordination(actor: Actor, number: str, *, agency_code: str, text: str) -> Report:
    """Answer for an agency that was asked; raises ``CoordinationOver``."""
    words = rules.clean_words(text)
    return _close(actor, number, agency_code, Verb.COORDINATION_ANSWER, words)


@transaction.atomic
def decline_coordination(actor: Actor, number: str, *, agency_code: str, reason: str) -> Report:
    """Say for an agency that was asked why it cannot help; raises ``CoordinationOver``."""
    words = rules.clean_words(reason, field="reason")
    return _close(actor, number, agency_code, Verb.COORDINATION_DECLINE, words)


@transaction.atomic
def withdraw_coordination(actor: Actor, number: str, *, agency_code: str, reason: str = "") -> Report:
    """Wait no more for an agency that was asked; raises ``CoordinationOver``."""
    words = rules.clean_words(reason, field="reason", is_needed=False)
    return _close(actor, number, agency_code, Verb.COORDINATION_WITHDRAW, words)


_OUTCOMES = {
    Verb.COORDINATION_ANSWER: CoordinationState.ANSWERED,
    Verb.COORDINATION_DECLINE: CoordinationState.DECLINED,
    Verb.COORDINATION_WITHDRAW: CoordinationState.WITHDRAWN,
}


def _close(actor: Actor, number: str, agency_code: str, verb: Verb, words: str) -> Report:
    report = locked_report(actor, number, verb)
    agency = _asked(report, agency_code)
    is_theirs = verb is not Verb.COORDINATION_WITHDRAW
    if is_theirs and not (actor.is_system or agency.id in actor.agencies_with_role(*_SPEAKERS)):
        raise Refused(verb=verb)
    move(report, verb)
    coordination = Coordination.objects.get(report=report, agency_id=agency.id, state=CoordinationState.ASKED)
    coordination.state, coordination.answer = _OUTCOMES[verb], words
    coordination.closed_by, coordination.closed_at = actor.account_id, clock.now()
    coordination.save(update_fields=["state", "answer", "closed_by", "closed_at"])
    report.asked_ids = [each for each in report.waits_for_ids if each != agency.id] or None
    facts = {"asked": agency.short_name}
    acting_for = agency.id if is_theirs else None
    step = write_step(actor, report, verb, text=words, facts=facts, acting_for=acting_for)
    conclude(
        actor,
        report,
        step,
        CoordinationClosed,
        action=f"coordination_{coordination.state}",
        coordination_id=coordination.pk,
        asked_agency_id=agency.id,
        outcome=coordination.state,
    )
    return report


_SPEAKERS = (Role.OFFICER, Role.AGENCY_HEAD)


def _asked(report: Report, agency_code: str) -> AgencyRow:
    """The agency with this code of which something is asked now, in use or not any more."""
    asked = agencies_by_id(report.waits_for_ids).values()
    found = next((agency for agency in asked if agency.code == agency_code), None)
    if found is None:
        raise rules.CoordinationOver
    return found
