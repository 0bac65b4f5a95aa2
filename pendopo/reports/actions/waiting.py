"""When it cannot be now: a question to the reporter, a pause with a public reason, a promise with a day."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from pendopo.events.reports import (
    ReportAsked,
    ReportPaused,
    ReportPromised,
    ReportRecalled,
    ReportResumed,
)
from pendopo.kernel import clock
from pendopo.kernel.actor import SYSTEM, Actor
from pendopo.kernel.working_calendar.api import calendar_for
from pendopo.reports import rules
from pendopo.reports.actions.replies import check_reply
from pendopo.reports.actions.steps import conclude, locked_report, move, write_step
from pendopo.reports.models import Report
from pendopo.reports.queries.clocks import terms_of
from pendopo.reports.rules import Audience, Verb

_RECALLED_AT_ONCE = 200


@transaction.atomic
def ask_reporter(actor: Actor, number: str, *, text: str, version: int | None = None) -> Report:
    """Ask what is missing; the clock stands until the reporter answers. Raises ``AlreadyPaused``."""
    words = rules.clean_words(text)
    report = locked_report(actor, number, Verb.ASK, version=version)
    check_reply(report, Verb.ASK, words)
    _stop_clock(report, "Menunggu jawaban pelapor.", is_asked=True)
    move(report, Verb.ASK)
    report.answered_at = report.answered_at or clock.now()
    step = write_step(actor, report, Verb.ASK, text=words, audience=Audience.REPORTER)
    conclude(actor, report, step, ReportAsked, action="asked")
    return report


@transaction.atomic
def pause_report(actor: Actor, number: str, *, reason: str, version: int | None = None) -> Report:
    """Stop the clock for a reason that everybody reads; raises ``AlreadyPaused``."""
    words = rules.clean_words(reason, field="reason")
    report = locked_report(actor, number, Verb.PAUSE, version=version)
    check_reply(report, Verb.PAUSE, words)
    _stop_clock(report, words, is_asked=False)
    move(report, Verb.PAUSE)
    step = write_step(actor, report, Verb.PAUSE, reason=words)
    conclude(actor, report, step, ReportPaused, action="paused")
    return report


@transaction.atomic
def resume_report(actor: Actor, number: str, *, text: str = "", version: int | None = None) -> Report:
    """Let the clock run again; raises ``NotPaused``."""
    words = rules.clean_words(text, is_needed=False)
    report = locked_report(actor, number, Verb.RESUME, version=version)
    if report.paused_at is None:
        raise rules.NotPaused
    move(report, Verb.RESUME)
    step = write_step(actor, report, Verb.RESUME, text=words)
    conclude(actor, report, step, ReportResumed, action="resumed")
    return report


@transaction.atomic
def promise_report(
    actor: Actor, number: str, *, day: dt.date, reason: str, version: int | None = None
) -> Report:
    """State by which day it will be done and why not now, such as "waits for the budget of 2027".

    The day and the reason are public. Raises ``PromiseNeedsADay``.
    """
    words = rules.clean_words(reason, field="reason")
    rules.check_promise(day, clock.today())
    report = locked_report(actor, number, Verb.PROMISE, version=version)
    check_reply(report, Verb.PROMISE, words)
    move(report, Verb.PROMISE)
    report.promised_for = day
    report.answered_at = report.answered_at or clock.now()
    step = write_step(actor, report, Verb.PROMISE, reason=words, facts={"day": day.isoformat()})
    conclude(actor, report, step, ReportPromised, action="promised", day=day.isoformat())
    return report


def recall_promises() -> int:
    """Give reports whose promised day has come back to their agencies, 200 at most; returns how many."""
    today = clock.today()
    due = Report.objects.filter(state=rules.State.PROMISED, promised_for__lte=today)
    numbers = list(due.order_by("promised_for", "id").values_list("number", flat=True)[:_RECALLED_AT_ONCE])
    for number in numbers:
        _recall(number, today)
    return len(numbers)


@transaction.atomic
def _recall(number: str, today: dt.date) -> None:
    report = locked_report(SYSTEM, number, Verb.RECALL)
    if report.state != rules.State.PROMISED or (report.promised_for or today) > today:
        return
    report.finish_by = rules.deadlines_for(clock.now(), terms_of(report), calendar_for()).finish_by
    move(report, Verb.RECALL)
    step = write_step(SYSTEM, report, Verb.RECALL)
    conclude(SYSTEM, report, step, ReportRecalled, action="recalled")


def _stop_clock(report: Report, reason: str, *, is_asked: bool) -> None:
    if report.paused_at is not None:
        raise rules.AlreadyPaused
    report.paused_at, report.is_asked, report.pause_reason = clock.now(), is_asked, reason
