"""One page to sign in: a contact and a code for residents, e-mail and password for officers."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any, ClassVar

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.flows.logout import logout
from allauth.account.models import Login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from pendopo.accounts.actions.browsers import SESSION_BROWSER, leave_browser
from pendopo.accounts.actions.people import ask_name_once, set_name
from pendopo.accounts.actions.signing_in import (
    ProvenContact,
    account_for_contact,
    check_password,
    confirm_contact,
    enter_code,
    send_code,
)
from pendopo.accounts.forms.signing_in import CodeForm, ContactForm, NameForm, PasswordSignInForm
from pendopo.accounts.models import Account
from pendopo.accounts.rules import CodeExpired, Contact, WrongCode, WrongPassword
from pendopo.kernel.access import actor_of, public, signed_in
from pendopo.kernel.actor import ActorKind
from pendopo.kernel.throttle.api import client_address
from pendopo.web.chrome import chrome_for
from pendopo.web.pages import render

PENDING = "accounts_pending"
"""Key of the session under which a sent code is remembered: its uid, where it went, where to go after, and
the page that asked for it."""


@dataclass(frozen=True, slots=True)
class SignInPage:
    """Contact for residents, or e-mail and password for officers."""

    template: ClassVar[str] = "accounts/sign_in_page.html"
    form: ContactForm | PasswordSignInForm
    is_officer: bool
    other_url: str


@dataclass(frozen=True, slots=True)
class CodePage:
    """The code that was sent."""

    template: ClassVar[str] = "accounts/code_page.html"
    form: CodeForm
    shown_contact: str
    back_url: str


@dataclass(frozen=True, slots=True)
class NamePage:
    """The question for a name."""

    template: ClassVar[str] = "accounts/name_page.html"
    form: NameForm
    next_url: str


def local_address(request: HttpRequest) -> str:
    """Where ``next`` leads when it is a path of ours, else an empty text."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if is_ours and wanted.startswith("/") else ""


def with_next(name: str, next_url: str, **more: str) -> str:
    """The address called ``name`` with ``next`` kept."""
    query = {**more, **({"next": next_url} if next_url else {})}
    return reverse(name) + (f"?{urlencode(query)}" if query else "")


@public
@never_cache
@sensitive_post_parameters("password")
def sign_in_page(request: HttpRequest) -> HttpResponseBase:
    """Ask who comes; an officer says so with ``?sebagai=petugas``."""
    next_url = local_address(request)
    if actor_of(request).kind is not ActorKind.ANONYMOUS:
        return redirect(with_next("accounts:signed_in", next_url))
    if request.GET.get("sebagai") == "petugas":
        return _officer(request, next_url)
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return send_and_ask(request, form.cleaned_data["contact"], next_url)
    other_url = with_next("accounts:sign_in_page", next_url, sebagai="petugas")
    return render(request, SignInPage(form, is_officer=False, other_url=other_url), status=status_of(form))


def _officer(request: HttpRequest, next_url: str) -> HttpResponseBase:
    form = PasswordSignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            account = check_password(
                form.cleaned_data["email"], form.cleaned_data["password"], address=client_address(request)
            )
        except WrongPassword as fault:
            form.add_error(None, f"{_(fault.text)} {_(fault.advice)}")
        else:
            return let_in(request, account, method="password", next_url=next_url)
    other_url = with_next("accounts:sign_in_page", next_url)
    return render(request, SignInPage(form, is_officer=True, other_url=other_url), status=status_of(form))


def status_of(form: Any) -> int:
    """422 for a form with errors, else 200."""
    return 422 if form.is_bound and form.errors else 200


def send_and_ask(
    request: HttpRequest, contact: Contact, next_url: str, *, account_id: int | None = None
) -> HttpResponse:
    """Send a code and lead to the page that asks for it."""
    uid = send_code(contact, address=client_address(request), account_id=account_id)
    request.session[PENDING] = {
        "code": str(uid),
        "shown": contact.masked,
        "next": next_url,
        "back": request.get_full_path(),
    }
    return redirect("accounts:code_page")


def let_in(request: HttpRequest, account: Account, *, method: str, next_url: str) -> HttpResponseBase:
    """Note how the person proved who it is, then ask for the second factor or open the session."""
    record_authentication(request, account, method=method)
    login = Login(user=account, redirect_url=with_next("accounts:signed_in", next_url))
    response: HttpResponseBase = perform_login(request, login)
    return response


@public
@never_cache
def code_page(request: HttpRequest) -> HttpResponseBase:
    """Ask for the code; the answer to a wrong one does not depend on who is known."""
    pending = request.session.get(PENDING)
    if not pending:
        return redirect("accounts:sign_in_page")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            proven = enter_code(
                uuid.UUID(pending["code"]), form.cleaned_data["code"], address=client_address(request)
            )
        except (WrongCode, CodeExpired) as fault:
            form.add_error("code", f"{_(fault.text)} {_(fault.advice)}")
        else:
            del request.session[PENDING]
            return _after_proof(request, proven, pending["next"])
    page = CodePage(
        form,
        shown_contact=pending["shown"],
        back_url=pending["back"],
    )
    return render(request, page, status=status_of(form))


def _after_proof(request: HttpRequest, proven: ProvenContact, next_url: str) -> HttpResponseBase:
    """Sign in, or add the contact of the person who is signed in already and confirm who it is."""
    if proven.account_id is None:
        return let_in(request, account_for_contact(proven.contact), method="code", next_url=next_url)
    account = request.user
    if not isinstance(account, Account) or account.pk != proven.account_id:
        return redirect("accounts:sign_in_page")
    if confirm_contact(actor_of(request), account=account, contact=proven.contact):
        messages.success(request, _("Kontak disimpan."))
    else:
        record_authentication(request, account, method="code", reauthenticated=True)
    return redirect(next_url or "accounts:security_page")


@signed_in
@never_cache
def signed_in_view(request: HttpRequest) -> HttpResponse:
    """Where everybody lands after signing in: the missing name, the missing second factor, then the work."""
    next_url = local_address(request)
    if ask_name_once(actor_of(request)):
        return redirect(with_next("accounts:name_page", next_url))
    if getattr(request, "withheld_roles", None):
        return redirect(with_next("accounts:second_factor_needed_page", next_url))
    return redirect(next_url or chrome_for(request).home_url)


@signed_in
def name_page(request: HttpRequest) -> HttpResponse:
    """Ask for a name; it may be skipped."""
    next_url = local_address(request)
    onward = with_next("accounts:signed_in", next_url)
    form = NameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        set_name(actor_of(request), name=form.cleaned_data["name"])
        return redirect(onward)
    return render(request, NamePage(form, next_url=onward), status=status_of(form))


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session; its browser is told no more."""
    browser_id, endpoint = request.session.get(SESSION_BROWSER), request.POST.get("endpoint", "")
    leave_browser(actor_of(request), browser_id=browser_id, endpoint=endpoint)
    logout(request)
    messages.success(request, _("Anda sudah keluar."))
    return redirect("/")
