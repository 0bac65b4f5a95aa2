"""What agencies are there for, and a place to try the choice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pendopo.accounts.actions import add_competence, edit_competence
from pendopo.accounts.forms.organisation import CompetenceForm, TryForm
from pendopo.accounts.models import Matter
from pendopo.accounts.queries import (
    AgencyRow,
    find_competent_agency,
    get_competence,
    get_kept_agency,
    list_matters,
)
from pendopo.accounts.rules import Choice, DatesReversed
from pendopo.accounts.views.agencies import AgencyList, agency_list, agency_url, form_page, keeper_only
from pendopo.accounts.views.signing_in import status_of
from pendopo.kernel import clock
from pendopo.kernel.access import actor_of
from pendopo.web.pages import render


@dataclass(frozen=True, slots=True)
class TryPage:
    """A made-up case and the agency that would get it."""

    template: ClassVar[str] = "accounts/try_page.html"
    agencies: AgencyList
    form: TryForm
    was_asked: bool
    agency: AgencyRow | None
    choice: Choice | None
    is_for_area: bool


@keeper_only
def try_page(request: HttpRequest) -> HttpResponse:
    """Which agency would get a case, and why."""
    form = TryForm(request.GET if "text" in request.GET else None, matters=list_matters())
    found = None
    was_asked = form.is_bound and form.is_valid()
    if was_asked:
        wanted = form.cleaned_data
        found = find_competent_agency(
            matter_code=wanted["matter"], area_code=wanted["area_code"], text=wanted["text"], on=clock.today()
        )
    agency, choice = found or (None, None)
    page = TryPage(
        agency_list(request),
        form,
        was_asked,
        agency,
        choice,
        is_for_area=bool(agency and agency.area_code),
    )
    return render(request, page, status=status_of(form))


@keeper_only
def competence_new_page(request: HttpRequest, code: str) -> HttpResponse:
    """State what an agency is there for."""
    actor = actor_of(request)
    agency = get_kept_agency(actor, code)
    matters = list_matters()
    initial = {"starts_on": clock.today(), "area_code": agency.area_code}
    form = CompetenceForm(request.POST or None, matters=matters, initial=initial)
    write = partial(add_competence, actor, agency=agency)
    if request.method == "POST" and form.is_valid() and _is_written(form, matters, write):
        messages.success(request, _("Tugas ditambahkan."))
        return redirect(agency_url(agency))
    return form_page(request, form, title=_("Tugas baru"), action=_("Tambah"), agency=agency)


@keeper_only
def competence_page(request: HttpRequest, competence_id: int) -> HttpResponse:
    """Change what an agency is there for."""
    actor = actor_of(request)
    competence = get_competence(actor, competence_id)
    matters = list_matters()
    initial = {
        "matter": competence.matter_id,
        "task": competence.task,
        "legal_basis": competence.legal_basis,
        "area_code": competence.area_code,
        "keywords": ", ".join(competence.keywords),
        "starts_on": competence.starts_on,
        "ends_on": competence.ends_on,
    }
    form = CompetenceForm(request.POST or None, matters=matters, initial=initial)
    write = partial(edit_competence, actor, competence=competence)
    if request.method == "POST" and form.is_valid() and _is_written(form, matters, write):
        messages.success(request, _("Tugas disimpan."))
        return redirect(agency_url(competence.agency))
    return form_page(request, form, title=competence.task, action=_("Simpan"), agency=competence.agency)


def _is_written(form: CompetenceForm, matters: list[Matter], write: Callable[..., object]) -> bool:
    """Call ``write`` as the valid ``form`` says; False when that was refused, with the reason in the form."""
    wanted = form.cleaned_data
    matter = next(each for each in matters if each.code == wanted["matter"])
    try:
        write(**{**wanted, "matter": matter})
    except DatesReversed as fault:
        form.add_error("ends_on", _(fault.text))
        return False
    return True
