"""Posts, who holds them from when to when, and who stands in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pendopo.accounts.actions import (
    add_post,
    appoint_or_invite,
    edit_post,
    end_appointment,
    end_delegation,
)
from pendopo.accounts.actions.people import invite_staff
from pendopo.accounts.forms.organisation import ROLES, AppointForm, EndForm, LendForm, PostForm
from pendopo.accounts.models import Appointment, Post
from pendopo.accounts.queries import (
    LentRow,
    find_account_by_email,
    get_appointment,
    get_kept_agency,
    get_post,
    list_appointments,
    list_post_delegations,
    list_units,
)
from pendopo.accounts.rules import (
    AlreadyThere,
    DatesReversed,
    PostTaken,
    Role,
    needs_second_factor,
)
from pendopo.accounts.views.agencies import AgencyList, agency_list, form_page, keeper_only
from pendopo.accounts.views.lending import lend
from pendopo.kernel import clock
from pendopo.kernel.access import actor_of
from pendopo.web.pages import render


@dataclass(frozen=True, slots=True)
class PostPage:
    """One post: roles, holders, deputies."""

    template: ClassVar[str] = "accounts/post_page.html"
    agencies: AgencyList
    post: Post
    roles: list[str]
    is_strong: bool
    appointments: list[Appointment]
    delegations: list[LentRow]


def post_url(post: Post) -> str:
    """Address of the page of a post."""
    return reverse("accounts:post_page", args=[post.pk])


@keeper_only
def post_page(request: HttpRequest, post_id: int) -> HttpResponse:
    """One post with the history of its holders."""
    actor = actor_of(request)
    post = get_post(actor, post_id)
    page = PostPage(
        agency_list(request, post.agency.code),
        post,
        roles=[str(ROLES[Role(role)]) for role in post.roles],
        is_strong=needs_second_factor(post.roles),
        appointments=list_appointments(post),
        delegations=list_post_delegations(actor, post),
    )
    return render(request, page)


@keeper_only
def post_new_page(request: HttpRequest, code: str) -> HttpResponse:
    """Add a post to an agency."""
    actor = actor_of(request)
    agency = get_kept_agency(actor, code)
    units = list_units(agency)
    form = PostForm(request.POST or None, units=units)
    del form.fields["is_active"]
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data
        unit = next((each for each in units if each.pk == wanted["unit"]), None)
        try:
            post = add_post(actor, agency=agency, title=wanted["title"], roles=wanted["roles"], unit=unit)
        except AlreadyThere as fault:
            form.add_error("title", _(fault.text))
        else:
            messages.success(request, _("Jabatan ditambahkan."))
            return redirect(post_url(post))
    return form_page(request, form, title=_("Jabatan baru"), action=_("Tambah"), agency=agency)


@keeper_only
def post_edit_page(request: HttpRequest, post_id: int) -> HttpResponse:
    """Change title, unit, roles or existence of a post."""
    actor = actor_of(request)
    post = get_post(actor, post_id)
    units = list_units(post.agency)
    initial = {"title": post.title, "unit": post.unit_id, "roles": post.roles, "is_active": post.is_active}
    form = PostForm(request.POST or None, units=units, initial=initial)
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data
        unit = next((each for each in units if each.pk == wanted["unit"]), None)
        try:
            edit_post(
                actor, post=post, title=wanted["title"], roles=wanted["roles"], unit=unit,
                is_active=wanted["is_active"],
            )  # fmt: skip
        except AlreadyThere as fault:
            form.add_error("title", _(fault.text))
        else:
            messages.success(request, _("Jabatan disimpan."))
            return redirect(post_url(post))
    return form_page(request, form, title=post.title, action=_("Simpan"), agency=post.agency)


@keeper_only
def appoint_page(request: HttpRequest, post_id: int) -> HttpResponse:
    """Give a post to somebody; who has no account is invited."""
    actor = actor_of(request)
    post = get_post(actor, post_id)
    form = AppointForm(request.POST or None, initial={"starts_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data
        known = find_account_by_email(wanted["email"])
        if known is None and not wanted["name"]:
            form.add_error("name", _("Surel itu belum punya akun. Isi namanya untuk mengundang."))
        else:
            try:
                appoint_or_invite(
                    actor, post=post, account=known, email=wanted["email"], name=wanted["name"],
                    starts_on=wanted["starts_on"], ends_on=wanted["ends_on"], decree=wanted["decree"],
                )  # fmt: skip
            except DatesReversed as fault:
                form.add_error("ends_on", _(fault.text))
            except PostTaken as fault:
                form.add_error("starts_on", f"{_(fault.text)} {_(fault.advice)}")
            else:
                messages.success(request, _("Pengangkatan disimpan."))
                return redirect(post_url(post))
    return form_page(
        request, form, title=_("Angkat pejabat"), text=post.title, action=_("Angkat"), agency=post.agency
    )


@keeper_only
@require_POST
def invite_again(request: HttpRequest, appointment_id: int) -> HttpResponse:
    """Send the invitation once more."""
    actor = actor_of(request)
    appointment = get_appointment(appointment_id)
    invite_staff(actor, email=appointment.account.email, name=appointment.account.display_name)
    messages.success(request, _("Undangan dikirim."))
    return redirect(post_url(appointment.post))


@keeper_only
def end_appointment_page(request: HttpRequest, appointment_id: int) -> HttpResponse:
    """State the last day of a holder."""
    appointment = get_appointment(appointment_id)
    form = EndForm(request.POST or None, initial={"ends_on": appointment.ends_on or clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            end_appointment(actor_of(request), appointment=appointment, ends_on=form.cleaned_data["ends_on"])
        except DatesReversed as fault:
            form.add_error("ends_on", _(fault.text))
        except PostTaken as fault:
            form.add_error("ends_on", f"{_(fault.text)} {_(fault.advice)}")
        else:
            messages.success(request, _("Masa jabatan disimpan."))
            return redirect(post_url(appointment.post))
    return _form_about(appointment, request, form, title=_("Akhiri masa jabatan"), action=_("Simpan"))


@keeper_only
def lend_page(request: HttpRequest, appointment_id: int) -> HttpResponse:
    """Let somebody stand in for a holder."""
    appointment = get_appointment(appointment_id)
    form = LendForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and lend(request, form, appointment):
        return redirect(post_url(appointment.post))
    return _form_about(appointment, request, form, title=_("Limpahkan jabatan"), action=_("Limpahkan"))


def _form_about(
    appointment: Appointment, request: HttpRequest, form: Form, *, title: str, action: str
) -> HttpResponse:
    """A form beside the list that says whose post it is about."""
    text = f"{appointment.account.display_name}, {appointment.post.title}"
    return form_page(request, form, title=title, text=text, action=action, agency=appointment.post.agency)


@keeper_only
@require_POST
def end_lending(request: HttpRequest, post_id: int, delegation_id: int) -> HttpResponse:
    """Take a delegation back."""
    end_delegation(actor_of(request), delegation_id=delegation_id)
    messages.success(request, _("Pelimpahan diakhiri."))
    return redirect("accounts:post_page", post_id)
