"""An open matter beside the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from pendopo.accounts.api import AgencyRow, list_agencies
from pendopo.desk.forms import (
    AssignForm,
    FilterForm,
    HandOverForm,
    MergeForm,
    OptionalWordsForm,
    PromiseForm,
    PublicWordsForm,
    ReferForm,
    ResolveForm,
    StepForm,
    WordsForm,
)
from pendopo.desk.forms.tasks import (
    CoordinateForm,
    CoordinationAnswerForm,
    CoordinationDeclineForm,
    CoordinationWithdrawForm,
)
from pendopo.desk.rules import LABELS, clean_query
from pendopo.desk.views.inbox import InboxList, make_list, read_filters
from pendopo.kernel.access import actor_of, staff_only
from pendopo.kernel.errors import NotFound
from pendopo.reports import api as reports
from pendopo.reports.api import (
    REPLY_VERBS,
    BurstRow,
    CoordinationRow,
    DispositionRow,
    PlaceHistory,
    ProofKind,
    ReplyRow,
    ReportDetail,
    Reporter,
    Verb,
)
from pendopo.web.pages import render

FORMS: dict[Verb, type[StepForm]] = {
    Verb.VERIFY: OptionalWordsForm,
    Verb.ASSIGN: AssignForm,
    Verb.START: OptionalWordsForm,
    Verb.RESUME: OptionalWordsForm,
    Verb.COORDINATION_ANSWER: CoordinationAnswerForm,
    Verb.COORDINATION_DECLINE: CoordinationDeclineForm,
    Verb.ANSWER: WordsForm,
    Verb.ASK: WordsForm,
    Verb.RESOLVE: ResolveForm,
    Verb.CHECK: WordsForm,
    Verb.SPLIT: PublicWordsForm,
    Verb.REOPEN: WordsForm,
    Verb.COORDINATE: CoordinateForm,
    Verb.COORDINATION_WITHDRAW: CoordinationWithdrawForm,
    Verb.NOTE: WordsForm,
    Verb.HAND_OVER: HandOverForm,
    Verb.MERGE: MergeForm,
    Verb.PAUSE: PublicWordsForm,
    Verb.PROMISE: PromiseForm,
    Verb.REFER: ReferForm,
    Verb.REJECT: WordsForm,
}
"""Steps that the desk offers, in the order of their buttons."""

RARE_STEPS = frozenset({Verb.HAND_OVER, Verb.MERGE, Verb.PAUSE, Verb.PROMISE, Verb.REFER, Verb.REJECT})
"""Steps that stand behind "Langkah lain"."""

MAIN_STEP = {
    "received": Verb.VERIFY,
    "verified": Verb.ASSIGN,
    "assigned": Verb.START,
    "in_progress": Verb.RESOLVE,
    "resolved": Verb.CHECK,
    "promised": Verb.START,
}


@dataclass(frozen=True, slots=True)
class Step:
    """A step the officer may take, with its form."""

    verb: Verb
    label: str
    form: Form
    is_main: bool
    is_open: bool
    """True after the form was refused: it shows what was typed."""
    is_in_field: bool
    """True for a claim that is made at the place, on its own page."""


@dataclass(frozen=True, slots=True)
class StepGroups:
    """The steps that are taken every day, and those behind "Langkah lain"."""

    usual: tuple[Step, ...]
    rare: tuple[Step, ...]

    @property
    def is_rare_open(self) -> bool:
        """True when a rare step was refused and shows why."""
        return any(step.is_open for step in self.rare)


@dataclass(frozen=True, slots=True)
class ReportPage:
    """The list with one report open."""

    template: ClassVar[str] = "desk/inbox_page.html"
    inbox: InboxList
    form: FilterForm
    report: ReportDetail
    steps: StepGroups
    query: str
    """The filters of the list, so that a step leads back to it."""
    burst: BurstRow | None = None
    """The event that many report, of which this report is a part."""
    reporter: Reporter | None = None
    coordinations: tuple[CoordinationRow, ...] = ()
    """What other agencies were asked; empty for who does not work on the report."""
    dispositions: tuple[DispositionRow, ...] = ()
    history: PlaceHistory | None = None
    """What came before at the same place."""


@dataclass(frozen=True, slots=True)
class ReportFragment:
    """The open report alone."""

    template: ClassVar[str] = "desk/_matter.html"
    report: ReportDetail
    steps: StepGroups
    query: str
    burst: BurstRow | None = None
    reporter: None = None
    coordinations: tuple[CoordinationRow, ...] = ()
    dispositions: tuple[DispositionRow, ...] = ()
    history: PlaceHistory | None = None


def steps_of(report: ReportDetail, *, refused: tuple[Verb, Form] | None = None) -> StepGroups:
    """The steps the actor may take now, the next sensible one first (3 queries)."""
    is_asked = Verb.COORDINATION_ANSWER in report.verbs and Verb.COORDINATE not in report.verbs
    main = Verb.COORDINATION_ANSWER if is_asked else MAIN_STEP.get(report.row.state)
    agencies = cache(list_agencies)
    steps = []
    for verb, form_class in FORMS.items():
        if verb not in report.verbs:
            continue
        is_refused = refused is not None and refused[0] is verb
        steps.append(
            Step(
                verb,
                gettext(LABELS[verb]),
                refused[1] if is_refused and refused else make_form(form_class, verb, report, agencies),
                is_main=verb is main,
                is_open=is_refused,
                is_in_field=verb is Verb.RESOLVE and report.proof is ProofKind.FIELD,
            )
        )
    return StepGroups(
        usual=tuple(
            sorted((s for s in steps if s.verb not in RARE_STEPS), key=lambda step: not step.is_main)
        ),
        rare=tuple(step for step in steps if step.verb in RARE_STEPS),
    )


def make_form(
    form_class: type[StepForm],
    verb: Verb,
    report: ReportDetail,
    agencies: Callable[[], list[AgencyRow]] = list_agencies,
) -> Form:
    """An empty form for a step on ``report``; ids differ from step to step."""
    return form_class(
        report=report, agencies=agencies, initial={"version": report.row.version}, auto_id=f"id_{verb}_%s"
    )


def offered_replies(report: ReportDetail, verb: Verb) -> Sequence[ReplyRow]:
    """Templates with which the words of a step may begin (no query once warm)."""
    return reports.list_replies(report, verb) if verb in REPLY_VERBS else ()


def report_response(
    request: HttpRequest,
    number: str,
    *,
    refused: tuple[Verb, Form] | None = None,
    reporter: Reporter | None = None,
) -> HttpResponse:
    """The page of a report, with a form that was refused, or that a template filled, still filled in."""
    report = reports.get_report(actor_of(request), number)
    form, filters = read_filters(request)
    inbox = make_list(request, filters, current=number)
    page = ReportPage(
        inbox=inbox,
        form=form,
        report=report,
        steps=steps_of(report, refused=refused),
        query=inbox.query,
        burst=reports.burst_of(actor_of(request), report.id),
        reporter=reporter,
        coordinations=_coordinations(report),
        dispositions=_dispositions(report),
        history=reports.place_history(actor_of(request), report),
    )
    return render(request, page, status=422 if refused and refused[1].errors else 200)


@staff_only
def report_page(request: HttpRequest, number: str) -> HttpResponse:
    """A report beside the list."""
    return report_response(request, number)


@staff_only
def report_fragment(request: HttpRequest, number: str) -> HttpResponse:
    """A report alone: opened from the list, and fetched again when somebody changed it."""
    report = reports.get_report(actor_of(request), number)
    query = clean_query(request.META.get("QUERY_STRING", ""))
    fragment = ReportFragment(
        report=report,
        steps=steps_of(report),
        query=query,
        burst=reports.burst_of(actor_of(request), report.id),
        coordinations=_coordinations(report),
        dispositions=_dispositions(report),
        history=reports.place_history(actor_of(request), report),
    )
    return render(request, fragment)


def _dispositions(report: ReportDetail) -> tuple[DispositionRow, ...]:
    """The sheets, for who works on it (1 query, 2 when there is any)."""
    return reports.list_dispositions(report.id) if report.is_read_whole else ()


def _coordinations(report: ReportDetail) -> tuple[CoordinationRow, ...]:
    """What officers who work on it read about other agencies (1 query, 3 when there is any)."""
    return reports.list_coordinations(report.id) if report.is_read_whole else ()


@staff_only
def keep_burst(request: HttpRequest, number: str, burst_id: int) -> HttpResponse:
    """Merge everything that one event brought, or say that the reports are matters of their own."""
    if request.method != "POST":
        raise NotFound
    if request.POST.get("dismiss"):
        reports.dismiss_burst(actor_of(request), burst_id)
        messages.success(request, gettext("Laporan-laporan itu tetap urusan sendiri-sendiri."))
    else:
        merged = reports.merge_burst(actor_of(request), burst_id)
        messages.success(request, gettext("%(n)d laporan digabung menjadi satu kejadian.") % {"n": merged})
    return redirect("desk:report_page", number=number)


@staff_only
def unseal_reporter(request: HttpRequest, number: str) -> HttpResponse:
    """Ask to open the identity behind a secret report, or agree to who asked; it takes two."""
    if request.method != "POST":
        raise NotFound
    actor = actor_of(request)
    if request.POST.get("agree"):
        reports.agree_unsealing(actor, number)
        messages.success(request, gettext("Disetujui. Anda berdua dapat melihat pelapor selama 24 jam."))
    else:
        reports.ask_unsealing(actor, number, reason=request.POST.get("reason", ""))
        messages.success(request, gettext("Permintaan tercatat. Petugas lain perlu menyetujuinya."))
    return redirect("desk:report_page", number=number)


@staff_only
def reveal_reporter(request: HttpRequest, number: str) -> HttpResponse:
    """Name and contact of the reporter; the look is logged."""
    if request.method != "POST":
        raise NotFound
    return report_response(request, number, reporter=reports.reveal_reporter(actor_of(request), number))
