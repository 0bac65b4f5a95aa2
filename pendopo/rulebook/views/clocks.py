"""How much time reports have: the readable table, a new rule with its preview, history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pendopo.accounts.api import names_by_account
from pendopo.kernel import clock
from pendopo.kernel.access import actor_of
from pendopo.kernel.errors import PendopoError, gettext_noop
from pendopo.reports.api import (
    CLOCK_SUBJECT,
    KIND_LABELS,
    SINCE_EVER,
    ClockPreview,
    ClockRow,
    ClockRuleRow,
    MatterKind,
    add_clock_rule,
    edit_clock_rule,
    end_clock_rule,
    get_clock_rule,
    list_clock_rules,
    list_terms,
    preview_clock_rules,
    withdraw_clock_rule,
)
from pendopo.rulebook.forms import ClockForm, LastDayForm, scope_of
from pendopo.rulebook.views.frame import (
    STANDINGS,
    Head,
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
    "added": gettext_noop("membuat aturan"),
    "ended": gettext_noop("mengakhiri aturan"),
    "withdrawn": gettext_noop("menarik aturan yang belum berlaku"),
}


@dataclass(frozen=True, slots=True)
class RuleEntry:
    """One rule in the list."""

    id: int
    title: str
    figures: str
    dates: str
    legal_basis: str
    author: str
    standing: str
    standing_kind: str
    is_coming: bool
    is_over: bool
    is_current: bool


@dataclass(frozen=True, slots=True)
class ClockListPage:
    """The table of what holds today, every rule, and the history."""

    template: ClassVar[str] = "rulebook/clock_list_page.html"
    heads: tuple[Head, ...]
    rows: list[tuple[object, ...]]
    rules: list[RuleEntry]
    history: list[TimelineStep]
    is_keeper: bool


@dataclass(frozen=True, slots=True)
class ClockPage:
    """One rule with what may be done to it."""

    template: ClassVar[str] = "rulebook/clock_page.html"
    rules: list[RuleEntry]
    rule: RuleEntry
    facts: list[tuple[str, str]]
    form: LastDayForm
    follow_url: str
    is_keeper: bool


@dataclass(frozen=True, slots=True)
class ClockFormPage:
    """A rule being written, with what it would change."""

    template: ClassVar[str] = "rulebook/clock_form_page.html"
    rules: list[RuleEntry]
    title: str
    form: ClockForm
    preview: ClockPreview | None
    back_url: str
    is_keeper: bool


def title_of(row: ClockRow, category: str = "") -> str:
    """Whom a rule is for, in words."""
    if row.category_code:
        return category or row.category_code
    return _("Kelompok %(name)s") % {"name": row.group} if row.group else _("Semua laporan")


def figures_of(row: ClockRow) -> str:
    """How much time a rule gives, in words; what it leaves open is not named."""
    return joined(
        text % {"n": value}
        for text, value in (
            (_("diperiksa %(n)s hari"), row.verify_days),
            (_("dijawab %(n)s jam"), row.quick_hours),
            (_("selesai %(n)s hari"), row.finish_days),
        )
        if value is not None
    )


def _entries(rules: list[ClockRuleRow], current: int | None = None) -> list[RuleEntry]:
    names = names_by_account(each.author_id for each in rules if each.author_id)
    return [_entry(each, names, current) for each in rules]


def _entry(rule: ClockRuleRow, names: Mapping[int, str], current: int | None) -> RuleEntry:
    kind, word = STANDINGS[rule.standing]
    return RuleEntry(
        id=rule.id,
        title=title_of(rule.row, rule.category),
        figures=figures_of(rule.row),
        dates=span_words(rule.row.valid_from, rule.row.valid_until, since_ever=SINCE_EVER),
        legal_basis=rule.legal_basis,
        author=names.get(rule.author_id or 0, ""),
        standing=_(word),
        standing_kind=kind,
        is_coming=rule.standing == "coming",
        is_over=rule.standing == "past",
        is_current=rule.id == current,
    )


@readers_only
def clock_list_page(request: HttpRequest) -> HttpResponse:
    """What holds today for every category, all rules and who changed them (4 queries)."""
    actor = actor_of(request)
    rules = list_clock_rules(actor)
    entries = _entries(rules)
    titles = {each.id: each for each in entries}
    page = ClockListPage(
        heads=(
            Head(_("Kategori")),
            Head(_("Diperiksa (hari kerja)"), is_number=True),
            Head(_("Dijawab (jam kerja)"), is_number=True),
            Head(_("Selesai (hari kerja)"), is_number=True),
            Head(_("Menurut aturan")),
        ),
        rows=[
            (
                each.category.name,
                each.terms.verify_days,
                each.terms.quick_hours,
                each.terms.finish_days,
                _source(titles[each.rule_ids[0]]) if each.rule_ids else _("Batas terluar undang-undang"),
            )
            for each in list_terms(clock.today())
        ],
        rules=entries,
        history=history(CLOCK_SUBJECT, _VERBS, _told),
        is_keeper=is_keeper(request),
    )
    return render(request, page)


def _source(entry: RuleEntry) -> str:
    return format_html('<a href="{}">{}</a>', reverse("rulebook:clock_page", args=[entry.id]), entry.title)


def _told(state: Mapping[str, object]) -> str:
    row = row_of_facts(state)
    words = span_words(row.valid_from, row.valid_until, since_ever=SINCE_EVER)
    return f"{title_of(row)}: {joined((figures_of(row), words, str(state['legal_basis'])))}"


def row_of_facts(state: Mapping[str, Any]) -> ClockRow:
    """A rule as it was kept as plain values."""
    return ClockRow(
        category_code=state["category"],
        group=state["group"],
        verify_days=state["verify_days"],
        quick_hours=state["quick_hours"],
        finish_days=state["finish_days"],
        valid_from=dt.date.fromisoformat(state["valid_from"]),
        valid_until=dt.date.fromisoformat(state["valid_until"]) if state["valid_until"] else None,
    )


@readers_only
def clock_page(request: HttpRequest, rule_id: int) -> HttpResponse:
    """One rule."""
    return _rule_page(request, rule_id, LastDayForm(initial={"last_day": clock.today()}))


def _rule_page(request: HttpRequest, rule_id: int, form: LastDayForm) -> HttpResponse:
    actor = actor_of(request)
    rule = get_clock_rule(actor, rule_id)
    entries = _entries(list_clock_rules(actor), rule_id)
    entry = next(each for each in entries if each.id == rule_id)
    kind = rule.row.kind
    page = ClockPage(
        rules=entries,
        rule=entry,
        facts=[
            (_("Jenis urusan"), _(KIND_LABELS[MatterKind(kind)]) if kind else ""),
            (_("Diperiksa dalam (hari kerja)"), _figure(rule.row.verify_days)),
            (_("Jawaban pertama dalam (jam kerja)"), _figure(rule.row.quick_hours)),
            (_("Selesai dalam (hari kerja)"), _figure(rule.row.finish_days)),
            (_("Masa berlaku"), entry.dates),
            (_("Dasar hukum"), entry.legal_basis),
            (_("Ditulis oleh"), entry.author or _("Bawaan sistem")),
        ],
        form=form,
        follow_url=f"{reverse('rulebook:clock_new_page')}?ganti={rule_id}",
        is_keeper=is_keeper(request),
    )
    return render(request, page, status=422 if form.errors else 200)


def _figure(value: int | None) -> str:
    return _("ikut aturan yang lebih umum") if value is None else str(value)


@readers_only
def clock_new_page(request: HttpRequest) -> HttpResponse:
    """Write a rule and see what it would change; the administrator keeps it."""
    initial: dict[str, object] = {"valid_from": clock.today() + dt.timedelta(days=1)}
    followed = request.GET.get("ganti", "")
    if followed.isdecimal():
        initial = {**_initial(get_clock_rule(actor_of(request), int(followed))), **initial}
    form = ClockForm(request.POST or None, initial=initial)
    if is_keeper(request) and _is_kept(request, form, partial(add_clock_rule, actor_of(request))):
        return redirect("rulebook:clock_list_page")
    return _form_page(request, form, _("Aturan waktu baru"), reverse("rulebook:clock_list_page"))


def _is_kept(request: HttpRequest, form: ClockForm, write: Callable[..., object]) -> bool:
    """Call ``write`` with the rule when that was pressed; what is refused stands in the form afterwards."""
    if "save" not in request.POST or not form.is_valid():
        return False
    try:
        write(form.row(), legal_basis=form.cleaned_data["legal_basis"])
    except PendopoError as fault:
        explain(form, fault)
        return False
    messages.success(request, _("Aturan waktu disimpan."))
    return True


@keeper_only
def clock_edit_page(request: HttpRequest, rule_id: int) -> HttpResponse:
    """Change a rule that has not begun."""
    actor = actor_of(request)
    rule = get_clock_rule(actor, rule_id)
    form = ClockForm(request.POST or None, initial=_initial(rule))
    if _is_kept(request, form, partial(edit_clock_rule, actor, rule_id)):
        return redirect("rulebook:clock_list_page")
    back_url = reverse("rulebook:clock_page", args=[rule_id])
    return _form_page(request, form, title_of(rule.row, rule.category), back_url, without=rule_id)


def _form_page(
    request: HttpRequest, form: ClockForm, title: str, back_url: str, *, without: int | None = None
) -> HttpResponse:
    actor = actor_of(request)
    is_readable = form.is_bound and form.is_valid()
    preview = preview_clock_rules(actor, [form.row()], without=without) if is_readable else None
    entries = _entries(list_clock_rules(actor))
    page = ClockFormPage(entries, title, form, preview, back_url, is_keeper=is_keeper(request))
    return render(request, page, status=422 if form.errors else 200)


def _initial(rule: ClockRuleRow) -> dict[str, object]:
    names = ("kind", "verify_days", "quick_hours", "finish_days", "valid_from", "valid_until")
    values = {name: getattr(rule.row, name) for name in names}
    return {**values, "scope": scope_of(rule.row), "legal_basis": rule.legal_basis}


@keeper_only
@require_POST
def withdraw_clock(request: HttpRequest, rule_id: int) -> HttpResponse:
    """Take a rule back that has not begun."""
    withdraw_clock_rule(actor_of(request), rule_id)
    messages.success(request, _("Aturan ditarik; yang lama tetap berlaku."))
    return redirect("rulebook:clock_list_page")


@keeper_only
@require_POST
def end_clock(request: HttpRequest, rule_id: int) -> HttpResponse:
    """Let a rule end."""
    form = LastDayForm(request.POST)
    if form.is_valid():
        try:
            end_clock_rule(actor_of(request), rule_id, last_day=form.cleaned_data["last_day"])
        except PendopoError as fault:
            explain(form, fault)
        else:
            messages.success(request, _("Aturan berakhir pada hari itu."))
            return redirect("rulebook:clock_list_page")
    return _rule_page(request, rule_id, form)
