"""Which officers to tell about a report, and the facts that their messages need."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from django.conf import settings
from django.utils.translation import gettext

from pendopo.accounts.api import Role, agencies_by_id, find_contact, list_posts
from pendopo.kernel import clock
from pendopo.kernel.notifications.api import Recipient
from pendopo.reports.models import Coordination, Disposition, Report
from pendopo.reports.queries.categories import get_category
from pendopo.reports.queries.recipients import Told
from pendopo.reports.rules import COORDINATION_LABELS, CoordinationState, Visibility
from pendopo.web.formats import moment_text

_WORKERS = frozenset({Role.OFFICER, Role.AGENCY_HEAD})


def told_of_question(coordination_id: int) -> Iterator[Told]:
    """Who works for the asked agency, with the question; nobody once it is over.

    6 queries and one for each person.
    """
    asked = _coordination(coordination_id)
    if asked.state == CoordinationState.ASKED:
        yield from _told(asked, _holders_of(asked.agency_id))


def told_of_end(coordination_id: int) -> Iterator[Told]:
    """Who asked, that there is an answer; or who was asked, that nobody waits for one any more.

    4 queries and one for each person, 2 more for who was asked.
    """
    asked = _coordination(coordination_id)
    if asked.state == CoordinationState.WITHDRAWN:
        yield from _told(asked, _holders_of(asked.agency_id))
    elif asked.asked_by is not None:
        yield from _told(asked, [asked.asked_by])


def told_of_disposition(disposition_id: int) -> Iterator[Told]:
    """Who holds the post that the report was given to; nobody while it is vacant (5 queries)."""
    found = Disposition.objects.select_related("report", "post", "agency")
    sheet = found.defer("report__words", "report__loc").get(pk=disposition_id)
    holders = [post.holder_id for post in list_posts(sheet.agency_id) if post.id == sheet.post_id]
    facts = {
        "number": sheet.report.number,
        "sheet": sheet.number,
        "title": _title(sheet.report),
        "due": moment_text(sheet.due_at, clock.zone(), today=clock.today()),
    }
    yield from _each(sheet.report, facts, (holder for holder in holders if holder is not None))


def _coordination(coordination_id: int) -> Coordination:
    found = Coordination.objects.select_related("report", "agency").defer("report__words", "report__loc")
    return found.get(pk=coordination_id)


def _holders_of(agency_id: int) -> list[int]:
    posts = (post for post in list_posts(agency_id) if _WORKERS.intersection(post.roles))
    return sorted({post.holder_id for post in posts if post.holder_id is not None})


def _told(asked: Coordination, account_ids: Iterable[int]) -> Iterator[Told]:
    asker = agencies_by_id([asked.asker_id] if asked.asker_id else [])
    facts = {
        "number": asked.report.number,
        "title": _title(asked.report),
        "agency": asked.agency.short_name,
        "asker": asker[asked.asker_id].short_name if asked.asker_id in asker else gettext("Koordinator"),
        "due": moment_text(asked.due_at, clock.zone(), today=clock.today()),
        "outcome": gettext(COORDINATION_LABELS[CoordinationState(asked.state)]),
    }
    yield from _each(asked.report, facts, account_ids)


def _each(report: Report, facts: Mapping[str, str], account_ids: Iterable[int]) -> Iterator[Told]:
    path = f"/meja/laporan/{report.number}/"
    for account_id in account_ids:
        email, phone = find_contact(account_id)
        yield Told(
            recipient=Recipient(account_id=account_id, email=email, phone=phone),
            key=f":officer:{account_id}",
            subject=f"report:{report.uid}",
            facts={**facts, "link": f"{settings.ORIGIN}{path}"},
            path=path,
        )


def _title(report: Report) -> str:
    """What it is about; of a secret report a message outside our pages says the category only."""
    is_secret = report.visibility == Visibility.SECRET
    return get_category(report.category_id).name if is_secret else report.title
