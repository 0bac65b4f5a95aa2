"""What happened before at a place, and where the same thing happens again and again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext

from pendopo.accounts.api import agencies_by_id
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.maps.distance import box_around, metres_between
from pendopo.reports import rules
from pendopo.reports.models import Report, Spot
from pendopo.reports.permissions import SEE_SPOTS, SEES_ALL, TABLE
from pendopo.reports.queries.categories import find_category, get_category
from pendopo.reports.queries.details import ReportDetail
from pendopo.reports.rules import STATE_KINDS, STATE_LABELS, ProofKind, State, Visibility
from pendopo.territory.api import area_path

PAST_LIMIT = 10


@dataclass(frozen=True, slots=True)
class PastReport:
    """An earlier report of the same category at the same place, as everybody may know it."""

    number: str
    state_label: str
    state_kind: str
    metres: int
    received_at: dt.datetime
    finished_at: dt.datetime | None
    agency: str
    may_open: bool
    """True when the reader may open it on the desk; others read its public page."""


@dataclass(frozen=True, slots=True)
class PlaceHistory:
    """What came before a report at its place."""

    past: tuple[PastReport, ...]
    """Newest first, ``PAST_LIMIT`` at most."""
    count: int
    fixed_count: int
    """How many of them were put right in the last twelve months."""
    is_chronic: bool


_NOTHING = PlaceHistory((), 0, 0, is_chronic=False)


def place_history(actor: Actor, report: ReportDetail) -> PlaceHistory:
    """Earlier reports of the category within ``PENDOPO_CHRONIC_METRES``, none of them secret.

    Only for matters that lie at an exact place. 1 query, 2 when there are any.
    """
    if report.proof is not ProofKind.FIELD or not report.is_exact:
        return _NOTHING
    now, found = clock.now(), _around(report)
    if not found:
        return _NOTHING
    fixed = sum(rules.is_repair(State(each.state), each.finished_at, now) for each, _metres in found)
    shown = found[:PAST_LIMIT]
    agencies = agencies_by_id(each.agency_id for each, _metres in shown if each.agency_id)
    names = {agency.id: agency.short_name for agency in agencies.values()}
    return PlaceHistory(
        past=tuple(_past(actor, each, metres, names) for each, metres in shown),
        count=len(found),
        fixed_count=fixed,
        is_chronic=fixed >= settings.CHRONIC_COUNT,
    )


def _around(report: ReportDetail) -> list[tuple[Report, int]]:
    """Earlier reports with their distance, newest first; the index of latitudes answers the box.

    They are put in order here: a limit by date would tempt the database to walk a whole category instead.
    """
    lon, lat = report.row.lon, report.row.lat
    box = box_around(lon, lat, settings.CHRONIC_METRES)
    found = Report.objects.filter(
        lat__range=(box.south, box.north),
        lon__range=(box.west, box.east),
        category_id=report.category_id,
        is_exact=True,
        received_at__lt=report.row.received_at,
    ).exclude(visibility=Visibility.SECRET)
    columns = found.only("number", "state", "received_at", "finished_at", "agency_id", "lon", "lat")
    newest = sorted(columns, key=lambda each: (each.received_at, each.pk), reverse=True)
    measured = ((each, metres_between(lon, lat, each.lon, each.lat)) for each in newest)
    return [(each, round(metres)) for each, metres in measured if metres <= settings.CHRONIC_METRES]


def _past(actor: Actor, report: Report, metres: int, agencies: dict[int, str]) -> PastReport:
    state = State(report.state)
    return PastReport(
        number=report.number,
        state_label=gettext(STATE_LABELS[state]),
        state_kind=STATE_KINDS[state],
        metres=metres,
        received_at=report.received_at,
        finished_at=report.finished_at,
        agency=agencies.get(report.agency_id or 0, ""),
        may_open=actor.has_role(*SEES_ALL) or report.agency_id in actor.agency_ids,
    )


@dataclass(frozen=True, slots=True)
class SpotRow:
    """A chronic spot in the list."""

    category: str
    village: str
    district: str
    lon: float
    lat: float
    fixed_count: int
    first_at: dt.datetime
    last_at: dt.datetime
    last_number: str
    """The report that was put right there last; its page shows what came before."""
    agency: str


def list_spots(actor: Actor, *, category_code: str = "", limit: int = 200) -> list[SpotRow]:
    """Chronic spots, those with most repairs first (1 query)."""
    return [_spot_row(spot) for spot in _spots(actor, category_code)[:limit]]


def export_spots(actor: Actor, *, category_code: str = "") -> Iterator[SpotRow]:
    """All of them, streamed (1 query)."""
    return (_spot_row(spot) for spot in _spots(actor, category_code).iterator(chunk_size=500))


def spots_counted_at() -> dt.datetime | None:
    """When they were counted last; None before the first night, or while there are none (1 query)."""
    return Spot.objects.order_by("-counted_at").values_list("counted_at", flat=True).first()


_SPOT_FIELDS = ("category_id", "area_id", "lon", "lat", "fixed_count", "first_at", "last_at")


def _spots(actor: Actor, category_code: str) -> QuerySet[Spot]:
    TABLE.check(actor, SEE_SPOTS)
    found = Spot.objects.select_related("last_report__agency").only(
        *_SPOT_FIELDS, "last_report__number", "last_report__agency__short_name"
    )
    if category_code:
        category = find_category(category_code)
        found = found.filter(category_id=category.id if category else 0)
    return found.order_by("-fixed_count", "-last_at", "id")


def _spot_row(spot: Spot) -> SpotRow:
    path = area_path(spot.area_id)
    agency = spot.last_report.agency
    return SpotRow(
        category=get_category(spot.category_id).name,
        village=path.village.title if path.village else "",
        district=path.district.title if path.district else "",
        lon=spot.lon,
        lat=spot.lat,
        fixed_count=spot.fixed_count,
        first_at=spot.first_at,
        last_at=spot.last_at,
        last_number=spot.last_report.number,
        agency=agency.short_name if agency else "",
    )
