"""Who hears when a report takes too long: the rungs, a new one with its preview, history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pendopo.accounts.api import names_by_account
from pendopo.kernel import clock
from pendopo.kernel.access import actor_of
from pendopo.kernel.errors import PendopoError, gettext_noop
from pendopo.reports.api import (
    LADDER_SUBJECT,
    SINCE_EVER,
    TARGET_LABELS,
    RungPreview,
    RungRow,
    RungTarget,
    RungTime,
    add_rung,
    end_rung,
    get_rung,
    list_rungs,
    preview_rung,
    withdraw_rung,
)
from pendopo.rulebook.forms import LastDayForm, RungForm
from pendopo.rulebook.views.frame import (
    STANDINGS,
    explain,
    history,
    is_keeper,
    joined,
    keeper_only,
    readers_only,
    span_words,
)
from pendopo.web.pages import render
from pendopo.web.timelines import TimelineStep

_VERBS = {
    "added": gettext_noop("menambah anak tangga"),
    "ended": gettext_noop("mengakhiri anak tangga"),
    "withdrawn": gettext_noop("menarik anak tangga yang belum berlaku"),
}


@dataclass(frozen=True, slots=True)
class RungEntry:
    """One rung in the list."""

    id: int
    title: str
    scope: str
    dates: str
    legal_basis: str
    author: str
    standing: str
    standing_kind: str
    is_coming: bool
    is_over: bool
    is_current: bool


@dataclass(frozen=True, slots=True)
class LadderPage:
    """All rungs and the history."""

    template: ClassVar[str] = "rulebook/ladder_page.html"
    rungs: list[RungEntry]
    history: list[TimelineStep]
    is_keeper: bool


@dataclass(frozen=True, slots=True)
class RungPage:
    """One rung with what it did lately and what may be done to it."""

    template: ClassVar[str] = "rulebook/rung_page.html"
    rungs: list[RungEntry]
    rung: RungEntry
    facts: list[tuple[str, str]]
    preview: RungPreview
    form: LastDayForm
    is_keeper: bool


@dataclass(frozen=True, slots=True)
class RungFormPage:
    """A rung being written, with what it would have done."""

    template: ClassVar[str] = "rulebook/rung_form_page.html"
    rungs: list[RungEntry]
    form: RungForm
    preview: RungPreview | None
    is_keeper: bool


def when_words(at: RungTime, amount: int) -> str:
    """When a rung is reached, in words."""
    if at is RungTime.SHARE:
        return _("pada %(n)s%% waktu") % {"n": amount}
    return _("saat lewat") if at is RungTime.BREACH else _("%(n)s jam kerja sesudah lewat") % {"n": amount}


def _title(level: int, at: RungTime, amount: int, target: RungTarget) -> str:
    words = {"n": level, "when": when_words(at, amount), "who": _(TARGET_LABELS[target])}
    return _("Tingkat %(n)s: %(when)s ke %(who)s") % words


def _entries(rows: list[RungRow], current: int | None = None) -> list[RungEntry]:
    names = names_by_account(each.author_id for each in rows if each.author_id)
    return [_entry(each, names, current) for each in rows]


def _entry(row: RungRow, names: Mapping[int, str], current: int | None) -> RungEntry:
    kind, word = STANDINGS[row.standing]
    rung = row.rung
    return RungEntry(
        id=row.id,
        title=_title(rung.level, rung.at, rung.amount, rung.target),
        scope=joined((row.agency, row.category)) or _("Semua laporan"),
        dates=span_words(rung.valid_from, rung.valid_until, since_ever=SINCE_EVER),
        legal_basis=row.legal_basis,
        author=names.get(row.author_id or 0, ""),
        standing=_(word),
        standing_kind=kind,
        is_coming=row.standing == "coming",
        is_over=row.standing == "past",
        is_current=row.id == current,
    )


@readers_only
def ladder_page(request: HttpRequest) -> HttpResponse:
    """All rungs and who changed them (4 queries)."""
    rungs = _entries(list_rungs(actor_of(request)))
    steps = history(LADDER_SUBJECT, _VERBS, _told)
    return render(request, LadderPage(rungs, steps, is_keeper=is_keeper(request)))


def _told(state: Mapping[str, Any]) -> str:
    last = state["valid_until"]
    dates = span_words(
        dt.date.fromisoformat(state["valid_from"]),
        dt.date.fromisoformat(last) if last else None,
        since_ever=SINCE_EVER,
    )
    title = _title(state["level"], RungTime(state["at"]), state["amount"], RungTarget(state["target"]))
    return joined((title, state["agency"], state["category"], dates, state["legal_basis"]))


@readers_only
def rung_page(request: HttpRequest, rung_id: int) -> HttpResponse:
    """One rung."""
    return _rung_page(request, rung_id, LastDayForm(initial={"last_day": clock.today()}))


def _rung_page(request: HttpRequest, rung_id: int, form: LastDayForm) -> HttpResponse:
    actor = actor_of(request)
    row = get_rung(actor, rung_id)
    entries = _entries(list_rungs(actor), rung_id)
    entry = next(each for each in entries if each.id == rung_id)
    facts = [
        (_("Untuk"), entry.scope),
        (_("Masa berlaku"), entry.dates),
        (_("Dasar hukum"), entry.legal_basis),
        (_("Ditulis oleh"), entry.author or _("Bawaan sistem")),
    ]
    page = RungPage(entries, entry, facts, preview_rung(actor, row.rung), form, is_keeper=is_keeper(request))
    return render(request, page, status=422 if form.errors else 200)


@readers_only
def rung_new_page(request: HttpRequest) -> HttpResponse:
    """Write a rung and see what it would have done; the administrator keeps it."""
    initial = {"valid_from": clock.today() + dt.timedelta(days=1), "level": 1}
    form = RungForm(request.POST or None, initial=initial)
    if is_keeper(request) and _is_kept(request, form):
        return redirect("rulebook:ladder_page")
    actor = actor_of(request)
    preview = preview_rung(actor, form.rung()) if form.is_bound and form.is_valid() else None
    page = RungFormPage(_entries(list_rungs(actor)), form, preview, is_keeper=is_keeper(request))
    return render(request, page, status=422 if form.errors else 200)


def _is_kept(request: HttpRequest, form: RungForm) -> bool:
    if "save" not in request.POST or not form.is_valid():
        return False
    given = form.cleaned_data
    try:
        add_rung(
            actor_of(request), form.rung(), legal_basis=given["legal_basis"], agency_code=given["agency"]
        )
    except PendopoError as fault:
        explain(form, fault)
        return False
    messages.success(request, _("Anak tangga disimpan."))
    return True


@keeper_only
@require_POST
def withdraw_rung_view(request: HttpRequest, rung_id: int) -> HttpResponse:
    """Take a rung back that has not begun."""
    withdraw_rung(actor_of(request), rung_id)
    messages.success(request, _("Anak tangga ditarik."))
    return redirect("rulebook:ladder_page")


@keeper_only
@require_POST
def end_rung_view(request: HttpRequest, rung_id: int) -> HttpResponse:
    """Let a rung end."""
    form = LastDayForm(request.POST)
    if form.is_valid():
        try:
            end_rung(actor_of(request), rung_id, last_day=form.cleaned_data["last_day"])
        except PendopoError as fault:
            explain(form, fault)
        else:
            messages.success(request, _("Anak tangga berakhir pada hari itu."))
            return redirect(reverse("rulebook:ladder_page"))
    return _rung_page(request, rung_id, form)
