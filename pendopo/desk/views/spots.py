"""Chronic spots: where the same thing is put right again and again."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.accounts.api import Role
from pendopo.desk.views.exports import Echo, safe
from pendopo.kernel import clock
from pendopo.kernel.access import actor_of, role_needed
from pendopo.kernel.actor import Actor
from pendopo.reports import api as reports
from pendopo.reports.api import SpotRow
from pendopo.web.pages import render

LIST_LIMIT = 200
_watchers_only = role_needed(Role.COORDINATOR, Role.LEADER)


@dataclass(frozen=True, slots=True)
class SpotChip:
    """A category that one press narrows the list to."""

    label: str
    url: str
    is_current: bool
    count: int | None = None


@dataclass(frozen=True, slots=True)
class SpotMark:
    """A spot on the map."""

    lon: float
    lat: float
    kind: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class SpotEntry:
    """A spot in the list."""

    spot: SpotRow
    url: str


@dataclass(frozen=True, slots=True)
class SpotListPage:
    """The spots on a list and on a map."""

    template: ClassVar[str] = "desk/spot_list_page.html"
    entries: tuple[SpotEntry, ...]
    marks: tuple[SpotMark, ...]
    chips: tuple[SpotChip, ...]
    export_url: str
    counted_at: dt.datetime | None
    least: int
    metres: int


@_watchers_only
def spot_list_page(request: HttpRequest) -> HttpResponse:
    """The chronic spots of the last twelve months, most repairs first (2 queries)."""
    chosen = request.GET.get("kategori", "")
    spots = reports.list_spots(actor_of(request), category_code=chosen, limit=LIST_LIMIT)
    entries = tuple(SpotEntry(each, reverse("desk:report_page", args=[each.last_number])) for each in spots)
    page = SpotListPage(
        entries=entries,
        marks=tuple(_mark(entry) for entry in entries),
        chips=_chips(chosen),
        export_url=f"{reverse('desk:export_spots')}?kategori={chosen}",
        counted_at=reports.spots_counted_at(),
        least=settings.CHRONIC_COUNT,
        metres=round(settings.CHRONIC_METRES),
    )
    return render(request, page)


def _mark(entry: SpotEntry) -> SpotMark:
    spot = entry.spot
    label = _("%(category)s, %(village)s: %(n)d kali") % {
        "category": spot.category,
        "village": spot.village,
        "n": spot.fixed_count,
    }
    return SpotMark(spot.lon, spot.lat, "late", label, entry.url)


def _chips(chosen: str) -> tuple[SpotChip, ...]:
    here = reverse("desk:spot_list_page")
    every = SpotChip(_("Semua"), here, is_current=not chosen)
    fields = (each for each in reports.list_categories() if each.proof is reports.ProofKind.FIELD)
    return (
        every,
        *(SpotChip(each.name, f"{here}?kategori={each.code}", chosen == each.code) for each in fields),
    )


_HEADS = [
    "kategori", "kali_diperbaiki", "pertama", "terakhir", "laporan_terakhir", "instansi",
    "desa_kelurahan", "kecamatan", "bujur", "lintang",
]  # fmt: skip


@_watchers_only
def export_spots(request: HttpRequest) -> StreamingHttpResponse:
    """All of them as CSV, streamed."""
    lines = _lines(actor_of(request), request.GET.get("kategori", ""))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="titik-berulang-{clock.today():%Y%m%d}.csv"'
    return response


def _lines(actor: Actor, chosen: str) -> Iterator[str]:
    writer = csv.writer(Echo())
    yield "\ufeff" + str(writer.writerow(_HEADS))
    for each in reports.export_spots(actor, category_code=chosen):
        texts = [
            each.category, str(each.fixed_count), f"{clock.local(each.first_at):%Y-%m-%d}",
            f"{clock.local(each.last_at):%Y-%m-%d}", each.last_number, each.agency,
            each.village, each.district,
        ]  # fmt: skip
        yield str(writer.writerow([*map(safe, texts), f"{each.lon:.5f}", f"{each.lat:.5f}"]))
