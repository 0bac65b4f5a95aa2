"""Whom to tell about a report, and the facts that each message needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext

from pendopo.accounts.api import Role, find_contact, holders_of
from pendopo.kernel import clock
from pendopo.kernel.actor import CONVERSING, Channel
from pendopo.kernel.notifications.api import MessageChannel, Recipient
from pendopo.reports.models import Report, Step, Supporter
from pendopo.reports.queries.categories import get_category
from pendopo.reports.queries.sentences import spoken
from pendopo.reports.rules import STATE_LABELS, RungTarget, State, Visibility
from pendopo.reports.rules.personal import masked
from pendopo.reports.rules.privacy import is_text_public
from pendopo.reports.rules.publicity import title_told
from pendopo.web.formats import moment_text

_PHONE_WAYS = {str(Channel.SMS): MessageChannel.SMS}
"""Who reported by this way hears by it; others who left a phone hear by WhatsApp."""


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody who can be reached; ``key`` tells apart those who hear of the same step."""

    recipient: Recipient
    key: str
    subject: str
    facts: dict[str, str]
    path: str
    """The page of the report for a reporter who is signed in; empty for one without an account."""
    is_answered: bool = False
    """True when the way by which the report came says itself that it arrived."""


def reporter_of(report_id: int, *, step_id: int) -> Told | None:
    """The reporter with the facts of a message about a step; None when nothing is known to reach them.

    3 queries.
    """
    report = _report(report_id)
    return _reporter(report, _facts(report, Step.objects.get(pk=step_id, report=report)))


def family_of(report_id: int, *, step_id: int) -> Iterator[Told]:
    """Reporters of merged reports and whoever said "me too" on any of them, each with the way to a page.

    One answer reaches all, in words that everybody may read. 4 queries and one for each account that gave no
    contact.
    """
    report = _report(report_id)
    facts = _facts(report, Step.objects.get(pk=step_id, report=report))
    told_all = {**facts, "title": _title_told(report), "words": masked(facts["words"])}
    children = list(Report.objects.filter(parent=report).defer("words", "loc").order_by("id"))
    for child in children:
        told = _reporter(child, {**told_all, "link": _link(child)}, key=f":{child.number}")
        if told is not None:
            yield told
    voices = Supporter.objects.filter(report__in=[report, *children]).order_by("voice", "id")
    for voice in voices.distinct("voice"):
        told = _supporter(report, voice, told_all)
        if told is not None:
            yield told


def people_above(report_id: int, *, step_id: int, target: str) -> Iterator[Told]:
    """Who hears that a report went up, with the way to its page at the desk; nothing of the reporter.

    3 queries and one for each of them.
    """
    report = _report(report_id)
    step = Step.objects.get(pk=step_id, report=report)
    category = get_category(report.category_id)
    facts = {
        "number": report.number,
        "category": category.name,
        "agency": report.agency.name if report.agency else gettext("koordinator"),
        "due": moment_text(report.due_at, clock.zone(), today=clock.today()) if report.due_at else "-",
        "link": f"{settings.ORIGIN}/meja/laporan/{report.number}/",
        **spoken(step.facts),
    }
    for account_id in sorted(_above(RungTarget(target), step)):
        recipient = _recipient(account_id, "", "")
        if recipient is not None:
            yield Told(
                recipient=recipient,
                key=f":above:{account_id}",
                subject=f"report:{report.uid}",
                path=f"/meja/laporan/{report.number}/",
                facts=facts,
            )


def _above(target: RungTarget, step: Step) -> frozenset[int]:
    """Accounts by what the report was at the step: its post, its agency."""
    if target is RungTarget.POST and step.post_id is not None:
        return holders_of(post_id=step.post_id)
    if target is RungTarget.HEAD and step.agency_id is not None:
        return holders_of(agency_id=step.agency_id, role=Role.AGENCY_HEAD)
    return holders_of(role=Role.LEADER if target is RungTarget.LEADER else Role.COORDINATOR)


def _title_told(report: Report) -> str:
    """The title as everybody may read it; the category where they may not."""
    state, visibility = State(report.state), Visibility(report.visibility)
    if is_text_public(state, visibility, is_verified=report.verified_at is not None):
        return title_told(report.title, report.text)
    return get_category(report.category_id).name


def _report(report_id: int) -> Report:
    return Report.objects.select_related("agency").defer("words", "loc").get(pk=report_id)


def _reporter(report: Report, facts: dict[str, str], *, key: str = "") -> Told | None:
    recipient = _recipient_of(report)
    if recipient is None:
        return None
    return Told(
        recipient=recipient,
        key=key,
        subject=f"report:{report.uid}",
        path=f"/urusan-saya/{report.number}/" if report.reporter_id else "",
        facts=facts,
        is_answered=report.channel in CONVERSING,
    )


def _supporter(report: Report, voice: Supporter, facts: dict[str, str]) -> Told | None:
    recipient = _recipient(voice.account_id, voice.email, voice.phone)
    if recipient is None:
        return None
    link = f"{settings.ORIGIN}/laporan/{report.number}/"
    return Told(
        recipient=recipient,
        key=f":voice:{voice.pk}",
        subject=f"report:{report.uid}",
        path=f"/laporan/{report.number}/",
        facts={**facts, "link": link},
    )


def _recipient_of(report: Report) -> Recipient | None:
    """Who reported; of a secret report the message does not say which account it goes to."""
    if not report.sealed_reporter:
        way = _PHONE_WAYS.get(report.channel, MessageChannel.WHATSAPP)
        return _recipient(report.reporter_id, report.contact_email, report.contact_phone, way)
    email, phone = report.contact_email, report.contact_phone
    if not (email or phone):
        email, phone = find_contact(int(report.sealed_reporter))
    return _recipient(None, email, phone)


def _recipient(
    account_id: int | None, email: str, phone: str, phone_way: MessageChannel = MessageChannel.WHATSAPP
) -> Recipient | None:
    if account_id is not None and not (email or phone):
        email, phone = find_contact(account_id)
    if not (email or phone or account_id is not None):
        return None
    return Recipient(account_id=account_id, email=email, phone=phone, phone_way=phone_way)


def _facts(report: Report, step: Step) -> dict[str, str]:
    return {
        "number": report.number,
        "title": report.title,
        "category": get_category(report.category_id).name,
        "agency": report.agency.name if report.agency else gettext("koordinator"),
        "words": step.text or step.reason,
        "state": gettext(STATE_LABELS[State(step.state)]),
        "link": _link(report),
        **spoken(step.facts),
    }


def _link(report: Report) -> str:
    return f"{settings.ORIGIN}/lacak/{report.number}/{report.secret}/"
