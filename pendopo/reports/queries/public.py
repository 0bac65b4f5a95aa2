"""The public record of reports: what everybody may list, and none of what they may not (rules.publicity)."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.db.models.functions import Left
from django.utils.translation import gettext

from pendopo.accounts.api import AgencyNotFound, get_agency
from pendopo.kernel import clock
from pendopo.kernel.numbering.api import format_number, parse_number
from pendopo.reports.models import Report
from pendopo.reports.queries.categories import find_category, get_category
from pendopo.reports.queries.cursors import cursor_of, read_cursor
from pendopo.reports.queries.told_places import spot_of
from pendopo.reports.rules import STATE_KINDS, STATE_LABELS, State, Visibility
from pendopo.reports.rules.privacy import is_text_public
from pendopo.reports.rules.publicity import STANDING_STATES, Spot, Standing, title_told
from pendopo.territory.api import area_path

_LATE_KIND = "late"
_DISTRICT = len("35.08.10")
"""Characters of the code of a kecamatan; an index has them."""


@dataclass(frozen=True, slots=True)
class PublicFilter:
    """What a list is narrowed to; an empty value narrows nothing, an unknown one finds nothing."""

    standing: Standing | None = None
    category_code: str = ""
    agency_code: str = ""
    area_code: str = ""
    """A kecamatan or a village."""
    month: dt.date | None = None
    """Any day of the month in which it was received."""

    @property
    def is_narrow(self) -> bool:
        """True when it narrows anything."""
        return self != PublicFilter()


@dataclass(frozen=True, slots=True)
class PublicRow:
    """One report as everybody may read it in a list."""

    number: str
    title: str
    """What the reporter wrote, masked, once an officer read it; until then the category."""
    category: str
    icon: str
    state: State
    state_label: str
    kind: str
    """Name of the shape beside the label; ``late`` before all others."""
    received_at: dt.datetime
    changed_at: dt.datetime
    due_at: dt.datetime | None
    """The limit that counts now; None when nobody has to do anything, or the clock stands."""
    promised_for: dt.date | None
    village: str
    district: str
    agency: str
    spot: Spot | None
    support_count: int
    is_demo: bool

    @property
    def is_late(self) -> bool:
        """True when the limit has passed."""
        return self.kind == _LATE_KIND

    @property
    def place(self) -> str:
        """Village and kecamatan in words."""
        return ", ".join(filter(None, (self.village, self.district)))


@dataclass(frozen=True, slots=True)
class PublicList:
    """Some rows, newest first."""

    rows: tuple[PublicRow, ...]
    next_cursor: str
    """Where the next ones start; empty at the end."""


class PublicColumns(NamedTuple):
    """What a row is made of, as the database gives it: no contact, nothing to decrypt."""

    id: int
    uid: uuid.UUID
    number: str
    title: str
    text: str
    category_id: int
    visibility: str
    state: str
    received_at: dt.datetime
    changed_at: dt.datetime
    due_at: dt.datetime | None
    verified_at: dt.datetime | None
    promised_for: dt.date | None
    paused_at: dt.datetime | None
    area_id: str
    agency__short_name: str | None
    lon: float
    lat: float
    is_exact: bool
    support_count: int
    is_demo: bool


def list_public_reports(wanted: PublicFilter, *, cursor: str = "", limit: int = 50) -> PublicList:
    """A page of the public reports that match, newest first (1 query, 2 with an agency)."""
    found = _after(_matching(wanted), cursor).order_by("-received_at", "-id")
    if wanted.standing is Standing.LATE:
        found = _chosen(found, limit + 1)
    page = [PublicColumns(*each) for each in found.values_list(*PublicColumns._fields)[: limit + 1]]
    last = page[:limit][-1] if len(page) > limit else None
    return PublicList(
        rows=tuple(public_row(columns) for columns in page[:limit]),
        next_cursor=cursor_of(last.received_at, last.id) if last else "",
    )


def _chosen(found: QuerySet[Report], most: int) -> QuerySet[Report]:
    """The first of ``found``, chosen by an index alone: to find the newest, all late ones are looked at."""
    return Report.objects.filter(pk__in=found.values("pk")[:most]).order_by("-received_at", "-id")


def find_public_report(words: str) -> PublicRow | None:
    """The report whose number ``words`` are, however typed; None for a secret one (1 query at most)."""
    number = parse_number(words)
    if number is None:
        return None
    named = format_number(number.prefix, number.period, number.serial)
    found = public_reports().filter(number=named).values_list(*PublicColumns._fields).first()
    return public_row(PublicColumns(*found)) if found else None


def public_reports() -> QuerySet[Report]:
    """Every report that the public may know of."""
    return Report.objects.exclude(visibility=Visibility.SECRET)


def _matching(wanted: PublicFilter) -> QuerySet[Report]:
    found = public_reports()
    if wanted.category_code:
        category = find_category(wanted.category_code)
        found = found.filter(category_id=category.id) if category else found.none()
    if wanted.agency_code:
        found = found.filter(agency_id=_agency_id(wanted.agency_code))
    if len(wanted.area_code) == _DISTRICT:
        found = found.alias(district=Left("area_id", _DISTRICT)).filter(district=wanted.area_code)
    elif wanted.area_code:
        inside = Q(area_id=wanted.area_code) | Q(area__code__startswith=f"{wanted.area_code}.")
        found = found.filter(inside)
    if wanted.month:
        since, until = month_span(wanted.month)
        found = found.filter(received_at__gte=since, received_at__lt=until)
    return _standing(found, wanted.standing) if wanted.standing else found


def _agency_id(code: str) -> int:
    """Asked beforehand, so that the planner knows how many reports the agency has; 0 for none."""
    try:
        return get_agency(code).id
    except AgencyNotFound:
        return 0


def _standing(found: QuerySet[Report], standing: Standing) -> QuerySet[Report]:
    found = found.filter(state__in=sorted(STANDING_STATES[standing]))
    if standing is Standing.LATE:
        return found.filter(due_at__lt=clock.now(), paused_at=None)
    if standing is Standing.BROKEN:
        return found.filter(promised_for__lt=clock.today())
    return found


def month_span(day: dt.date) -> tuple[dt.datetime, dt.datetime]:
    """When the month of ``day`` begins in the zone of the city, and when the next one does."""
    first = day.replace(day=1)
    following = (first + dt.timedelta(days=31)).replace(day=1)
    return _start_of(first), _start_of(following)


def _start_of(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.min, tzinfo=clock.zone())


def _after(found: QuerySet[Report], cursor: str) -> QuerySet[Report]:
    place = read_cursor(cursor)
    if place is None:
        return found
    moment, pk = place
    beyond = Q(received_at__lt=moment) | Q(received_at=moment, id__lt=pk)
    return found.filter(beyond, received_at__lte=moment)


def public_row(columns: PublicColumns) -> PublicRow:
    """A row as everybody may read it; asks the database nothing."""
    path, category = area_path(columns.area_id), get_category(columns.category_id)
    state = State(columns.state)
    due_at = columns.due_at if columns.paused_at is None else None
    is_late = due_at is not None and due_at < clock.now()
    return PublicRow(
        number=columns.number,
        title=title_told(columns.title, columns.text) if is_told(columns) else category.name,
        category=category.name,
        icon=category.icon,
        state=state,
        state_label=gettext(STATE_LABELS[state]),
        kind=_LATE_KIND if is_late else STATE_KINDS[state],
        received_at=columns.received_at,
        changed_at=columns.changed_at,
        due_at=due_at,
        promised_for=columns.promised_for if state is State.PROMISED or due_at else None,
        village=path.village.title if path.village else "",
        district=path.district.title if path.district else "",
        agency=columns.agency__short_name or "",
        spot=spot_of(
            columns.category_id, columns.area_id, (columns.lon, columns.lat), is_exact=columns.is_exact
        ),
        support_count=columns.support_count,
        is_demo=columns.is_demo,
    )


def is_told(columns: PublicColumns) -> bool:
    """True when everybody may read the reporter's words."""
    return is_text_public(
        State(columns.state), Visibility(columns.visibility), is_verified=columns.verified_at is not None
    )
