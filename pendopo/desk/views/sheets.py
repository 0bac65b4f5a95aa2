"""A sheet of a disposisi, to print."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import ClassVar

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from pendopo.kernel.access import actor_of, staff_only
from pendopo.reports import api as reports
from pendopo.reports.api import SheetRow
from pendopo.web.pages import render


@dataclass(frozen=True, slots=True)
class SheetPage:
    """Who gives what to whom, about which matter, until when; a code leads to the report."""

    template: ClassVar[str] = "desk/sheet_page.html"
    sheet: SheetRow


@staff_only
def sheet_page(request: HttpRequest, number: str, sheet: int) -> HttpResponse:
    """One sheet of a report (3 queries)."""
    return render(request, SheetPage(sheet=reports.get_sheet(actor_of(request), number, sheet)))


@staff_only
def report_code(request: HttpRequest, number: str) -> HttpResponse:
    """The address of the report on the desk as a QR code."""
    reports.get_report(actor_of(request), number)
    picture = io.BytesIO()
    address = settings.ORIGIN + reverse("desk:report_page", args=[number])
    segno.make(address, error="m").save(picture, kind="svg", scale=4, border=2)
    return HttpResponse(picture.getvalue(), content_type="image/svg+xml")
