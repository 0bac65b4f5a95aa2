"""Reports as anybody may read them: none that is secret, no contact, no text that was not for the public.

Everything that leaves the platform for strangers is read here (open data, other systems).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import F, FloatField, Func, Q, QuerySet
from django.utils.translation import gettext

from pendopo.accounts.api import agencies_by_id, posts_by_id
from pendopo.kernel.maps.distance import METRES_PER_DEGREE, box_around, metres_between
from pendopo.kernel.maps.quadkey import ZOOM, Bounds
from pendopo.reports.models import Report, Step
from pendopo.reports.queries.categories import (
    CategoryRow,
    find_category,
    get_category,
    ids_at_a_place,
)
from pendopo.reports.queries.cursors import cursor_of, read_cursor
from pendopo.reports.queries.sentences import spoken
from pendopo.reports.queries.told_places import middle_of, spot_of
from pendopo.reports.rules import STEP_SENTENCES, Audience, State, Verb, Visibility
from pendopo.reports.rules.personal import masked
from pendopo.reports.rules.privacy import (
    PUBLIC_VISIBILITIES,
    TOLD_REASONS,
    TOLD_VERBS,
    is_text_public,
)
from pendopo.territory.api import AreaLevel, area_path, list_areas


@dataclass(frozen=True, slots=True)
class OpenDataRow:
    """One report as strangers may read it."""

    number: str
    state: State
    category: CategoryRow
    text: str
    """What the reporter wrote, masked; the name of the category where the text is not public."""
    agency: str
    received_at: dt.datetime
    changed_at: dt.datetime
    finished_at: dt.datetime | None
    finish_by: dt.datetime
    area_code: str
    village: str
    district: str
    postal_code: str
    lon: float | None
    """The told place (``rules.publicity.spot_told``), as ``lat``; None where none is known."""
    lat: float | None
    pause_reason: str
    """Why the clock stands, masked; empty while it runs."""
    promised_for: dt.date | None
    outside_name: str
    """The body outside the local government that has it now."""


@dataclass(frozen=True, slots=True)
class OpenDataStep:
    """One thing that was done, as strangers may read it."""

    id: int
    number: str
    at: dt.datetime
    state: State
    what: str
    """The sentence of the step, without whose hand it was."""
    reason: str
    """Masked; empty unless it was written for everybody."""


@dataclass(frozen=True, slots=True)
class Around:
    """A circle; reports are in it where they are told to be, so that nobody closes in on a house."""

    lon: float
    lat: float
    metres: float


@dataclass(frozen=True, slots=True)
class OpenDataFilter:
    """What is wanted; an empty value narrows nothing."""

    numbers: tuple[str, ...] = ()
    category_codes: tuple[str, ...] = ()
    states: frozenset[State] = frozenset()
    since: dt.datetime | None = None
    """Received then or later."""
    until: dt.datetime | None = None
    """Received then or earlier."""
    changed_after: dt.datetime | None = None
    around: Around | None = None


@dataclass(frozen=True, slots=True)
class OpenDataPage:
    """Some rows, newest first, and where the next ones start."""

    rows: tuple[OpenDataRow, ...]
    next_cursor: str
    """Empty at the end."""


class _Columns(NamedTuple):
    """What a row is made of: nothing to decrypt, no contact."""

    id: int
    number: str
    state: str
    category_id: int
    text: str
    visibility: str
    agency__name: str | None
    received_at: dt.datetime
    verified_at: dt.datetime | None
    changed_at: dt.datetime
    finished_at: dt.datetime | None
    finish_by: dt.datetime
    area_id: str
    lon: float
    lat: float
    is_exact: bool
    pause_reason: str
    promised_for: dt.date | None
    outside_name: str


class _StepColumns(NamedTuple):
    """What a step is made of; whose hand it was is not asked."""

    id: int
    report__number: str
    at: dt.datetime
    verb: str
    state: str
    reason: str
    facts: dict[str, str]
    agency_id: int | None
    post_id: int | None


def list_open_data(wanted: OpenDataFilter, *, limit: int, offset: int = 0, cursor: str = "") -> OpenDataPage:
    """A page of the public reports that match, newest first (1 query).

    ``cursor`` goes on where a page ended however far that is; ``offset`` counts rows and grows dear.
    """
    found = _after(_matching(wanted), cursor).order_by("-received_at", "-id")
    rows = [_Columns(*values) for values in found.values_list(*_Columns._fields)[offset : offset + limit + 1]]
    page = rows[:limit]
    return OpenDataPage(
        rows=tuple(_row(columns) for columns in page),
        next_cursor=cursor_of(page[-1].received_at, page[-1].id) if len(rows) > limit else "",
    )


def find_open_data(number: str) -> OpenDataRow | None:
    """One public report, or None: a secret one is not there (1 query)."""
    return next(iter(list_open_data(OpenDataFilter(numbers=(number,)), limit=1).rows), None)


def list_open_data_steps(*, since: dt.datetime, until: dt.datetime, limit: int) -> tuple[OpenDataStep, ...]:
    """What was done to public reports in a span of time, oldest first (3 queries)."""
    found = Step.objects.filter(at__gte=since, at__lte=until, audience=Audience.PUBLIC, verb__in=TOLD_VERBS)
    public = found.filter(report__visibility__in=PUBLIC_VISIBILITIES).order_by("at", "id")
    columns = [_StepColumns(*values) for values in public.values_list(*_StepColumns._fields)[:limit]]
    agencies = agencies_by_id(each.agency_id for each in columns if each.agency_id)
    posts = posts_by_id(each.post_id for each in columns if each.post_id)
    return tuple(
        _step(
            each,
            agency=agencies[each.agency_id].short_name if each.agency_id in agencies else "",
            post=posts[each.post_id].title if each.post_id in posts else "",
        )
        for each in columns
    )


def _public() -> QuerySet[Report]:
    return Report.objects.filter(visibility__in=PUBLIC_VISIBILITIES)


def _matching(wanted: OpenDataFilter) -> QuerySet[Report]:
    found = _public()
    if wanted.numbers:
        return found.filter(number__in=wanted.numbers)
    if wanted.category_codes:
        found = found.filter(category_id__in=_ids_of(wanted.category_codes))
    if wanted.states:
        found = found.filter(state__in=wanted.states)
    if wanted.since:
        found = found.filter(received_at__gte=wanted.since)
    if wanted.until:
        found = found.filter(received_at__lte=wanted.until)
    if wanted.changed_after:
        found = found.filter(changed_at__gt=wanted.changed_after)
    return _near(found, wanted.around) if wanted.around else found


def _ids_of(codes: Collection[str]) -> list[int]:
    return [category.id for category in map(find_category, codes) if category]


_SIDE = 1 << ZOOM
_CELL_DEGREES = 360 / _SIDE
_TOLD_LON = f"((floor((%(expressions)s + 180) / 360 * {_SIDE}) + 0.5) / {_SIDE} * 360 - 180)"
_DOWN = f"floor((0.5 - atanh(sin(radians(%(expressions)s))) / (2 * pi())) * {_SIDE})"
_TOLD_LAT = f"degrees(atan(sinh(pi() * (1 - 2 * ({_DOWN} + 0.5) / {_SIDE}))))"
"""``rules.publicity.blurred`` in the database."""


def _near(found: QuerySet[Report], around: Around) -> QuerySet[Report]:
    """Reports whose told place lies in the circle; the box lets the plain columns decide first."""
    box = box_around(around.lon, around.lat, around.metres)
    narrow = (box.east - box.west) / max(box.north - box.south, _CELL_DEGREES)
    up = (_told("lat", _TOLD_LAT) - around.lat) * METRES_PER_DEGREE
    aside = (_told("lon", _TOLD_LON) - around.lon) * (METRES_PER_DEGREE / narrow)
    at_a_place = Q(category_id__in=ids_at_a_place(), is_exact=True)
    inside = Q(
        lon__range=(box.west - _CELL_DEGREES, box.east + _CELL_DEGREES),
        lat__range=(box.south - _CELL_DEGREES, box.north + _CELL_DEGREES),
        apart__lte=around.metres**2,
    )
    told = Q(area_id__in=_areas_within(around, box)) & ~at_a_place
    return found.alias(apart=up * up + aside * aside).filter((at_a_place & inside) | told)


def _told(column: str, template: str) -> Func:
    return Func(F(column), template=template, output_field=FloatField())


def _areas_within(around: Around, box: Bounds) -> list[str]:
    """Areas whose reports are told to be in the middle of a village, or of a kecamatan, in the circle."""
    codes: list[str] = []
    for area in (*list_areas(level=AreaLevel.VILLAGE), *list_areas(level=AreaLevel.DISTRICT)):
        middle = middle_of(area.code)
        if middle is None or not box.contains(*middle):
            continue
        if metres_between(around.lon, around.lat, *middle) <= around.metres:
            codes.append(area.code)
            below = list_areas(parent=area.code) if area.level is AreaLevel.VILLAGE else ()
            codes += (each.code for each in below)
    return codes


def _after(found: QuerySet[Report], cursor: str) -> QuerySet[Report]:
    place = read_cursor(cursor)
    if place is None:
        return found
    moment, pk = place
    beyond = Q(received_at__lt=moment) | Q(received_at=moment, id__lt=pk)
    return found.filter(beyond, received_at__lte=moment)


def _row(columns: _Columns) -> OpenDataRow:
    path, category = area_path(columns.area_id), get_category(columns.category_id)
    state, place = State(columns.state), (columns.lon, columns.lat)
    spot = spot_of(columns.category_id, columns.area_id, place, is_exact=columns.is_exact)
    is_told = is_text_public(
        state, Visibility(columns.visibility), is_verified=columns.verified_at is not None
    )
    return OpenDataRow(
        number=columns.number,
        state=state,
        category=category,
        text=masked(columns.text) if is_told else category.name,
        agency=columns.agency__name or "",
        received_at=columns.received_at,
        changed_at=columns.changed_at,
        finished_at=columns.finished_at,
        finish_by=columns.finish_by,
        area_code=columns.area_id,
        village=path.village.title if path.village else "",
        district=path.district.title if path.district else "",
        postal_code=path.village.postal_code if path.village else "",
        lon=spot.lon if spot else None,
        lat=spot.lat if spot else None,
        pause_reason=masked(columns.pause_reason),
        promised_for=columns.promised_for,
        outside_name=columns.outside_name,
    )


def _step(columns: _StepColumns, *, agency: str, post: str) -> OpenDataStep:
    verb = Verb(columns.verb)
    names = {"agency": agency or gettext("koordinator"), "post": post, **spoken(columns.facts)}
    return OpenDataStep(
        id=columns.id,
        number=columns.report__number,
        at=columns.at,
        state=State(columns.state),
        what=masked(gettext(STEP_SENTENCES[verb]) % names),
        reason=masked(columns.reason) if verb in TOLD_REASONS else "",
    )
