"""One matter told by many: merge and split reports, and "me too"."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from pendopo.events.reports import ReportMerged, ReportSplit, ReportSupported
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.audit import chain
from pendopo.kernel.outbox.record import record
from pendopo.kernel.personal_data import keyed_hash
from pendopo.kernel.throttle.api import count_sending
from pendopo.reports import rules
from pendopo.reports.actions.steps import conclude, locked_report, move, write_step
from pendopo.reports.models import Report, Supporter
from pendopo.reports.permissions import TABLE, may_see
from pendopo.reports.queries.categories import get_category
from pendopo.reports.rules import State, Verb, Visibility


@dataclass(frozen=True, slots=True)
class Support:
    """Whether a voice was new, and how many there are."""

    is_new: bool
    count: int


@transaction.atomic
def merge_report(actor: Actor, number: str, *, parent_number: str, version: int | None = None) -> Report:
    """Make the report a child of another that tells the same; its reporter hears what happens to that one.

    Children of the child follow it, so that there are two storeys only. Raises ``CannotMerge``.
    """
    _lock_family(number, rules.written_number(parent_number))
    report = locked_report(actor, number, Verb.MERGE, version=version)
    parent = _parent_for(actor, report, parent_number)
    move(report, Verb.MERGE)
    report.parent, report.finished_at = parent, clock.now()
    step = write_step(actor, report, Verb.MERGE, facts={"parent": parent.number})
    Report.objects.filter(parent=report).update(parent=parent)
    _count_voices(parent)
    conclude(actor, report, step, ReportMerged, action="merged", parent_number=parent.number)
    return report


@transaction.atomic
def split_report(actor: Actor, number: str, *, reason: str, version: int | None = None) -> Report:
    """It was another matter after all: a report of its own again, at the agency that holds it."""
    words = rules.clean_words(reason, field="reason")
    _lock_family(number)
    report = locked_report(actor, number, Verb.SPLIT, version=version)
    parent = report.parent
    move(report, Verb.SPLIT)
    report.parent, report.finished_at = None, None
    report.verified_at = report.verified_at or clock.now()
    step = write_step(
        actor, report, Verb.SPLIT, reason=words, facts={"parent": parent.number if parent else ""}
    )
    if parent is not None:
        _count_voices(parent)
    conclude(actor, report, step, ReportSplit, action="split")
    return report


def support_report(
    actor: Actor, number: str, *, browser: str = "", email: str = "", phone: str = ""
) -> Support:
    """Say "me too" on an open report that the public knows: its weight grows, and who left a way is told.

    A voice is an account, else a contact, else a browser (a random value of its own), else the network it
    comes from; a second time counts nothing. Raises ``ReportNotFound``, ``Invalid``, ``TooManyReports``.
    """
    TABLE.check(actor, Verb.SUPPORT)
    contact = rules.clean_contact(email=email, phone=phone)
    count_sending(actor, rules.submissions_limit(settings.REPORTS_PER_HOUR))
    with transaction.atomic():
        return _support(actor, number, browser, contact)


def _support(actor: Actor, number: str, browser: str, contact: rules.Contact) -> Support:
    report = Report.objects.select_for_update(of=("self",)).filter(number=number).first()
    if report is None or report.visibility == Visibility.SECRET:
        raise rules.ReportNotFound
    if Verb.SUPPORT not in rules.possible_verbs(State(report.state)):
        raise rules.StepNotPossible
    voice = keyed_hash(_voice_of(actor, browser, contact), "report-voice")
    _supporter, is_new = Supporter.objects.get_or_create(
        report=report,
        voice=voice,
        defaults={
            "account_id": actor.account_id,
            "email": contact.email,
            "phone": contact.phone,
            "joined_at": clock.now(),
        },
    )
    if is_new:
        _count_voices(report)
        _tell_support(actor, report)
    return Support(is_new=is_new, count=report.support_count)


def _voice_of(actor: Actor, browser: str, contact: rules.Contact) -> str:
    if actor.account_id is not None:
        return f"account:{actor.account_id}"
    from_here = f"browser:{browser}" if browser else f"network:{actor.network}"
    return contact.phone or contact.email.lower() or from_here


def _count_voices(report: Report) -> None:
    """The weight of a report: who joined it, its children, and who joined those."""
    family = [report.pk, *Report.objects.filter(parent=report).values_list("pk", flat=True)]
    joined = Supporter.objects.filter(report_id__in=family).values("voice").distinct().count()
    report.support_count = joined + len(family) - 1
    Report.objects.filter(pk=report.pk).update(support_count=report.support_count)


def _tell_support(actor: Actor, report: Report) -> None:
    """No step in the timeline, where a flood of voices would bury what officers do; the count says it."""
    subject = f"report:{report.uid}"
    chain.record(actor, action="reports.supported", subject=subject, facts={"count": report.support_count})
    record(
        ReportSupported(
            report_id=report.pk,
            number=report.number,
            category_code=get_category(report.category_id).code,
            area_code=report.area_id,
            agency_id=report.agency_id,
            state=report.state,
            support_count=report.support_count,
        ),
        subject=subject,
        live=["situation", subject, *([f"agency:{report.agency_id}"] if report.agency_id else [])],
    )


def _lock_family(*numbers: str) -> None:
    """Reports and their parents, in the order of their ids: who merges crosswise waits in no circle.

    A report that got another parent while this waited is looked at again, for that one counts its voices.
    """
    named, known = Report.objects.filter(number__in=numbers), set[int]()
    while not (family := {pk for pair in named.values_list("pk", "parent_id") for pk in pair if pk}) <= known:
        if known:
            raise rules.SomebodyWasFaster
        known = family
        locked = Report.objects.select_for_update(of=("self",)).filter(pk__in=family).order_by("id")
        list(locked.values_list("pk"))


def _parent_for(actor: Actor, report: Report, parent_number: str) -> Report:
    """The report to merge into; one that is merged itself stands for its own parent."""
    found = Report.objects.filter(number=rules.written_number(parent_number)).first()
    if found is not None and found.parent_id is not None:
        found = Report.objects.get(pk=found.parent_id)
    is_possible = (
        found is not None
        and found.pk != report.pk
        and Visibility.SECRET not in {found.visibility, report.visibility}
        and State(found.state) in rules.PARENT_STATES
        and may_see(actor, found)
    )
    if found is None or not is_possible:
        raise rules.CannotMerge(fields={"parent_number": rules.CannotMerge.text})
    return found
