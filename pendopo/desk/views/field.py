"""In the field, on a phone: what is to be done around here, and saying at the place that it is done."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import ClassVar

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pendopo.desk.forms import FieldForm
from pendopo.desk.views.photos import accept_photos
from pendopo.desk.views.steps import begin
from pendopo.kernel.access import actor_of, staff_only
from pendopo.kernel.errors import Conflict, Invalid, gettext_noop
from pendopo.kernel.problems import said
from pendopo.reports import api as reports
from pendopo.reports.api import ReplyRow, ReportDetail, ReportFilter, ReportRow, Verb
from pendopo.web.offline import queue_address
from pendopo.web.pages import render
from pendopo.web.queueing import Answer, in_json

LIST_LIMIT = 100
PHOTO_MISSING = gettext_noop("Foto tidak sampai. Kirim lagi.")


@dataclass(frozen=True, slots=True)
class FieldListPage:
    """What waits for the officer, as cards for a phone; the phone orders them by distance."""

    template: ClassVar[str] = "desk/field_list_page.html"
    rows: tuple[ReportRow, ...]
    queue_url: str
    """Where one sees what waits on the phone."""


@dataclass(frozen=True, slots=True)
class FieldPage:
    """One report at its place: what it looked like, and the claim."""

    template: ClassVar[str] = "desk/field_page.html"
    report: ReportDetail
    form: FieldForm
    is_possible: bool
    """True when the officer may claim it now."""
    most_metres: int
    queue_url: str
    """Where one sees what waits on the phone."""
    kept_photo_count: int = 0


@staff_only
def field_list_page(request: HttpRequest) -> HttpResponse:
    """Open reports of the officer's agencies, the next limit first (2 queries)."""
    page = reports.list_reports(actor_of(request), ReportFilter(), limit=LIST_LIMIT)
    return render(request, FieldListPage(rows=page.rows, queue_url=queue_address()))


@staff_only
def field_page(request: HttpRequest, number: str) -> HttpResponse:
    """The page that is opened at the place; each opening is a ticket of its own."""
    actor = actor_of(request)
    report = reports.get_report(actor, number)
    if Verb.RESOLVE not in report.verbs:
        return render(request, _page(report, FieldForm(report=report)))
    if request.method != "POST":
        ticket = reports.open_ticket(actor, number)
        initial = {"version": report.row.version, "nonce": ticket.nonce}
        return render(
            request, _page(report, FieldForm(report=report, replies=_replies(report), initial=initial))
        )
    return _claimed(request, report)


def _claimed(request: HttpRequest, report: ReportDetail) -> HttpResponse:
    """The way back after a claim; one that was refused comes back with its photos kept."""
    actor, number = actor_of(request), report.row.number
    form = FieldForm(request.POST, request.FILES, report=report, replies=_replies(report))
    is_readable = form.is_valid()
    uids = list(form.cleaned_data.get("kept_photos") or [])
    try:
        uids += accept_photos(actor, form.cleaned_data.get("photos") or [])
        if "fill" in request.POST:
            return _once_more(request, form, uids, text=begin(request, report, Verb.RESOLVE))
        if is_readable:
            reports.resolve_report(
                actor,
                number,
                text=form.cleaned_data["text"],
                photo_uids=uids,
                proof=form.proof(),
                version=form.cleaned_data["version"],
            )
            messages.success(request, _("Laporan dinyatakan selesai. Pelapor diminta memeriksa."))
            return redirect("desk:field_list_page")
    except Invalid as fault:
        form.add_error(None, " ".join(_(text) for text in fault.fields.values()) or said(fault.text, fault))
    except Conflict as fault:
        form.add_error(None, f"{_(fault.text)} {_(fault.advice)}")
    return _once_more(request, form, uids)


def _replies(report: ReportDetail) -> list[ReplyRow]:
    return reports.list_replies(report, Verb.RESOLVE)


def _once_more(
    request: HttpRequest, form: FieldForm, uids: list[object], *, text: str | None = None
) -> HttpResponse:
    """The form with everything that was sent, decided on the present version; perhaps with other words."""
    report = reports.get_report(actor_of(request), form.report.row.number)
    kept = request.POST.copy()
    kept["kept_photos"] = " ".join(str(uid) for uid in uids)
    kept["version"] = str(report.row.version)
    if text is not None:
        begun = FieldForm(report=report, replies=_replies(report), initial={**kept.dict(), "text": text})
        return render(request, _page(report, begun, kept_photo_count=len(uids)))
    form.data = kept
    return render(request, _page(report, form, kept_photo_count=len(uids)), status=422)


def _page(report: ReportDetail, form: FieldForm, *, kept_photo_count: int = 0) -> FieldPage:
    return FieldPage(
        report=report,
        form=form,
        is_possible=Verb.RESOLVE in report.verbs,
        most_metres=round(settings.REPORT_FIELD_METRES),
        queue_url=queue_address(),
        kept_photo_count=kept_photo_count,
    )


@staff_only
@require_POST
@in_json
def field_photo(request: HttpRequest) -> Answer:
    """One photo of a claim that waited on the phone."""
    upload = request.FILES.get("photo")
    if upload is None:
        raise Invalid(fields={"photo": PHOTO_MISSING})
    return {"uid": str(accept_photos(actor_of(request), [upload])[0])}


@staff_only
@require_POST
@in_json
def field_claim(request: HttpRequest, number: str) -> Answer:
    """A claim that waited on the phone, under the rules of its ticket; a retry is no second claim."""
    actor = actor_of(request)
    report = reports.get_report(actor, number)
    form = FieldForm(request.POST, report=report)
    if not form.is_valid():
        raise Invalid(fields={name: str(errors[0]) for name, errors in form.errors.items()})
    values = form.cleaned_data
    if not reports.was_claimed(actor, number, nonce=values["nonce"]):
        reports.resolve_report(
            actor,
            number,
            text=values["text"],
            photo_uids=values["kept_photos"],
            proof=form.proof(),
            version=values["version"],
        )
    return {"number": number, "address": reverse("desk:report_page", args=[number])}


@staff_only
def field_code(request: HttpRequest, number: str) -> HttpResponse:
    """The address of the field page as a QR code, to scan with the phone."""
    reports.get_report(actor_of(request), number)
    picture = io.BytesIO()
    address = settings.ORIGIN + reverse("desk:field_page", args=[number])
    segno.make(address, error="m").save(picture, kind="svg", scale=4, border=2)
    return HttpResponse(picture.getvalue(), content_type="image/svg+xml")
