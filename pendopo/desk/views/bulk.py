"""One step on many reports at once, and the page that tells what became of each."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.accounts.api import Role, list_agencies, list_posts
from pendopo.desk import actions, queries
from pendopo.desk.forms.bulk import BULK_FORMS
from pendopo.desk.models import BulkLine
from pendopo.desk.rules import LABELS, LineFate, Pick, TooManyPicked, clean_query, read_picks
from pendopo.kernel.access import actor_of, staff_only
from pendopo.kernel.actor import Actor
from pendopo.kernel.ids import new_uid
from pendopo.kernel.problems import said
from pendopo.reports import api as reports
from pendopo.reports.api import Verb
from pendopo.web.pages import render

Values = Mapping[str, Any]
_Step = Callable[[Actor, Pick, Values], object]


def _answer(actor: Actor, pick: Pick, values: Values) -> object:
    """The same words to each reporter, with the places of the own report."""
    text = values["text"]
    if "{" in text:
        text = reports.fill_words(reports.get_report(actor, pick.number), text)
    return reports.answer_report(actor, pick.number, text=text, version=pick.version)


def _step(act: Callable[..., object], **fields: str) -> _Step:
    """A step whose arguments are the fields of the form, by the names that it gives them."""

    def take(actor: Actor, pick: Pick, values: Values) -> object:
        given = {argument: values[field] for argument, field in fields.items()}
        return act(actor, pick.number, version=pick.version, **given)

    return take


STEPS: dict[Verb, _Step] = {
    Verb.VERIFY: _step(reports.verify_report),
    Verb.START: _step(reports.start_report),
    Verb.ASSIGN: _step(reports.assign_report, post_id="post_id", instruction="text", due_on="due_on"),
    Verb.ANSWER: _answer,
    Verb.PAUSE: _step(reports.pause_report, reason="text"),
    Verb.HAND_OVER: _step(reports.hand_over_report, agency_code="agency_code", reason="text"),
    Verb.MERGE: _step(reports.merge_report, parent_number="parent_number"),
    Verb.SPLIT: _step(reports.split_report, reason="text"),
}
"""What can be done to many at once, in the order of the buttons."""


@dataclass(frozen=True, slots=True)
class BulkFormPage:
    """What a step on many needs to know before it is taken."""

    template: ClassVar[str] = "desk/bulk_form.html"
    verb: Verb
    label: str
    picks: tuple[Pick, ...]
    form: Form
    query: str


@dataclass(frozen=True, slots=True)
class BulkPage:
    """What became of each."""

    template: ClassVar[str] = "desk/bulk_page.html"
    label: str
    done: tuple[BulkLine, ...]
    failed: tuple[BulkLine, ...]
    waiting: tuple[BulkLine, ...]
    """Of a run that was cut off: not tried, and so not changed."""
    query: str
    may_undo: bool
    """True for a merge, which can be taken back from here."""


@staff_only
def bulk_step(request: HttpRequest) -> HttpResponse:
    """Take one step on many reports; what needs words or a target is asked for first."""
    query = clean_query(request.POST.get("query", ""))
    back = f"{reverse('desk:inbox_page')}?{query}"
    try:
        picks = read_picks(request.POST.getlist("pick"))
    except TooManyPicked as fault:
        messages.warning(request, f"{said(fault.text, fault)} {_(fault.advice)}")
        return redirect(back)
    verb = request.POST.get("verb", "")
    if request.method != "POST" or verb not in STEPS or not picks:
        messages.warning(request, _("Pilih laporan dan langkahnya dulu."))
        return redirect(back)
    step = Verb(verb)
    if step not in BULK_FORMS:
        return _run(request, step, picks, {}, query)
    actor = actor_of(request)
    form = _form(actor, step, request)
    if "go" in request.POST and form.is_valid():
        return _run(request, step, picks, form.cleaned_data, query)
    page = BulkFormPage(step, _(LABELS[step]), tuple(picks), form, query)
    return render(request, page, status=422 if form.errors else 200)


def _form(actor: Actor, step: Verb, request: HttpRequest) -> Form:
    """The form of a step, filled in when it was sent."""
    working = sorted(actor.agencies_with_role(Role.OFFICER, Role.AGENCY_HEAD))
    posts = [post for agency_id in working for post in list_posts(agency_id)] if step is Verb.ASSIGN else []
    return BULK_FORMS[step](
        request.POST if "go" in request.POST else None,
        agencies=list_agencies() if step is Verb.HAND_OVER else [],
        posts=posts,
        initial={"key": new_uid()},
    )


def _run(request: HttpRequest, step: Verb, picks: list[Pick], values: Values, query: str) -> HttpResponse:
    actor = actor_of(request)
    run = actions.run_bulk(
        actor,
        verb=step,
        picks=picks,
        act=lambda pick: STEPS[step](actor, pick, values),
        query=query,
        key=values.get("key"),
    )
    return redirect("desk:bulk_page", key=run.key)


@staff_only
def bulk_page(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """What became of each report of an own run (2 queries)."""
    run = queries.get_run(actor_of(request), key)
    by_fate = {fate: tuple(line for line in run.lines.all() if line.fate == fate) for fate in LineFate}
    page = BulkPage(
        label=_(LABELS[Verb(run.verb)]),
        done=by_fate[LineFate.DONE],
        failed=by_fate[LineFate.FAILED],
        waiting=by_fate[LineFate.WAITING],
        query=run.query,
        may_undo=run.verb == Verb.MERGE and bool(by_fate[LineFate.DONE]),
    )
    return render(request, page)
