"""The public record: list and map, the page of each report, and "Saya juga"."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pendopo.kernel.access import actor_of, public
from pendopo.kernel.errors import Invalid
from pendopo.kernel.problems import said
from pendopo.portal.forms import RecordForm, SupportForm
from pendopo.portal.views.codes import svg_code
from pendopo.portal.views.tables import Chip
from pendopo.portal.views.voices import greet, heard, voice_of
from pendopo.reports.api import (
    STANDING_LABELS,
    PublicReport,
    PublicRow,
    Standing,
    TooManyReports,
    Verb,
    get_public_report,
    list_public_reports,
    support_report,
)
from pendopo.web.formats import number_text
from pendopo.web.pages import render

PAGE_SIZE = 40
FOLLOWED = ("kategori", "kecamatan")
"""What of the filter can be followed."""
SHOWN_FIRST = (Standing.OPEN, Standing.LATE, Standing.PROMISED, Standing.CLAIMED, Standing.CONFIRMED)
"""Standings that are one press away; the others are in the form."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A report in the list, and its mark on the map."""

    row: PublicRow
    url: str

    @property
    def label(self) -> str:
        """What a screen reader says of the mark."""
        return f"{self.row.title}, {self.row.state_label}"

    @property
    def kind(self) -> str:
        """Its shape."""
        return self.row.kind

    @property
    def lon(self) -> float:
        """Where the mark stands; only asked of a row with a spot."""
        return self.row.spot.lon if self.row.spot else 0.0

    @property
    def lat(self) -> float:
        """See ``lon``."""
        return self.row.spot.lat if self.row.spot else 0.0


@dataclass(frozen=True, slots=True)
class PublicListPage:
    """Everything that was reported, on a list and on a map."""

    template: ClassVar[str] = "portal/public_list_page.html"
    form: RecordForm
    listed: tuple[Listed, ...]
    chips: tuple[Chip, ...]
    is_narrow: bool
    is_first: bool
    first_url: str
    next_url: str
    feed_url: str
    follow_url: str

    @property
    def marks(self) -> list[Listed]:
        """What the map shows."""
        return [each for each in self.listed if each.row.spot]


@dataclass(frozen=True, slots=True)
class PublicReportPage:
    """One report as everybody may read it."""

    template: ClassVar[str] = "portal/public_report_page.html"
    report: PublicReport
    link: str
    support: SupportForm = field(default_factory=SupportForm)

    @property
    def marks(self) -> list[Listed]:
        """The one mark of its map."""
        return [Listed(self.report.row, "")] if self.report.row.spot else []

    @property
    def center(self) -> tuple[float, float]:
        """The middle of its map; only asked where there is a mark."""
        return self.marks[0].lon, self.marks[0].lat

    @property
    def evidence(self) -> str:
        """How the claim was proven and who agreed, in one sentence."""
        report, said_so = self.report, []
        if report.metres is not None:
            far = {"metres": number_text(report.metres)}
            said_so.append(_("Foto diambil %(metres)s m dari titik laporan.") % far)
        if report.agreed_by is Verb.CONFIRM:
            said_so.append(_("Pelapor menyetujui: sudah selesai."))
        if report.agreed_by is Verb.CHECK:
            said_so.append(_("Petugas kedua memeriksa dan menyetujui."))
        if report.row.state == "resolved":
            said_so.append(_("Belum dihitung selesai: menunggu persetujuan pelapor atau petugas kedua."))
        return " ".join(said_so)

    @property
    def is_place_exact(self) -> bool:
        """True when the mark is the place itself and not its village."""
        spot = self.report.row.spot
        return spot is not None and spot.is_exact


@public
def public_list_page(request: HttpRequest) -> HttpResponse:
    """The list with its filters, side by side with the map (2 queries)."""
    form = RecordForm(request.GET)
    chosen = form.chosen()
    cursor = request.GET.get("sesudah", "").replace("\x00", "")[:200]
    page = list_public_reports(form.wanted(), cursor=cursor, limit=PAGE_SIZE)
    listed = (Listed(row, reverse("portal:public_report_page", args=[row.number])) for row in page.rows)
    return render(
        request,
        PublicListPage(
            form=form,
            listed=tuple(listed),
            chips=_chips(chosen),
            is_narrow=bool(chosen),
            is_first=not cursor,
            first_url=_list_url(chosen),
            next_url=_list_url({**chosen, "sesudah": page.next_cursor}) if page.next_cursor else "",
            feed_url=_address("portal:public_feed", chosen),
            follow_url=_address("portal:follow_page", {k: v for k, v in chosen.items() if k in FOLLOWED}),
        ),
    )


def _chips(chosen: dict[str, str]) -> tuple[Chip, ...]:
    others = {name: value for name, value in chosen.items() if name != "keadaan"}
    now = chosen.get("keadaan", "")
    standings = (
        Chip(_(STANDING_LABELS[each]), _list_url({"keadaan": each.value, **others}), now == each.value)
        for each in SHOWN_FIRST
    )
    return (Chip(_("Semua"), _list_url(others), not now), *standings)


def _list_url(parts: dict[str, str]) -> str:
    return _address("portal:public_list_page", parts)


def _address(name: str, parts: dict[str, str]) -> str:
    return f"{reverse(name)}?{urlencode(parts)}" if parts else reverse(name)


@public
def public_report_page(request: HttpRequest, number: str) -> HttpResponse:
    """The report with its public steps (5 queries); who may say "Saya juga" is known from here on."""
    page = _page(number)
    answer = render(request, page)
    return greet(request, answer) if page.report.can_support else answer


def _page(number: str, **forms: SupportForm) -> PublicReportPage:
    report = get_public_report(number)
    return PublicReportPage(report=report, link=_link(report.row.number), **forms)


def _link(number: str) -> str:
    return settings.ORIGIN + reverse("portal:public_report_page", args=[number])


@public
def public_code(_request: HttpRequest, number: str) -> HttpResponse:
    """The address of the report's page as a QR code, for a poster at the place."""
    return svg_code(_link(get_public_report(number).row.number))


@public
@require_POST
def public_support(request: HttpRequest, number: str) -> HttpResponse:
    """Say "Saya juga"; the browser is known by a random value in a signed cookie that the page gave it.

    Who brings none counts once for the network: throwing the cookie away gives nobody a second voice.
    """
    form = SupportForm(request.POST)
    if not form.is_valid():
        return render(request, _page(number, support=form), status=422)
    browser = voice_of(request)
    try:
        support = support_report(actor_of(request), number, browser=browser, **form.cleaned_data)
    except Invalid as fault:
        for name, text in fault.fields.items():
            form.add_error(name if name in form.fields else None, _(text))
        return render(request, _page(number, support=form), status=422)
    except TooManyReports as fault:
        form.add_error(None, f"{said(fault.text, fault)} {said(fault.advice, fault)}")
        return render(request, _page(number, support=form), status=fault.status)
    messages.success(
        request, _("Suara Anda dihitung.") if support.is_new else _("Suara Anda sudah dihitung sebelumnya.")
    )
    return heard(request, redirect("portal:public_report_page", number=number))
