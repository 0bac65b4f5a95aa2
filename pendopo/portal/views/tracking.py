"""Following a report: by account, or by number and PIN, or key, without one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar

from django.conf import settings
from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.accounts.api import PushOffer, push_offer
from pendopo.kernel.access import actor_of, by_token, public
from pendopo.kernel.errors import Invalid, NotFound, PendopoError, gettext_noop
from pendopo.kernel.files.api import accept_image
from pendopo.kernel.problems import said
from pendopo.portal.forms import RateForm, ReopenForm, TrackForm, WordsForm
from pendopo.portal.views.codes import svg_code
from pendopo.reports.api import (
    PHOTO_PURPOSE,
    ReportDetail,
    ReportNotFound,
    TooManyPins,
    answer_report,
    confirm_report,
    danger_in,
    get_report,
    key_for_pin,
    rate_report,
    read_pin,
    reopen_report,
)
from pendopo.web.live import live_url
from pendopo.web.pages import render


@dataclass(frozen=True, slots=True)
class TrackFormPage:
    """Number and key, to find a report."""

    template: ClassVar[str] = "portal/track_form_page.html"
    form: TrackForm


@dataclass(frozen=True, slots=True)
class TrackPage:
    """A report as its reporter follows it."""

    template: ClassVar[str] = "portal/track_page.html"
    report: ReportDetail
    key: str
    live_url: str
    address: str
    """Path of this page; the steps of the reporter stand below it."""
    link: str
    is_new: bool = False
    is_danger: bool = False
    """True for a report just sent whose words tell of danger to life: telephone first."""
    offer: PushOffer | None = None
    """Web push for a reporter who is signed in and has just sent the report."""
    words: WordsForm = field(default_factory=WordsForm)
    reopen: ReopenForm = field(default_factory=ReopenForm)
    rate: RateForm = field(default_factory=RateForm)


@dataclass(frozen=True, slots=True)
class ReceiptPage:
    """What one takes away on paper: number, PIN, QR code, and what was received."""

    template: ClassVar[str] = "portal/receipt_page.html"
    report: ReportDetail
    key: str
    link: str


@dataclass(frozen=True, slots=True)
class TrackFragment:
    """State, what the reporter is asked now, and timeline."""

    template: ClassVar[str] = "portal/_track.html"
    report: ReportDetail
    address: str
    reopen: ReopenForm = field(default_factory=ReopenForm)
    rate: RateForm = field(default_factory=RateForm)


@public
def track_form_page(request: HttpRequest) -> HttpResponse:
    """Ask for number and PIN or key; a wrong pair says so without telling which of the two."""
    form = TrackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        number, typed = form.cleaned_data["number"].strip().upper(), form.cleaned_data["key"].strip()
        try:
            key = _checked_key(request, number, typed)
        except (ReportNotFound, TooManyPins) as fault:
            form.add_error(None, f"{said(fault.text, fault)} {said(fault.advice, fault)}")
            return render(request, TrackFormPage(form=form), status=fault.status)
        return redirect("portal:track_page", number=number, key=key)
    return render(request, TrackFormPage(form=form), status=422 if form.errors else 200)


def _checked_key(request: HttpRequest, number: str, typed: str) -> str:
    """The key of the report; what looks like a PIN is tried as one, and counted."""
    actor, pin = actor_of(request), read_pin(typed)
    if pin:
        return key_for_pin(actor, number, pin=pin)
    get_report(actor, number, key=typed)
    return typed


@by_token
def track_page(request: HttpRequest, number: str, key: str = "") -> HttpResponse:
    """The report with its timeline and what the reporter may do (7 queries, 8 with an offer)."""
    return render(request, _page(request, number, key))


def _page(request: HttpRequest, number: str, key: str, **forms: Form) -> TrackPage:
    actor = actor_of(request)
    report = get_report(actor, number, key=key)
    if not report.is_own:
        raise NotFound
    is_new = len(report.steps) <= 2  # noqa: PLR2004 - submitted and routed, nothing else yet
    return TrackPage(
        report=report,
        key=key,
        live_url=live_url([f"report:{report.row.uid}"]),
        address=_address(number, key),
        link=settings.ORIGIN + _address(number, key) if key else "",
        is_new=is_new,
        is_danger=is_new and bool(danger_in(report.text)),
        offer=push_offer(actor) if is_new and report.is_own_by_account else None,
        **forms,  # type: ignore[arg-type]  # each name carries its own form class
    )


@by_token
def track_fragment(request: HttpRequest, number: str, key: str = "") -> HttpResponse:
    """State, questions and timeline, fetched again when something happened."""
    report = get_report(actor_of(request), number, key=key)
    return render(request, TrackFragment(report=report, address=_address(number, key)))


@by_token
def live_address(request: HttpRequest, number: str, key: str = "") -> JsonResponse:
    """A fresh address of the event stream of this report."""
    report = get_report(actor_of(request), number, key=key)
    return JsonResponse({"url": live_url([f"report:{report.row.uid}"])})


@by_token
def qr_code(request: HttpRequest, number: str, key: str) -> HttpResponse:
    """The tracking link as a QR code, to photograph or print."""
    if not get_report(actor_of(request), number, key=key).is_own:
        raise NotFound
    return svg_code(settings.ORIGIN + _address(number, key))


@by_token
def receipt_page(request: HttpRequest, number: str, key: str) -> HttpResponse:
    """The receipt on one sheet, to print at a counter or to keep (7 queries)."""
    report = get_report(actor_of(request), number, key=key)
    if not report.is_own:
        raise NotFound
    return render(request, ReceiptPage(report, key=key, link=settings.ORIGIN + _address(number, key)))


@by_token
def reporter_step(request: HttpRequest, number: str, verb: str, key: str = "") -> HttpResponse:
    """What the reporter does: write, confirm, reopen, rate; what was typed stays when it is refused."""
    step = _STEPS.get(verb)
    if step is None or request.method != "POST":
        raise NotFound
    form_class, name, act, done = step
    form = form_class(request.POST, request.FILES)
    if form.is_valid():
        try:
            act(request, number, key, form)
        except Invalid as fault:
            form.add_error(
                None, " ".join(_(text) for text in fault.fields.values()) or said(fault.text, fault)
            )
        else:
            messages.success(request, _(done))
            return redirect(_address(number, key))
    return render(request, _page(request, number, key, **{name: form}), status=422)


def _address(number: str, key: str) -> str:
    if key:
        return reverse("portal:track_page", args=[number, key])
    return reverse("portal:own_report_page", args=[number])


def _write(request: HttpRequest, number: str, key: str, form: Form) -> None:
    answer_report(actor_of(request), number, text=form.cleaned_data["text"], key=key)


def _confirm(request: HttpRequest, number: str, key: str, _form: Form) -> None:
    confirm_report(actor_of(request), number, key=key)


def _reopen(request: HttpRequest, number: str, key: str, form: Form) -> None:
    actor = actor_of(request)
    uids = []
    for upload in form.cleaned_data["photos"]:
        try:
            uids.append(accept_image(actor, upload=upload, purpose=PHOTO_PURPOSE).file.uid)
        except PendopoError as fault:
            raise Invalid(fields={"photos": said(fault.text, fault)}) from fault
    reopen_report(actor, number, reason=form.cleaned_data["text"], photo_uids=uids, key=key)


def _rate(request: HttpRequest, number: str, key: str, form: Form) -> None:
    values = form.cleaned_data
    rate_report(actor_of(request), number, stars=values["stars"], text=values["text"], key=key)


_Act = Callable[[HttpRequest, str, str, Form], None]
_STEPS: dict[str, tuple[type[Form], str, _Act, str]] = {
    "tulis": (WordsForm, "words", _write, gettext_noop("Pesan Anda tersimpan dan sampai ke petugas.")),
    "setuju": (Form, "confirm", _confirm, gettext_noop("Terima kasih. Laporan ini selesai.")),
    "buka-lagi": (
        ReopenForm,
        "reopen",
        _reopen,
        gettext_noop("Laporan dibuka lagi dan kembali ke instansi."),
    ),
    "nilai": (RateForm, "rate", _rate, gettext_noop("Penilaian Anda tersimpan.")),
}
