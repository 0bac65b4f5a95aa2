"""Sending a report: the form, what will be seen of it, similar ones, and joining one of those instead."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.gzip import gzip_page

from pendopo.kernel.access import actor_of, public
from pendopo.kernel.errors import Invalid, PendopoError
from pendopo.kernel.files.api import accept_image
from pendopo.kernel.problems import said
from pendopo.portal.forms import ReportForm
from pendopo.portal.views.voices import greet, heard, voice_of
from pendopo.reports.api import (
    PHOTO_LIMIT,
    PHOTO_PURPOSE,
    Preview,
    PublicReport,
    SimilarReport,
    Suggestion,
    TooManyReports,
    Trace,
    body_instead,
    danger_in,
    get_public_report,
    masked,
    preview_of,
    similar_reports,
    submit_report,
    suggest_for,
    support_report,
    traces_in,
)
from pendopo.web.pages import render

_WORDS = ("text", "landmark")
_MOST_TEXT = 6000


@dataclass(frozen=True, slots=True)
class ReportNewPage:
    """The form, empty or with what was typed and what is wrong with it."""

    template: ClassVar[str] = "portal/report_new_page.html"
    form: ReportForm
    kept_photo_count: int = 0


@dataclass(frozen=True, slots=True)
class ReportPreviewPage:
    """What everybody, officers, and nobody will see, before it is sent."""

    template: ClassVar[str] = "portal/report_preview_page.html"
    preview: Preview
    similar: tuple[SimilarReport, ...]
    carried: tuple[tuple[str, str], ...]
    """Names and values of the form, to be sent on."""
    weighed: str
    """Says that the warnings of just these traces were read."""
    photo_count: int
    has_contact: bool


@dataclass(frozen=True, slots=True)
class CategoryFragment:
    """Categories that fit what was typed, and warnings about it."""

    template: ClassVar[str] = "portal/_category.html"
    suggestions: tuple[Suggestion, ...]
    instead: str
    """Whose it is when it is surely not the city's; empty otherwise."""
    danger: tuple[str, ...]
    """Words that lead to the emergency line at once."""
    traces: tuple[Trace, ...]
    """What leads to a person."""
    weighed: str


@dataclass(frozen=True, slots=True)
class SimilarFragment:
    """Open reports that may be the same matter."""

    template: ClassVar[str] = "portal/_similar.html"
    similar: tuple[SimilarReport, ...]
    is_other: bool
    """True when the writer said that it is another matter."""


@dataclass(frozen=True, slots=True)
class JoinedPage:
    """The receipt of "Saya juga" from the form."""

    template: ClassVar[str] = "portal/joined_page.html"
    report: PublicReport
    is_told: bool
    """True when a way to be told was left."""


@public
@gzip_page
def report_new_page(request: HttpRequest) -> HttpResponse:
    """The form; after it was sent, the receipt. What is to be weighed first is shown before."""
    if request.method != "POST":
        chosen = {"category_code": request.GET.get("kategori"), "area_code": request.GET.get("desa")}
        return render(request, ReportNewPage(form=ReportForm.empty(**chosen)))
    form = ReportForm(request.POST, request.FILES)
    is_readable = form.is_valid()
    if "gabung" in request.POST:
        return _join(request, form)
    photo_uids = _accept_photos(request, form)
    pressed = next((act for name, act in _PRESSES.items() if name in request.POST), None)
    if pressed is not None:
        return pressed(request, form, photo_uids)
    if not (is_readable and form.is_valid()):
        return _with_faults(request, form, photo_uids)
    if _is_to_weigh(request, form):
        return _preview(request, form, photo_uids)
    return _send(request, form, photo_uids)


def _send(request: HttpRequest, form: ReportForm, photo_uids: tuple[uuid.UUID, ...]) -> HttpResponse:
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


def _is_to_weigh(request: HttpRequest, form: ReportForm) -> bool:
    """True while the writer was not told of traces of persons, nor, without a script, of similar reports."""
    traces = traces_in(*(form.cleaned_data[name] for name in _WORDS))
    if traces and request.POST.get("ditimbang") != _weighed(traces):
        return True
    is_plain = "tanpa_skrip" in request.POST and "dilihat" not in request.POST
    return is_plain and bool(_similar_to(form))


def _weighed(traces: tuple[Trace, ...]) -> str:
    """Names a set of traces, so that a warning that was read is not given twice; empty for none."""
    told = "\n".join(trace.text for trace in traces)
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:16] if traces else ""


def _similar_to(form: ReportForm) -> tuple[SimilarReport, ...]:
    values = form.cleaned_data
    lon, lat = values["place"] or (None, None)
    return tuple(
        similar_reports(
            lon=lon, lat=lat, area_code=values["area_code"], category_code=values["category_code"]
        )
    )


def _preview(request: HttpRequest, form: ReportForm, photo_uids: tuple[uuid.UUID, ...]) -> HttpResponse:
    """What will be seen of it, by whom (2 queries)."""
    if not form.is_valid():
        return _with_faults(request, form, photo_uids)
    draft = form.draft(photo_uids)
    carried = {**_carried(request, form), "kept_photos": " ".join(str(uid) for uid in photo_uids)}
    preview = preview_of(draft)
    page = ReportPreviewPage(
        preview=preview,
        similar=_similar_to(form),
        carried=tuple(carried.items()),
        weighed=_weighed(preview.traces),
        photo_count=len(photo_uids),
        has_contact=bool(draft.phone or draft.email or actor_of(request).account_id),
    )
    return greet(request, render(request, page))


def _carried(request: HttpRequest, form: ReportForm) -> dict[str, str]:
    """What the form holds, by the names of its inputs."""
    names = {name for name in form.fields if name not in {"photos", "place"}} | {"place_lon", "place_lat"}
    return {name: request.POST[name] for name in request.POST if name in names}


def _mask(request: HttpRequest, _form: ReportForm, photo_uids: tuple[uuid.UUID, ...]) -> HttpResponse:
    """The preview again, with the traces masked in the words themselves."""
    told = request.POST.copy()
    for name in _WORDS:
        told[name] = masked(told.get(name, ""))
    request.POST = told  # type: ignore[assignment]  # what was typed, masked; the same everywhere below
    return _preview(request, ReportForm(told), photo_uids)


def _change(request: HttpRequest, form: ReportForm, photo_uids: tuple[uuid.UUID, ...]) -> HttpResponse:
    """Back to the form with everything in it."""
    return _with_faults(request, form, photo_uids, status=200)


_Press = Callable[[HttpRequest, ReportForm, tuple[uuid.UUID, ...]], HttpResponse]
_PRESSES: dict[str, _Press] = {"pratinjau": _preview, "samarkan": _mask, "ubah": _change}
"""Named buttons of the form and of its preview."""


def _join(request: HttpRequest, form: ReportForm) -> HttpResponse:
    """Join a similar report instead of sending another; the contact that was typed is kept there."""
    number, browser = request.POST["gabung"].replace("\x00", ""), voice_of(request)
    contact = {name: request.POST.get(name, "").strip() for name in ("phone", "email")}
    actor = actor_of(request)
    try:
        support_report(actor, number, browser=browser, **contact)
    except Invalid as fault:
        form.show_faults(fault)
        return _with_faults(request, form, _accept_photos(request, form))
    except PendopoError as fault:
        form.add_error(None, f"{said(fault.text, fault)} {said(fault.advice, fault)}")
        return _with_faults(request, form, _accept_photos(request, form), status=fault.status)
    is_told = any(contact.values()) or actor.account_id is not None
    address = reverse("portal:joined_page", args=[number])
    return heard(request, redirect(f"{address}?{urlencode({'kabar': 1})}" if is_told else address))


@public
def joined_page(request: HttpRequest, number: str) -> HttpResponse:
    """The receipt of who joined a report (5 queries)."""
    return render(request, JoinedPage(get_public_report(number), is_told="kabar" in request.GET))


@public
def category_fragment(request: HttpRequest) -> HttpResponse:
    """Suggest categories for the text typed so far, and warn of what it tells (1 query)."""
    text, landmark = (request.GET.get(name, "").replace("\x00", "")[:_MOST_TEXT] for name in _WORDS)
    traces = traces_in(text, landmark)
    fragment = CategoryFragment(
        suggestions=tuple(suggest_for(text)),
        instead=body_instead(text),
        danger=danger_in(text),
        traces=traces,
        weighed=_weighed(traces),
    )
    return render(request, fragment)


@public
def similar_fragment(request: HttpRequest) -> HttpResponse:
    """Open reports that may be the same matter as the one being written (1 query)."""
    if "berbeda" in request.GET:
        return render(request, SimilarFragment((), is_other=True))
    area, category = (
        request.GET.get(name, "").replace("\x00", "") for name in ("area_code", "category_code")
    )
    lon, lat = _degrees(request, "place_lon"), _degrees(request, "place_lat")
    found = similar_reports(lon=lon, lat=lat, area_code=area, category_code=category)
    return greet(request, render(request, SimilarFragment(tuple(found), is_other=False)))


def _degrees(request: HttpRequest, name: str) -> float | None:
    try:
        degrees = float(request.GET.get(name, ""))
    except ValueError:
        return None
    return degrees if -180 <= degrees <= 180 else None  # noqa: PLR2004 - the circle
