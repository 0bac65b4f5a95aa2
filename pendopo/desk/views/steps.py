"""Taking a step on a report, alone or on many."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.desk.rules import clean_query
from pendopo.desk.views.matters import FORMS, offered_replies, report_response
from pendopo.desk.views.photos import accept_photos
from pendopo.kernel.access import actor_of, staff_only
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import Conflict, Invalid, NotFound, gettext_noop
from pendopo.kernel.problems import said
from pendopo.reports import api as reports
from pendopo.reports.api import ProofKind, ReportDetail, ReportNotFound, Verb


def _resolve(actor: Actor, number: str, form: Form) -> None:
    values = form.cleaned_data
    uids = accept_photos(actor, values["photos"])
    reports.resolve_report(actor, number, text=values["text"], photo_uids=uids, version=values["version"])


_Act = Callable[[Actor, str, Form], object]


def _with_text(act: Callable[..., object], *, field: str = "text", **also: str) -> _Act:
    """An act on words: ``field`` is what the act calls them, ``also`` maps its other arguments to fields."""

    def take(actor: Actor, number: str, form: Form) -> object:
        values = form.cleaned_data
        others = {name: values[source] for name, source in also.items()}
        return act(actor, number, **{field: values["text"]}, version=values["version"], **others)

    return take


def _spoken(act: Callable[..., object], field: str) -> _Act:
    """A word about an agency that is asked; what others did meanwhile does not speak against it."""

    def take(actor: Actor, number: str, form: Form) -> object:
        values = form.cleaned_data
        return act(actor, number, agency_code=values["agency_code"], **{field: values["text"]})

    return take


def _note(actor: Actor, number: str, form: Form) -> None:
    reports.note_report(actor, number, text=form.cleaned_data["text"])


def _reopen(actor: Actor, number: str, form: Form) -> None:
    reports.reopen_report(actor, number, reason=form.cleaned_data["text"])


def _merge(actor: Actor, number: str, form: Form) -> None:
    values = form.cleaned_data
    reports.merge_report(actor, number, parent_number=values["parent_number"], version=values["version"])


_ACTS: dict[Verb, _Act] = {
    Verb.VERIFY: _with_text(reports.verify_report),
    Verb.ASSIGN: _with_text(reports.assign_report, field="instruction", post_id="post_id", due_on="due_on"),
    Verb.START: _with_text(reports.start_report),
    Verb.HAND_OVER: _with_text(reports.hand_over_report, field="reason", agency_code="agency_code"),
    Verb.ANSWER: _with_text(reports.answer_report),
    Verb.ASK: _with_text(reports.ask_reporter),
    Verb.PAUSE: _with_text(reports.pause_report, field="reason"),
    Verb.RESUME: _with_text(reports.resume_report),
    Verb.PROMISE: _with_text(reports.promise_report, field="reason", day="day"),
    Verb.REFER: _with_text(
        reports.refer_report, field="reason", outside_name="outside_name", outside_number="outside_number"
    ),
    Verb.MERGE: _merge,
    Verb.SPLIT: _with_text(reports.split_report, field="reason"),
    Verb.CHECK: _with_text(reports.check_report),
    Verb.COORDINATE: _with_text(
        reports.coordinate_report, field="instruction", agency_code="agency_code", due_on="due_on"
    ),
    Verb.COORDINATION_ANSWER: _spoken(reports.answer_coordination, "text"),
    Verb.COORDINATION_DECLINE: _spoken(reports.decline_coordination, "reason"),
    Verb.COORDINATION_WITHDRAW: _spoken(reports.withdraw_coordination, "reason"),
    Verb.NOTE: _note,
    Verb.RESOLVE: _resolve,
    Verb.REJECT: _with_text(reports.reject_report, field="reason"),
    Verb.REOPEN: _reopen,
}

_DONE: dict[Verb, str] = {
    Verb.VERIFY: gettext_noop("Laporan diperiksa."),
    Verb.ASSIGN: gettext_noop("Laporan ditugaskan. Lembar disposisinya dapat dicetak."),
    Verb.START: gettext_noop("Laporan mulai dikerjakan."),
    Verb.HAND_OVER: gettext_noop("Laporan dilimpahkan."),
    Verb.ANSWER: gettext_noop("Jawaban terkirim ke pelapor."),
    Verb.NOTE: gettext_noop("Catatan tersimpan."),
    Verb.RESOLVE: gettext_noop("Laporan dinyatakan selesai. Pelapor diminta memeriksa."),
    Verb.REJECT: gettext_noop("Laporan ditolak, alasannya dikirim ke pelapor."),
    Verb.REOPEN: gettext_noop("Laporan dibuka lagi."),
    Verb.ASK: gettext_noop("Pertanyaan terkirim. Waktu berhenti sampai pelapor menjawab."),
    Verb.PAUSE: gettext_noop("Waktu dihentikan. Alasannya dapat dibaca umum."),
    Verb.RESUME: gettext_noop("Waktu berjalan lagi."),
    Verb.PROMISE: gettext_noop("Janji tersimpan dan dapat dibaca umum."),
    Verb.REFER: gettext_noop("Laporan diteruskan ke luar. Pelapor diberi tahu."),
    Verb.MERGE: gettext_noop("Laporan digabung. Pelapornya ikut menerima kabar."),
    Verb.SPLIT: gettext_noop("Laporan dipisahkan lagi."),
    Verb.CHECK: gettext_noop("Penyelesaian dibenarkan."),
    Verb.COORDINATE: gettext_noop("Permintaan koordinasi terkirim. Laporan tetap pada Anda."),
    Verb.COORDINATION_ANSWER: gettext_noop("Jawaban koordinasi terkirim."),
    Verb.COORDINATION_DECLINE: gettext_noop("Alasan Anda terkirim ke instansi yang meminta."),
    Verb.COORDINATION_WITHDRAW: gettext_noop("Permintaan koordinasi ditarik."),
}


@staff_only
def report_step(request: HttpRequest, number: str, verb: str) -> HttpResponse:
    """Take one step; a refused form comes back with everything that was typed."""
    step = _verb(verb)
    if request.method != "POST" or step not in _ACTS:
        raise NotFound
    actor = actor_of(request)
    report = reports.get_report(actor, number)
    if step is Verb.RESOLVE and report.proof is ProofKind.FIELD:
        return redirect("desk:field_page", number=number)
    offered = offered_replies(report, step)
    if offered and "fill" in request.POST:
        return report_response(request, number, refused=(step, _begun(request, report, step)))
    form = FORMS[step](request.POST, request.FILES, report=report, replies=offered, auto_id=f"id_{step}_%s")
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


def _begun(request: HttpRequest, report: ReportDetail, step: Verb) -> Form:
    """The form with the words of the chosen template before those that were typed; nothing is done yet."""
    shown = {**request.POST.dict(), "text": begin(request, report, step)}
    return FORMS[step](
        report=report, replies=offered_replies(report, step), initial=shown, auto_id=f"id_{step}_%s"
    )


def begin(request: HttpRequest, report: ReportDetail, step: Verb) -> str:
    """The words of the chosen template, then what was typed; only the latter when none was chosen."""
    typed, chosen = request.POST.get("text", "").strip(), request.POST.get("reply", "")
    if not chosen.isdecimal():
        return typed
    words = reports.fill_reply(report, step, int(chosen))
    return typed if words in typed else f"{words}\n\n{typed}".rstrip()


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
