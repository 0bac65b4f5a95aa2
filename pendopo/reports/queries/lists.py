"""Lists of reports that an actor may see: filtered, sorted, page by page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, QuerySet

from pendopo.accounts.api import Role
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.numbering.api import format_number, parse_number
from pendopo.reports.models import OPEN, Report
from pendopo.reports.permissions import SEES_ALL, seal_of
from pendopo.reports.queries.categories import find_category
from pendopo.reports.queries.cursors import cursor_of, read_cursor
from pendopo.reports.queries.ladder import raised_to
from pendopo.reports.queries.rows import Columns, ReportRow, columns_of, row_of
from pendopo.reports.rules import State, Visibility

_NO_CATEGORY = 0
COUNT_LIMIT = 1000
"""Counting stops here: nobody reads further, and counting a million rows costs everybody."""


class Scope(StrEnum):
    """Which part of the visible reports a list shows."""

    INBOX = "inbox"
    """Open, and held by an agency of the actor; for a coordinator also those nobody holds."""
    WAITING = "waiting"
    """Open, seen by the actor, held by others."""
    ASKED = "asked"
    """Open, held by others who ask an agency of the actor for help."""
    DONE = "done"
    ALL = "all"


class Sort(StrEnum):
    """Order of a list."""

    DUE = "due"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class ReportFilter:
    """What a list is narrowed to; an empty value narrows nothing."""

    scope: Scope = Scope.INBOX
    words: str = ""
    state: str = ""
    category_code: str = ""
    agency_code: str = ""
    area_code: str = ""
    post_id: int | None = None
    is_late: bool = False
    is_raised: bool = False
    """Only what went up the ladder to the actor."""
    since: dt.date | None = None
    until: dt.date | None = None
    sort: Sort = Sort.DUE


@dataclass(frozen=True, slots=True)
class ReportList:
    """One page of a list."""

    rows: tuple[ReportRow, ...]
    count: int
    """At most ``COUNT_LIMIT``."""
    is_more: bool
    """True when there are more than ``count``."""
    next_cursor: str
    """Where the next page starts; empty at the end."""


def visible_reports(actor: Actor) -> QuerySet[Report]:
    """Every report that ``actor`` may see; nothing for the anonymous."""
    if actor.is_system or actor.has_role(Role.COORDINATOR):
        return Report.objects.all()
    working = actor.agencies_with_role(Role.OFFICER, Role.AGENCY_HEAD)
    allowed = Q(agency_id__in=working) if working else Q(pk__in=[])
    if working:
        allowed |= _asked_of(working)
    if actor.account_id is not None:
        allowed |= _own(actor.account_id)
    if actor.has_role(*SEES_ALL):
        return Report.objects.filter(allowed | ~Q(visibility=Visibility.SECRET))
    return Report.objects.filter(allowed | _watched(actor))


def _asked_of(agencies: Iterable[int]) -> Q:
    """Where one of ``agencies`` is asked for help; the few such reports have an index of their own."""
    return Q(asked_ids__overlap=sorted(agencies))


def _watched(actor: Actor) -> Q:
    """What lies in the areas of the actor's posts, none of it secret."""
    seen = Q(pk__in=[])
    for area_code in {grant.area_code for grant in actor.grants if grant.area_code}:
        seen |= Q(area_id=area_code) | Q(area__code__startswith=f"{area_code}.")
    return seen & ~Q(visibility=Visibility.SECRET)


def _own(account_id: int) -> Q:
    return Q(reporter_id=account_id) | Q(reporter_hash=seal_of(account_id))


def list_reports(actor: Actor, filters: ReportFilter, *, cursor: str = "", limit: int = 50) -> ReportList:
    """A page of the reports that match ``filters`` (2 queries, 1 when the first page is all)."""
    matching = _matching(actor, filters)
    page = columns_of(_after(matching, filters.sort, cursor, may_end=_may_end(filters))[: limit + 1])
    rows, count, is_more = page[:limit], *_count_of(matching, filters, cursor, page, limit)
    return ReportList(
        rows=tuple(row_of(columns) for columns in rows),
        count=count,
        is_more=is_more,
        next_cursor=_cursor_of(rows[-1], filters.sort) if len(page) > limit else "",
    )


def _count_of(
    matching: QuerySet[Report], filters: ReportFilter, cursor: str, page: list[Columns], limit: int
) -> tuple[int, bool]:
    """How many match, and whether there are more; matches of words are not counted beyond the page."""
    is_first = not cursor
    if is_first and len(page) <= limit:
        return len(page), False
    if filters.words:
        return limit, True
    counted = matching.order_by()[: COUNT_LIMIT + 1].count()
    return min(counted, COUNT_LIMIT), counted > COUNT_LIMIT


def export_reports(actor: Actor, filters: ReportFilter) -> Iterator[ReportRow]:
    """All reports that match, streamed (1 query)."""
    ordered = _matching(actor, filters).order_by(*_ORDER[filters.sort]).values_list(*Columns._fields)
    return (row_of(Columns(*values)) for values in ordered.iterator(chunk_size=500))


def count_inbox(actor: Actor) -> tuple[int, int]:
    """How many reports wait in the actor's inbox, and how many of them are late (2 queries)."""
    inbox = _matching(actor, ReportFilter()).order_by()
    late = inbox.filter(due_at__lt=clock.now(), paused_at=None)
    return inbox[: COUNT_LIMIT + 1].count(), late[: COUNT_LIMIT + 1].count()


def list_own_reports(actor: Actor, *, limit: int = 50) -> tuple[ReportRow, ...]:
    """What the actor sent, newest first (1 query)."""
    own = own_reports(actor).order_by("-received_at")[:limit]
    return tuple(row_of(columns) for columns in columns_of(own))


def own_reports(actor: Actor) -> QuerySet[Report]:
    """What the actor's account sent, secret reports too; nothing for who has none."""
    if actor.account_id is None:
        return Report.objects.none()
    return Report.objects.filter(_own(actor.account_id))


def has_reports() -> bool:
    """True when any report was ever accepted (1 query)."""
    return Report.objects.exists()


def find_holder(number: str) -> int | None:
    """The agency that holds a report, for the platform's own use (1 query)."""
    return Report.objects.values_list("agency_id", flat=True).filter(number=number).first()


def _matching(actor: Actor, filters: ReportFilter) -> QuerySet[Report]:
    found = _in_scope(actor, filters.scope) if not filters.is_raised else _raised(actor)
    number = parse_number(filters.words) if filters.words else None
    if number is not None:
        found = found.filter(number=format_number(number.prefix, number.period, number.serial))
    elif filters.words:
        found = found.filter(words=SearchQuery(filters.words, config="indonesian", search_type="websearch"))
    for name, value in _equalities(filters).items():
        if value not in {"", None}:
            found = found.filter(**{name: value})
    if filters.area_code:
        found = found.filter(Q(area_id=filters.area_code) | Q(area__code__startswith=f"{filters.area_code}."))
    if filters.is_late:
        found = found.filter(state__in=OPEN, due_at__lt=clock.now(), paused_at=None)
    return _between(found, filters.since, filters.until)


def _equalities(filters: ReportFilter) -> dict[str, object]:
    return {
        "state": filters.state,
        "category_id": _category_id(filters.category_code),
        "agency__code": filters.agency_code,
        "post_id": filters.post_id,
    }


def _category_id(code: str) -> int | None:
    """The category's id; 0, which no category has, for a code that is not known."""
    category = find_category(code) if code else None
    return category.id if category else (_NO_CATEGORY if code else None)


def _raised(actor: Actor) -> QuerySet[Report]:
    return visible_reports(actor).filter(raised_to(actor))


def _in_scope(actor: Actor, scope: Scope) -> QuerySet[Report]:
    if scope is Scope.INBOX:
        return Report.objects.filter(_waiting_for(actor), state__in=OPEN)
    if scope is Scope.ASKED:
        return Report.objects.filter(_asked_of(actor.agencies_with_role(Role.OFFICER, Role.AGENCY_HEAD)))
    found = visible_reports(actor)
    if scope is Scope.WAITING:
        return found.filter(state__in=OPEN).exclude(agency_id__in=actor.agency_ids)
    return found.exclude(state__in=OPEN) if scope is Scope.DONE else found


def _waiting_for(actor: Actor) -> Q:
    """What lies with the actor's agencies; for a coordinator what is to be verified or routed."""
    working = actor.agencies_with_role(Role.OFFICER, Role.AGENCY_HEAD)
    to_verify = Q(state=State.RECEIVED) | Q(agency=None)
    if not actor.has_role(Role.COORDINATOR):
        return Q(agency_id__in=working)
    return to_verify | Q(agency_id__in=working) if working else to_verify


def _between(found: QuerySet[Report], since: dt.date | None, until: dt.date | None) -> QuerySet[Report]:
    if since:
        found = found.filter(received_at__gte=_start_of(since))
    if until:
        found = found.filter(received_at__lt=_start_of(until + dt.timedelta(days=1)))
    return found


def _start_of(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.min, tzinfo=clock.zone())


_ORDER = {
    Sort.DUE: ("due_at", "id"),
    Sort.NEWEST: ("-received_at", "-id"),
    Sort.OLDEST: ("received_at", "id"),
}


_NEVER = dt.datetime.max.replace(tzinfo=dt.UTC)
"""In a cursor: the limit of a report that has none."""


def _after(found: QuerySet[Report], sort: Sort, cursor: str, *, may_end: bool) -> QuerySet[Report]:
    ordered = found.order_by(*_ORDER[sort])
    place = read_cursor(cursor)
    if place is None:
        return ordered
    moment, pk = place
    if moment == _NEVER:
        return ordered.filter(due_at=None, id__gt=pk)
    field = _ORDER[sort][0].lstrip("-")
    way = "lt" if _ORDER[sort][0].startswith("-") else "gt"
    beyond = Q(**{f"{field}__{way}": moment}) | Q(**{field: moment, f"id__{way}": pk})
    if may_end:
        return ordered.filter(beyond | Q(due_at=None))
    return ordered.filter(beyond, **{f"{field}__{way}e": moment})


def _may_end(filters: ReportFilter) -> bool:
    """True for a list by limits that ends with reports that have none; the database puts them last."""
    return filters.sort is Sort.DUE and filters.scope in {Scope.DONE, Scope.ALL}


def _cursor_of(last: Columns, sort: Sort) -> str:
    return cursor_of(getattr(last, _ORDER[sort][0].lstrip("-")) or _NEVER, last.id)
