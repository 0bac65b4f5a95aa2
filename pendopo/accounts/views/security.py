"""One's own account: name, contacts, password, sessions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from pendopo.accounts.actions.factors import set_password
from pendopo.accounts.actions.own import end_sessions, keep_session
from pendopo.accounts.actions.people import set_name
from pendopo.accounts.forms.factors import SetPasswordForm
from pendopo.accounts.forms.signing_in import EmailForm, NameForm, PhoneForm
from pendopo.accounts.queries import (
    Factors,
    KeyRow,
    LentRow,
    SeatRow,
    SessionRow,
    Trace,
    factors_of,
    get_own_account,
    list_api_keys,
    list_lent,
    list_seats,
    list_sessions,
    list_traces,
)
from pendopo.accounts.rules import Role
from pendopo.accounts.views.fresh import fresh
from pendopo.accounts.views.signing_in import send_and_ask, status_of
from pendopo.accounts.views.words import action_words, who_words
from pendopo.kernel.access import actor_of, signed_in
from pendopo.web.pages import render
from pendopo.web.timelines import TimelineStep


@dataclass(frozen=True, slots=True)
class SecurityPage:
    """Name, contacts, factors, sessions, delegations, keys."""

    template: ClassVar[str] = "accounts/security_page.html"
    name: str
    email: str
    phone: str
    has_password: bool
    is_staff: bool
    factors: Factors
    sessions: list[SessionRow]
    seats: list[SeatRow]
    lent: list[LentRow]
    keys: list[KeyRow]
    withheld: bool
    is_keeper: bool


@dataclass(frozen=True, slots=True)
class OwnFormPage:
    """One form about the own account."""

    template: ClassVar[str] = "accounts/own_form_page.html"
    title: str
    text: str
    form: Any
    action: str


@dataclass(frozen=True, slots=True)
class TracesPage:
    """What was done to and read about the person."""

    template: ClassVar[str] = "accounts/traces_page.html"
    steps: list[TimelineStep]


@signed_in
@never_cache
def security_page(request: HttpRequest) -> HttpResponse:
    """Everything about one's own account (about 12 queries)."""
    actor = actor_of(request)
    account = get_own_account(actor)
    page = SecurityPage(
        name=account.display_name,
        email=account.email,
        phone=account.phone,
        has_password=account.has_usable_password(),
        is_staff=actor.is_staff,
        factors=factors_of(account.pk),
        sessions=list_sessions(actor, current=request.session.session_key or ""),
        seats=list_seats(actor),
        lent=list_lent(actor),
        keys=list_api_keys(actor),
        withheld=bool(getattr(request, "withheld_roles", None)),
        is_keeper=actor.has_role(Role.ADMINISTRATOR),
    )
    return render(request, page)


@signed_in
def own_name_page(request: HttpRequest) -> HttpResponse:
    """Change the own name."""
    actor = actor_of(request)
    form = NameForm(request.POST or None, initial={"name": actor.name})
    if request.method == "POST" and form.is_valid():
        set_name(actor, name=form.cleaned_data["name"])
        messages.success(request, _("Nama disimpan."))
        return redirect("accounts:security_page")
    page = OwnFormPage(_("Nama Anda"), "", form, _("Simpan"))
    return render(request, page, status=status_of(form))


@signed_in
@fresh
def email_page(request: HttpRequest) -> HttpResponseBase:
    """Change the own e-mail address: a code goes to the new one."""
    return _contact(request, EmailForm(request.POST or None), _("Ganti surel"))


@signed_in
@fresh
def phone_page(request: HttpRequest) -> HttpResponseBase:
    """Change the own phone: a code goes to the new one."""
    return _contact(request, PhoneForm(request.POST or None), _("Ganti nomor ponsel"))


def _contact(request: HttpRequest, form: EmailForm, title: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        return send_and_ask(
            request, form.cleaned_data["contact"], "", account_id=actor_of(request).account_id
        )
    page = OwnFormPage(title, "", form, _("Kirim kode"))
    return render(request, page, status=status_of(form))


@signed_in
@fresh
@sensitive_post_parameters("password")
def password_page(request: HttpRequest) -> HttpResponseBase:
    """Set the own password; every other session ends."""
    actor = actor_of(request)
    account = get_own_account(actor)
    form = SetPasswordForm(request.POST or None, account=account)
    if request.method == "POST" and form.is_valid():
        changed = set_password(actor, password=form.cleaned_data["password"])
        old_key = request.session.session_key or ""
        end_sessions(actor, account=changed, keep=old_key)
        update_session_auth_hash(request, changed)
        keep_session(old_key, request.session.session_key or "")
        messages.success(request, _("Kata sandi diganti. Semua sesi lain diakhiri."))
        return redirect("accounts:security_page")
    text = _("Sesi lain akan diakhiri.")
    page = OwnFormPage(_("Ganti kata sandi"), text, form, _("Simpan"))
    return render(request, page, status=status_of(form))


@signed_in
@require_POST
def end_session(request: HttpRequest, session_id: int) -> HttpResponse:
    """End one of the own sessions."""
    actor = actor_of(request)
    end_sessions(actor, account=get_own_account(actor), session_id=session_id)
    messages.success(request, _("Sesi diakhiri."))
    return redirect("accounts:security_page")


@signed_in
@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """End every own session but this one."""
    actor = actor_of(request)
    end_sessions(actor, account=get_own_account(actor), keep=request.session.session_key or "")
    messages.success(request, _("Semua sesi lain diakhiri."))
    return redirect("accounts:security_page")


@signed_in
@never_cache
def traces_page(request: HttpRequest) -> HttpResponse:
    """What was done to and read about the person."""
    steps = [_step(trace) for trace in list_traces(actor_of(request), limit=200)]
    return render(request, TracesPage(steps))


def _step(trace: Trace) -> TimelineStep:
    return TimelineStep(
        "done" if trace.who == "self" else "new", who_words(trace.who), action_words(trace.action), trace.at
    )
