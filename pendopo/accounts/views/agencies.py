"""Agencies, their units and history, for the keeper of the organisation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pendopo.accounts.actions import add_agency, add_unit, edit_agency, set_agency_active
from pendopo.accounts.forms.organisation import KINDS, AgencyForm, NewAgencyForm, UnitForm
from pendopo.accounts.models import Agency, Competence, Post, Unit
from pendopo.accounts.queries import (
    Change,
    get_kept_agency,
    history_of,
    list_kept_competences,
    list_kept_posts,
    list_units,
    search_agencies,
)
from pendopo.accounts.rules import AgencyKind, AlreadyThere, Role
from pendopo.accounts.views.signing_in import status_of
from pendopo.accounts.views.words import field_words, thing_words
from pendopo.kernel.access import actor_of, role_needed
from pendopo.web.pages import render
from pendopo.web.timelines import TimelineStep

keeper_only = role_needed(Role.ADMINISTRATOR)

_LONGEST_PAGE_NUMBER = 4
"""Digits; far beyond any city."""


@dataclass(frozen=True, slots=True)
class AgencyList:
    """The list at the left: what was searched, and one page of it."""

    rows: list[Agency]
    words: str
    previous_url: str
    next_url: str
    current: str


@dataclass(frozen=True, slots=True)
class AgencyListPage:
    """Agencies without an open one."""

    template: ClassVar[str] = "accounts/agency_list_page.html"
    agencies: AgencyList


@dataclass(frozen=True, slots=True)
class AgencyPage:
    """One agency: facts, units, posts, tasks, history."""

    template: ClassVar[str] = "accounts/agency_page.html"
    agencies: AgencyList
    agency: Agency
    facts: list[tuple[str, str]]
    units: list[Unit]
    posts: list[tuple[Post, str]]
    competences: list[Competence]
    history: list[TimelineStep]


@dataclass(frozen=True, slots=True)
class KeeperFormPage:
    """One form about the organisation, beside the list."""

    template: ClassVar[str] = "accounts/keeper_form_page.html"
    agencies: AgencyList
    title: str
    text: str
    form: Any
    action: str
    back_url: str


def agency_list(request: HttpRequest, current: str = "") -> AgencyList:
    """The list at the left, as the address asks for it."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:80]
    typed = request.GET.get("hal", "1")
    page = max(int(typed), 1) if typed.isdecimal() and len(typed) <= _LONGEST_PAGE_NUMBER else 1
    rows, has_more = search_agencies(actor_of(request), words=words, page=page)
    return AgencyList(
        rows,
        words,
        previous_url=_page_url(words, page - 1) if page > 1 else "",
        next_url=_page_url(words, page + 1) if has_more else "",
        current=current,
    )


def _page_url(words: str, page: int) -> str:
    return f"{reverse('accounts:agency_list_page')}?{urlencode({'q': words, 'hal': str(page)})}"


def agency_url(agency: Agency) -> str:
    """Address of the page of an agency."""
    return reverse("accounts:agency_page", args=[agency.code])


def form_page(
    request: HttpRequest, form: Any, *, title: str, action: str, agency: Agency | None = None, text: str = ""
) -> HttpResponse:
    """A form beside the list; ``agency`` is where it belongs."""
    page = KeeperFormPage(
        agency_list(request, agency.code if agency else ""),
        title,
        text,
        form,
        action,
        back_url=agency_url(agency) if agency else reverse("accounts:agency_list_page"),
    )
    return render(request, page, status=status_of(form))


@keeper_only
def agency_list_page(request: HttpRequest) -> HttpResponse:
    """All agencies, to search and open."""
    return render(request, AgencyListPage(agency_list(request)))


@keeper_only
def agency_page(request: HttpRequest, code: str) -> HttpResponse:
    """One agency with everything that belongs to it (about 14 queries)."""
    agency = get_kept_agency(actor_of(request), code)
    page = AgencyPage(
        agency_list(request, code),
        agency,
        facts=[
            (_("Kode"), agency.code),
            (_("Jenis"), str(KINDS[AgencyKind(agency.kind)])),
            (_("Wilayah"), agency.area_code or _("Seluruh daerah")),
            (_("Telepon"), agency.phone),
            (_("Surel"), agency.email),
            (_("Alamat"), agency.address),
        ],
        units=list_units(agency),
        posts=list_kept_posts(agency),
        competences=list_kept_competences(agency),
        history=[_step(change) for change in history_of(agency)],
    )
    return render(request, page)


def _step(change: Change) -> TimelineStep:
    verb = _("menambah") if change.is_new else _("mengubah")
    note = "; ".join(f"{field_words(name)}: {old} → {new}" for name, old, new in change.fields)
    what = f"{verb} {thing_words(change.what)} {change.name}".strip()
    return TimelineStep("new" if change.is_new else "done", change.who or _("Sistem"), what, change.at, note)


@keeper_only
def agency_new_page(request: HttpRequest) -> HttpResponse:
    """Add an agency."""
    form = NewAgencyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        base = {name: values.pop(name) for name in ("code", "name", "short_name", "kind", "area_code")}
        try:
            agency = add_agency(actor_of(request), **base)
        except AlreadyThere as fault:
            form.add_error("code", _(fault.text))
        else:
            edit_agency(actor_of(request), agency=agency, **values)
            messages.success(request, _("Instansi ditambahkan."))
            return redirect(agency_url(agency))
    return form_page(request, form, title=_("Instansi baru"), action=_("Tambah"))


@keeper_only
def agency_edit_page(request: HttpRequest, code: str) -> HttpResponse:
    """Change an agency."""
    actor = actor_of(request)
    agency = get_kept_agency(actor, code)
    initial = {name: getattr(agency, name) for name in AgencyForm.base_fields}
    form = AgencyForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        edit_agency(actor, agency=agency, **form.cleaned_data)
        messages.success(request, _("Instansi disimpan."))
        return redirect(agency_url(agency))
    return form_page(request, form, title=agency.short_name, action=_("Simpan"), agency=agency)


@keeper_only
@require_POST
def agency_state(request: HttpRequest, code: str) -> HttpResponse:
    """Take an agency out of service, or back."""
    actor = actor_of(request)
    agency = get_kept_agency(actor, code)
    set_agency_active(actor, agency=agency, is_active=request.POST.get("is_active") == "1")
    messages.success(request, _("Instansi disimpan."))
    return redirect(agency_url(agency))


@keeper_only
def unit_new_page(request: HttpRequest, code: str) -> HttpResponse:
    """Add a part of an agency."""
    actor = actor_of(request)
    agency = get_kept_agency(actor, code)
    form = UnitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_unit(actor, agency=agency, name=form.cleaned_data["name"])
        except AlreadyThere as fault:
            form.add_error("name", _(fault.text))
        else:
            messages.success(request, _("Unit ditambahkan."))
            return redirect(agency_url(agency))
    return form_page(request, form, title=_("Unit baru"), action=_("Tambah"), agency=agency)
