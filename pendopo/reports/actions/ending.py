"""The end of a report: confirmed by the reporter or a second officer, rated, or reopened."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from pendopo.events.reports import ReportConfirmed, ReportRated, ReportReopened
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import Invalid, gettext_noop
from pendopo.kernel.working_calendar.api import calendar_for
from pendopo.reports import rules
from pendopo.reports.actions.steps import conclude, locked_report, move, write_step
from pendopo.reports.models import Report
from pendopo.reports.permissions import is_reporter
from pendopo.reports.queries.clocks import terms_of
from pendopo.reports.rules import Verb


@transaction.atomic
def confirm_report(actor: Actor, number: str, *, key: str = "") -> Report:
    """The reporter agrees that it is done."""
    report = locked_report(actor, number, Verb.CONFIRM, key=key)
    move(report, Verb.CONFIRM)
    report.confirmed_at = clock.now()
    step = write_step(actor, report, Verb.CONFIRM, is_by_reporter=True)
    conclude(actor, report, step, ReportConfirmed, action="confirmed", is_by_officer=False)
    return report


@transaction.atomic
def check_report(actor: Actor, number: str, *, text: str, version: int | None = None) -> Report:
    """A second officer looked and agrees that it is done; raises ``OwnClaim`` for who claimed it."""
    words = rules.clean_words(text)
    report = locked_report(actor, number, Verb.CHECK, version=version)
    if actor.account_id is not None and actor.account_id == report.claimant_id:
        raise rules.OwnClaim
    move(report, Verb.CHECK)
    report.confirmed_at = clock.now()
    step = write_step(actor, report, Verb.CHECK, text=words)
    conclude(actor, report, step, ReportConfirmed, action="checked", is_by_officer=True)
    return report


@transaction.atomic
def reopen_report(
    actor: Actor, number: str, *, reason: str, photo_uids: Sequence[UUID] = (), key: str = ""
) -> Report:
    """It is not done, says the reporter or a coordinator: back to the agency, with a new limit.

    A promise can be refused so while it lasts. Raises ``ReopenWindowClosed`` when too much time has passed
    since the end.
    """
    words = rules.clean_words(reason, field="reason")
    report = locked_report(actor, number, Verb.REOPEN, key=key)
    now = clock.now()
    if report.finished_at is not None and not rules.can_reopen(report.finished_at, now):
        raise rules.ReopenWindowClosed
    report.finish_by = rules.deadlines_for(now, terms_of(report), calendar_for()).finish_by
    move(report, Verb.REOPEN)
    report.finished_at, report.confirmed_at, report.claimant_id = None, None, None
    report.post, report.stars, report.promised_for = None, None, None
    report.outside_name, report.outside_number = "", ""
    report.reopen_count += 1
    step = write_step(
        actor,
        report,
        Verb.REOPEN,
        reason=words,
        is_by_reporter=is_reporter(actor, report, key),
        photo_uids=photo_uids,
    )
    conclude(actor, report, step, ReportReopened, action="reopened")
    return report


@transaction.atomic
def rate_report(actor: Actor, number: str, *, stars: int, text: str = "", key: str = "") -> Report:
    """One to five stars for how it was handled, with words if the reporter likes."""
    words = rules.clean_words(text, is_needed=False)
    if not 1 <= stars <= rules.MOST_STARS:
        raise Invalid(fields={"stars": gettext_noop("Pilih satu sampai lima bintang.")})
    report = locked_report(actor, number, Verb.RATE, key=key)
    move(report, Verb.RATE)
    report.stars = stars
    step = write_step(actor, report, Verb.RATE, text=words, is_by_reporter=True)
    conclude(actor, report, step, ReportRated, action="rated", stars=stars)
    return report
