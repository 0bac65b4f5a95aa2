"""Asking again who sits here before something that an unwatched screen must not do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, ClassVar

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from pendopo.accounts.actions.signing_in import check_password
from pendopo.accounts.forms.factors import FactorForm, PasswordAgainForm
from pendopo.accounts.models import Account
from pendopo.accounts.queries import factors_of, get_own_account
from pendopo.accounts.rules import PROOF_LIFE, WrongPassword, read_contact
from pendopo.accounts.views.second_factor import passkey_options, try_factor
from pendopo.accounts.views.signing_in import local_address, send_and_ask, status_of, with_next
from pendopo.kernel import clock
from pendopo.kernel.access import actor_of, signed_in
from pendopo.kernel.throttle.api import client_address
from pendopo.web.pages import render

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class ConfirmPage:
    """One way to prove who sits here, the strongest that the account has."""

    template: ClassVar[str] = "accounts/confirm_page.html"
    way: str
    """"factor", "password" or "code"."""
    form: Any
    next_url: str
    passkey_options: str = ""
    has_codes: bool = False
    shown_contact: str = ""
    fault: str = ""


def fresh(view: View) -> View:
    """The view behind it opens only within 15 minutes after a proof; stands below the access decorator."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        records = get_authentication_records(request, request.user)
        newest = max((float(record["at"]) for record in records), default=0.0)
        if clock.now().timestamp() - newest < PROOF_LIFE.total_seconds():
            return view(request, *args, **kwargs)
        onward = request.get_full_path() if request.method == "GET" else ""
        return redirect(with_next("accounts:confirm_page", onward))

    return guarded


@signed_in
@never_cache
def confirm_page(request: HttpRequest) -> HttpResponseBase:
    """Prove again who sits here, then go on."""
    account = get_own_account(actor_of(request))
    next_url = local_address(request)
    if factors_of(account.pk).is_strong:
        return _by_factor(request, account, next_url)
    if account.has_usable_password():
        return _by_password(request, account, next_url)
    return _by_code(request, account, next_url)


def _onward(next_url: str) -> HttpResponse:
    return redirect(next_url or "accounts:security_page")


def _by_factor(request: HttpRequest, account: Account, next_url: str) -> HttpResponse:
    form: Any = FactorForm(user=account)
    fault = ""
    if request.method == "POST":
        form, is_right, fault = try_factor(request, account, is_again=True)
        if is_right:
            return _onward(next_url)
    page = ConfirmPage(
        "factor",
        form,
        next_url,
        passkey_options=passkey_options(account),
        has_codes=factors_of(account.pk).has_codes,
        fault=fault,
    )
    return render(request, page, status=422 if fault else status_of(form))


def _by_password(request: HttpRequest, account: Account, next_url: str) -> HttpResponse:
    form = PasswordAgainForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            check_password(account.email, form.cleaned_data["password"], address=client_address(request))
        except WrongPassword:
            form.add_error("password", _("Kata sandi itu tidak cocok."))
        else:
            record_authentication(request, account, method="password", reauthenticated=True)
            return _onward(next_url)
    return render(request, ConfirmPage("password", form, next_url), status=status_of(form))


def _by_code(request: HttpRequest, account: Account, next_url: str) -> HttpResponse:
    contact = read_contact(account.phone or account.email)
    if contact is None:
        return _onward("")
    if request.method == "POST":
        return send_and_ask(request, contact, next_url, account_id=account.pk)
    return render(request, ConfirmPage("code", None, next_url, shown_contact=contact.masked))
