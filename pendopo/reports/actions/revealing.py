"""Who reported: looked at by who may, each look logged; behind a secret report only when two agree."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from pendopo.accounts.api import find_contact, names_by_account, note_person_read
from pendopo.events.reports import ReportUnsealed
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.audit import chain
from pendopo.kernel.errors import Refused
from pendopo.reports import rules
from pendopo.reports.actions.steps import conclude, write_step
from pendopo.reports.models import Report, Unsealing
from pendopo.reports.permissions import (
    SEE_HIDDEN_REPORTER,
    SEE_REPORTER,
    TABLE,
    UNSEAL,
    matter_of,
    may_see,
)
from pendopo.reports.queries.details import is_open_to
from pendopo.reports.rules import Audience, Verb, Visibility


@dataclass(frozen=True, slots=True)
class Reporter:
    """Who reported, as an officer who may know reads it."""

    name: str
    email: str
    phone: str


@transaction.atomic
def reveal_reporter(actor: Actor, number: str) -> Reporter:
    """Name and contact of the reporter, for who may know them; every look is logged, for the reporter too.

    Raises ``StillSealed`` for a secret report that two have not opened.
    """
    report = _visible(actor, number)
    account_id = _account_behind(actor, report)
    email, phone, name = report.contact_email, report.contact_phone, report.reporter_name
    if account_id is not None:
        name = name or names_by_account([account_id]).get(account_id, "")
        if not (email or phone):
            email, phone = find_contact(account_id)
    chain.record(actor, action="reports.reporter_read", subject=f"report:{report.uid}")
    if report.reporter_id:
        note_person_read(actor, account_id=report.reporter_id)
    return Reporter(name=name, email=email, phone=phone)


def _account_behind(actor: Actor, report: Report) -> int | None:
    """The account of the reporter, once the actor may know it."""
    if report.visibility != Visibility.SECRET:
        verb = SEE_REPORTER if report.visibility == Visibility.OPEN else SEE_HIDDEN_REPORTER
        TABLE.check(actor, verb, matter_of(actor, report))
        return report.reporter_id
    TABLE.check(actor, UNSEAL, matter_of(actor, report))
    last = Unsealing.objects.filter(report=report, agreed_at__isnull=False).order_by("-id").first()
    if last is None or not is_open_to(actor, last):
        raise rules.StillSealed
    return int(report.sealed_reporter) if report.sealed_reporter else None


@transaction.atomic
def ask_unsealing(actor: Actor, number: str, *, reason: str) -> None:
    """Ask to open the identity behind a secret report; another officer must agree.

    Raises ``NothingSealed``, ``AlreadyAsked``.
    """
    words = rules.clean_words(reason, field="reason")
    report, account_id = _sealed(actor, number)
    if Unsealing.objects.filter(report=report, agreed_at=None).exists():
        raise rules.AlreadyAsked
    Unsealing.objects.create(report=report, asked_by=account_id, reason=words, asked_at=clock.now())
    chain.record(actor, action="reports.unsealing_asked", subject=f"report:{report.uid}")


@transaction.atomic
def agree_unsealing(actor: Actor, number: str) -> None:
    """The second officer agrees: the two may look for a day, and the reporter is told who and why.

    Raises ``NothingAsked``, ``OwnRequest`` for who asked.
    """
    report, account_id = _sealed(actor, number)
    asked = Unsealing.objects.select_for_update().filter(report=report, agreed_at=None).first()
    if asked is None:
        raise rules.NothingAsked
    if asked.asked_by == account_id:
        raise rules.OwnRequest
    asked.agreed_by, asked.agreed_at = account_id, clock.now()
    asked.save(update_fields=["agreed_by", "agreed_at"])
    step = write_step(actor, report, Verb.UNSEAL, reason=asked.reason, audience=Audience.REPORTER)
    conclude(actor, report, step, ReportUnsealed, action="unsealed")


def _sealed(actor: Actor, number: str) -> tuple[Report, int]:
    """A secret report under lock and the account of who may open it."""
    report = _visible(actor, number, is_locked=True)
    TABLE.check(actor, UNSEAL, matter_of(actor, report))
    if report.visibility != Visibility.SECRET:
        raise rules.NothingSealed
    if actor.account_id is None:
        raise Refused
    return report, actor.account_id


def _visible(actor: Actor, number: str, *, is_locked: bool = False) -> Report:
    found = Report.objects.select_for_update(of=("self",)) if is_locked else Report.objects.all()
    report = found.defer("words", "loc").filter(number=number).first()
    if report is None or not may_see(actor, report):
        raise rules.ReportNotFound
    return report
