"""Whom to tell about a report, and the facts that the message needs."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext

from pendopo.accounts.api import find_contact
from pendopo.kernel.notifications.api import Recipient
from pendopo.reports.models import Report, Step
from pendopo.reports.queries.categories import get_category


@dataclass(frozen=True, slots=True)
class Told:
    """A reporter who can be reached."""

    recipient: Recipient
    subject: str
    facts: dict[str, str]
    path: str
    """The page of the report for a reporter who is signed in; empty for one without an account."""


def reporter_of(report_id: int, *, step_id: int) -> Told | None:
    """The reporter with the facts of a message about a step; None when nothing is known to reach them.

    3 queries.
    """
    report = Report.objects.select_related("agency").defer("words", "loc").get(pk=report_id)
    email, phone = report.contact_email, report.contact_phone
    if report.reporter_id and not (email or phone):
        email, phone = find_contact(report.reporter_id)
    if not (email or phone or report.reporter_id):
        return None
    step = Step.objects.get(pk=step_id, report=report)
    return Told(
        recipient=Recipient(account_id=report.reporter_id, email=email, phone=phone),
        subject=f"report:{report.uid}",
        path=f"/urusan-saya/{report.number}/" if report.reporter_id else "",
        facts={
            "number": report.number,
            "title": report.title,
            "category": get_category(report.category_id).name,
            "agency": report.agency.name if report.agency else gettext("koordinator"),
            "words": step.text or step.reason,
            "link": f"{settings.ORIGIN}/lacak/{report.number}/{report.secret}/",
        },
    )
