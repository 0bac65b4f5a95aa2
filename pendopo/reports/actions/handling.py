"""What officers do to a report while it is open."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction

from pendopo.accounts.api import agencies_by_id, posts_by_id, title_of
from pendopo.events.reports import (
    ReportAnswered,
    ReportAssigned,
    ReportRejected,
    ReportStarted,
    ReportVerified,
)
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.audit import chain
from pendopo.kernel.numbering.api import next_number, write_number
from pendopo.kernel.working_calendar.api import calendar_for
from pendopo.reports import rules
from pendopo.reports.actions.replies import check_reply
from pendopo.reports.actions.steps import conclude, locked_report, move, write_step
from pendopo.reports.models import Disposition, Report, Step
from pendopo.reports.permissions import is_reporter
from pendopo.reports.rules import Audience, State, Verb


@transaction.atomic
def verify_report(actor: Actor, number: str, *, version: int | None = None, text: str = "") -> Report:
    """State that the report is a real matter in the right place."""
    words = rules.clean_words(text, is_needed=False)
    report = locked_report(actor, number, Verb.VERIFY, version=version)
    move(report, Verb.VERIFY)
    report.verified_at = clock.now()
    step = write_step(actor, report, Verb.VERIFY, text=words)
    conclude(actor, report, step, ReportVerified, action="verified")
    return report


@transaction.atomic
def assign_report(
    actor: Actor,
    number: str,
    *,
    post_id: int,
    instruction: str = "",
    due_on: dt.date | None = None,
    version: int | None = None,
) -> Report:
    """Give the report down to a post of the agency that holds it (disposisi), on a numbered sheet.

    The sheet has a limit of its own: a day, else ``PENDOPO_DISPOSITION_HOURS`` working hours. Raises
    ``PostOutsideAgency``, ``TaskNeedsADay``.
    """
    now = clock.now()
    due_at = rules.task_due_at(
        now, due_on=due_on, usual_hours=settings.DISPOSITION_HOURS, calendar=calendar_for()
    )
    words = rules.clean_words(instruction, field="instruction", is_needed=False)
    report = locked_report(actor, number, Verb.ASSIGN, version=version)
    post = posts_by_id([post_id]).get(post_id)
    if post is None or not post.is_active or post.agency_id != report.agency_id:
        raise rules.PostOutsideAgency(fields={"post_id": rules.PostOutsideAgency.text})
    report.verified_at = report.verified_at or clock.now()
    move(report, Verb.ASSIGN)
    report.post = post
    step = write_step(actor, report, Verb.ASSIGN, text=words)
    sheet = _write_sheet(actor, step, post_id=post.pk, due_at=due_at)
    conclude(actor, report, step, ReportAssigned, action="assigned", post_id=post.pk, disposition_id=sheet.pk)
    return report


def _write_sheet(actor: Actor, step: Step, *, post_id: int, due_at: dt.datetime) -> Disposition:
    """The next sheet of the report, under the next number of its agency (5 queries).

    The counter stays locked until the act is committed: no number twice, and none that is missing.
    """
    (agency,) = agencies_by_id([step.agency_id or 0]).values()
    sheets = Disposition.objects.filter(report=step.report).count()
    today = clock.today()
    serial = next_number(series=f"disposition:{agency.code}", period=str(today.year))
    return Disposition.objects.create(
        report=step.report,
        sheet=sheets + 1,
        agency_id=agency.id,
        year=today.year,
        serial=serial,
        number=write_number(settings.DISPOSITION_NUMBER, agency=agency.short_name, on=today, serial=serial),
        step=step,
        given_at=step.at,
        given_by=actor.account_id,
        given_as=title_of(actor),
        post_id=post_id,
        instruction=step.text,
        due_at=due_at,
    )


@transaction.atomic
def start_report(actor: Actor, number: str, *, text: str = "", version: int | None = None) -> Report:
    """Begin to work on the report; what was promised for a day is due on that day."""
    words = rules.clean_words(text, is_needed=False)
    report = locked_report(actor, number, Verb.START, version=version)
    report.verified_at = report.verified_at or clock.now()
    if report.state == State.PROMISED and report.promised_for is not None:
        report.finish_by = rules.due_on(report.promised_for, report.finish_by, calendar_for())
    move(report, Verb.START)
    step = write_step(actor, report, Verb.START, text=words)
    conclude(actor, report, step, ReportStarted, action="started")
    return report


@transaction.atomic
def answer_report(
    actor: Actor, number: str, *, text: str, version: int | None = None, key: str = ""
) -> Report:
    """Write to the other side: the officer to the reporter, or the reporter to the agency."""
    words = rules.clean_words(text)
    report = locked_report(actor, number, Verb.ANSWER, version=version, key=key)
    is_from_reporter = is_reporter(actor, report, key)
    move(report, Verb.ANSWER, is_by_reporter=is_from_reporter)
    if not is_from_reporter and report.answered_at is None:
        report.answered_at = clock.now()
    if not is_from_reporter:
        check_reply(report, Verb.ANSWER, words)
    step = write_step(
        actor, report, Verb.ANSWER, text=words, audience=Audience.REPORTER, is_by_reporter=is_from_reporter
    )
    conclude(actor, report, step, ReportAnswered, action="answered", is_from_reporter=is_from_reporter)
    return report


@transaction.atomic
def note_report(actor: Actor, number: str, *, text: str) -> Report:
    """Leave a note that only officers see; no event, nobody is told."""
    words = rules.clean_words(text)
    report = locked_report(actor, number, Verb.NOTE)
    move(report, Verb.NOTE)
    write_step(actor, report, Verb.NOTE, text=words, audience=Audience.INTERNAL)
    chain.record(actor, action="reports.noted", subject=f"report:{report.uid}")
    return report


@transaction.atomic
def reject_report(actor: Actor, number: str, *, reason: str, version: int | None = None) -> Report:
    """Refuse the report with a reason that the reporter reads."""
    words = rules.clean_words(reason, field="reason")
    report = locked_report(actor, number, Verb.REJECT, version=version)
    move(report, Verb.REJECT)
    check_reply(report, Verb.REJECT, words)
    report.finished_at = clock.now()
    step = write_step(actor, report, Verb.REJECT, reason=words)
    conclude(actor, report, step, ReportRejected, action="rejected")
    return report
