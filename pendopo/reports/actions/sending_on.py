"""Whose it is instead: another agency, the arbiter, or a body outside the local government."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction

from pendopo.accounts.api import AgencyRow, Role, get_agency
from pendopo.events.reports import ReportContested, ReportHandedOver, ReportReferred
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.working_calendar.api import add_working_time, calendar_for
from pendopo.reports import rules
from pendopo.reports.actions.steps import conclude, locked_report, move, write_step
from pendopo.reports.models import Report
from pendopo.reports.rules import Verb


@transaction.atomic
def hand_over_report(
    actor: Actor, number: str, *, agency_code: str, reason: str, version: int | None = None
) -> Report:
    """Give the report to the agency whose matter it is; the reason is public.

    An agency may do so ``PENDOPO_BOUNCES`` times; after that its word is a proposal to the arbiter, who is
    the coordinator and whose decision stands. Raises ``AlreadyThere``, ``AlreadyArbitrated``.
    """
    words = rules.clean_words(reason, field="reason")
    report = locked_report(actor, number, Verb.HAND_OVER, version=version)
    agency = get_agency(agency_code)
    if agency.id == report.agency_id:
        raise rules.AlreadyThere(fields={"agency_code": rules.AlreadyThere.text})
    is_arbiter = actor.is_system or actor.has_role(Role.COORDINATOR)
    if report.is_arbitrated and not is_arbiter:
        raise rules.AlreadyArbitrated
    report.verified_at = report.verified_at or clock.now()
    if not is_arbiter and report.bounce_count >= settings.REPORT_BOUNCES:
        return _to_arbiter(actor, report, agency, words)
    return _to_agency(actor, report, agency, words, is_arbiter=is_arbiter)


def _to_agency(actor: Actor, report: Report, agency: AgencyRow, words: str, *, is_arbiter: bool) -> Report:
    from_agency_id = report.agency_id
    move(report, Verb.HAND_OVER)
    report.is_arbitrated = report.is_arbitrated or (is_arbiter and report.bounce_count > 0)
    report.bounce_count += 0 if is_arbiter else 1
    report.agency_id, report.post = agency.id, None
    report.route_reason = words
    step = write_step(actor, report, Verb.HAND_OVER, reason=words)
    conclude(actor, report, step, ReportHandedOver, action="handed_over", from_agency_id=from_agency_id)
    return report


def _to_arbiter(actor: Actor, report: Report, agency: AgencyRow, words: str) -> Report:
    """Nobody holds it until the coordinator has decided; what the agency proposes is said with its reason."""
    from_agency_id, now = report.agency_id, clock.now()
    move(report, Verb.CONTEST)
    report.bounce_count += 1
    report.agency_id, report.post = None, None
    span = dt.timedelta(hours=settings.REPORT_ARBITER_HOURS)
    report.due_at = add_working_time(now, span, calendar_for())
    step = write_step(actor, report, Verb.CONTEST, reason=words, facts={"agency": agency.name})
    conclude(
        actor,
        report,
        step,
        ReportContested,
        action="contested",
        from_agency_id=from_agency_id,
        proposed_agency_id=agency.id,
    )
    return report


@transaction.atomic
def refer_report(
    actor: Actor,
    number: str,
    *,
    outside_name: str,
    outside_number: str = "",
    reason: str,
    version: int | None = None,
) -> Report:
    """Hand the report on to a body outside the local government, and keep its number of it.

    Done again it adds the number that was not known at first. The reason is public.
    """
    words = rules.clean_words(reason, field="reason")
    name = rules.clean_line(outside_name, field="outside_name")
    their_number = rules.clean_line(outside_number, field="outside_number", is_needed=False)
    report = locked_report(actor, number, Verb.REFER, version=version)
    move(report, Verb.REFER)
    report.finished_at = report.finished_at or clock.now()
    report.outside_name, report.outside_number = name, their_number
    facts = {"outside": f"{name} ({their_number})" if their_number else name}
    step = write_step(actor, report, Verb.REFER, reason=words, facts=facts)
    conclude(actor, report, step, ReportReferred, action="referred")
    return report
