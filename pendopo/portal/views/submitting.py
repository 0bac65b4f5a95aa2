"""Sending a report."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from pendopo.kernel.access import actor_of, public
from pendopo.kernel.errors import Invalid, PendopoError
from pendopo.kernel.files.api import accept_image
from pendopo.kernel.problems import said
from pendopo.portal.forms import ReportForm
from pendopo.reports.api import (
    PHOTO_LIMIT,
    PHOTO_PURPOSE,
    NearbyReport,
    Suggestion,
    TooManyReports,
    body_instead,
    danger_in,
    nearby_reports,
    submit_report,
    suggest_for,
)
from pendopo.web.pages import render


@dataclass(frozen=True, slots=True)
class ReportNewPage:
    """The form, empty or with what was typed and what is wrong with it."""

    template: ClassVar[str] = "portal/report_new_page.html"
    form: ReportForm
    kept_photo_count: int = 0


@dataclass(frozen=True, slots=True)
class CategoryFragment:
    """Categories that fit what was typed."""

    template: ClassVar[str] = "portal/_category.html"
    suggestions: tuple[Suggestion, ...]
    instead: str
    """Whose it is when it is surely not the city's; empty otherwise."""
    danger: tuple[str, ...]
    """Words that lead to the emergency line at once."""


@dataclass(frozen=True, slots=True)
class NearbyFragment:
    """Open reports close to the chosen place."""

    template: ClassVar[str] = "portal/_nearby.html"
    reports: tuple[NearbyReport, ...]


@public
def report_new_page(request: HttpRequest) -> HttpResponse:
    """The form; after it was sent, the receipt."""
    if request.method != "POST":
        chosen = {"category_code": request.GET.get("kategori"), "area_code": request.GET.get("desa")}
        return render(request, ReportNewPage(form=ReportForm.empty(**chosen)))
    form = ReportForm(request.POST, request.FILES)
    is_readable = form.is_valid()
    photo_uids = _accept_photos(request, form)
    if is_readable and form.is_valid():
        try:
            receipt = submit_report(actor_of(request), form.draft(photo_uids))
        except Invalid as fault:
            form.show_faults(fault)
        except TooManyReports as fault:
            form.add_error(None, f"{said(fault.text, fault)} {said(fault.advice, fault)}")
            return _with_faults(request, form, photo_uids, status=fault.status)
        else:
            return redirect("portal:track_page", number=receipt.number, key=receipt.secret)
    return _with_faults(request, form, photo_uids)


def _accept_photos(request: HttpRequest, form: ReportForm) -> tuple[uuid.UUID, ...]:
    """Keep every photo that is one, whatever else is wrong; say what is wrong with the others."""
    accepted = list(form.cleaned_data.get("kept_photos") or ())
    for upload in request.FILES.getlist("photos")[: PHOTO_LIMIT - len(accepted)]:
        try:
            image = accept_image(actor_of(request), upload=upload, purpose=PHOTO_PURPOSE)
        except PendopoError as fault:
            form.add_error("photos", f"{said(fault.text, fault)} {said(fault.advice, fault)}")
        else:
            accepted.append(image.file.uid)
    return tuple(accepted)


def _with_faults(
    request: HttpRequest, form: ReportForm, photo_uids: tuple[uuid.UUID, ...], *, status: int = 422
) -> HttpResponse:
    kept = request.POST.copy()
    kept["kept_photos"] = " ".join(str(uid) for uid in photo_uids)
    form.data = kept
    return render(request, ReportNewPage(form=form, kept_photo_count=len(photo_uids)), status=status)


@public
def category_fragment(request: HttpRequest) -> HttpResponse:
    """Suggest categories for the text typed so far (1 query)."""
    text = request.GET.get("text", "").replace("\x00", "")
    fragment = CategoryFragment(tuple(suggest_for(text)), body_instead(text), danger_in(text))
    return render(request, fragment)


@public
def nearby_fragment(request: HttpRequest) -> HttpResponse:
    """Similar open reports within 100 metres (2 queries)."""
    try:
        lon, lat = float(request.GET.get("place_lon", "")), float(request.GET.get("place_lat", ""))
    except ValueError:
        return render(request, NearbyFragment(reports=()))
    code = request.GET.get("category_code", "").replace("\x00", "")
    near = nearby_reports(lon=lon, lat=lat, category_code=code)
    return render(request, NearbyFragment(reports=tuple(near)))
