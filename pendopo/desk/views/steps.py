"""Taking a step on a report, alone or on many."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pendopo.desk.rules import clean_query
from pendopo.desk.views.matters import FORMS, report_response
from pendopo.kernel.access import actor_of, staff_only
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import Conflict, Invalid, NotFound, PendopoError, gettext_noop
from pendopo.kernel.files.api import accept_image
from pendopo.kernel.problems import said
from pendopo.reports import api as reports
from pendopo.reports.api import PHOTO_PURPOSE, ReportNotFound, Verb

BULK_LIMIT = 100
_BULK: dict[str, Callable[..., object]] = {
    "verify": reports.verify_report,
    "start": reports.start_report,
}


def _assign(actor: Actor, number: str, form: Form) -> None:
    values = form.cleaned_data
    reports.assign_report(
        actor, number, post_id=values["post_id"], instruction=values["text"], version=values["version"]
    )


def _hand_over(actor: Actor, number: str, form: Form) -> None:
    values = form.cleaned_data
    reports.hand_over_report(
        actor, number, agency_code=values["agency_code"], reason=values["text"], version=values["version"]
    )


def _resolve(actor: Actor, number: str, form: Form) -> None:
    values = form.cleaned_data
    uids: list[UUID] = []
    for upload in values["photos"]:
        try:
            uids.append(accept_image(actor, upload=upload, purpose=PHOTO_PURPOSE).file.uid)
        except PendopoError as fault:
            raise Invalid(fields={"photos": said(fault.text, fault)}) from fault
    reports.resolve_report(actor, number, text=values["text"], photo_uids=uids, version=values["version"])


_Act = Callable[[Actor, str, Form], object]
_ACTS: dict[Verb, _Act] = {
    Verb.VERIFY: lambda actor, number, form: reports.verify_report(
        actor, number, text=form.cleaned_data["text"], version=form.cleaned_data["version"]
    ),
    Verb.ASSIGN: _assign,
    Verb.START: lambda actor, number, form: reports.start_report(
        actor, number, text=form.cleaned_data["text"], version=form.cleaned_data["version"]
    ),
    Verb.HAND_OVER: _hand_over,
    Verb.ANSWER: lambda actor, number, form: reports.answer_report(
        actor, number, text=form.cleaned_data["text"], version=form.cleaned_data["version"]
    ),
    Verb.NOTE: lambda actor, number, form: reports.note_report(actor, number, text=form.cleaned_data["text"]),
    Verb.RESOLVE: _resolve,
    Verb.REJECT: lambda actor, number, form: reports.reject_report(
        actor, number, reason=form.cleaned_data["text"], version=form.cleaned_data["version"]
    ),
    Verb.REOPEN: lambda actor, number, form: reports.reopen_report(
        actor, number, reason=form.cleaned_data["text"]
    ),
}

_DONE: dict[Verb, str] = {
    Verb.VERIFY: gettext_noop("Laporan diperiksa."),
    Verb.ASSIGN: gettext_noop("Laporan ditugaskan."),
    Verb.START: gettext_noop("Laporan mulai dikerjakan."),
    Verb.HAND_OVER: gettext_noop("Laporan dilimpahkan."),
    Verb.ANSWER: gettext_noop("Jawaban terkirim ke pelapor."),
    Verb.NOTE: gettext_noop("Catatan tersimpan."),
    Verb.RESOLVE: gettext_noop("Laporan dinyatakan selesai. Pelapor diminta memeriksa."),
    Verb.REJECT: gettext_noop("Laporan ditolak, alasannya dikirim ke pelapor."),
    Verb.REOPEN: gettext_noop("Laporan dibuka lagi."),
}


@staff_only
def report_step(request: HttpRequest, number: str, verb: str) -> HttpResponse:
    """Take one step; a refused form comes back with everything that was typed."""
    step = _verb(verb)
    if request.method != "POST" or step not in _ACTS:
        raise NotFound
    actor = actor_of(request)
    report = reports.get_report(actor, number)
    form = FORMS[step](
        request.POST, request.FILES, agency_id=report.agency_id, auto_id=f"id_{FORMS[step].__name__}_%s"
    )  # type: ignore[call-arg]  # every form of FORMS takes the agency
    if not form.is_valid():
        return report_response(request, number, refused=(step, form))
    try:
        _ACTS[step](actor, number, form)
    except Invalid as fault:
        form.add_error(None, " ".join(_(text) for text in fault.fields.values()) or said(fault.text, fault))
    except Conflict as fault:
        form.add_error(None, f"{_(fault.text)} {_(fault.advice)}")
        _decide_on_present(request, form, number)
    else:
        messages.success(request, _(_DONE[step]))
        return redirect(_next_address(request, actor, number))
    return report_response(request, number, refused=(step, form))


def _decide_on_present(request: HttpRequest, form: Form, number: str) -> None:
    """The officer now reads the changed report: what is sent next is decided on that version."""
    typed = request.POST.copy()
    typed["version"] = str(reports.get_report(actor_of(request), number).row.version)
    form.data = typed


def _verb(raw: str) -> Verb:
    try:
        return Verb(raw.replace("-", "_"))
    except ValueError as fault:
        raise NotFound from fault


def _next_address(request: HttpRequest, actor: Actor, number: str) -> str:
    """The report again, or the list when the report has left the officer's sight."""
    query = clean_query(request.META.get("QUERY_STRING", ""))
    try:
        reports.get_report(actor, number)
        address = reverse("desk:report_page", args=[number])
    except ReportNotFound:
        address = reverse("desk:inbox_page")
    return f"{address}?{query}" if query else address


@staff_only
def bulk_step(request: HttpRequest) -> HttpResponse:
    """Verify or start many at once; each in its own transaction, and what failed is named."""
    numbers = request.POST.getlist("pick")[:BULK_LIMIT]
    step = _BULK.get(request.POST.get("verb", ""))
    back = f"{reverse('desk:inbox_page')}?{clean_query(request.POST.get('query', ''))}"
    if request.method != "POST" or step is None or not numbers:
        messages.warning(request, _("Pilih laporan dan langkahnya dulu."))
        return redirect(back)
    failed: dict[str, str] = {}
    for number in numbers:
        try:
            step(actor_of(request), number)
        except PendopoError as fault:
            failed[number] = said(fault.text, fault)
    _tell_bulk(request, len(numbers) - len(failed), failed)
    return redirect(back)


def _tell_bulk(request: HttpRequest, done: int, failed: dict[str, str]) -> None:
    if done:
        messages.success(
            request, ngettext("%(n)s laporan diubah.", "%(n)s laporan diubah.", done) % {"n": done}
        )
    if failed:
        reasons = "; ".join(f"{number}: {text}" for number, text in failed.items())
        messages.warning(request, _("Tidak diubah: %(reasons)s") % {"reasons": reasons})
