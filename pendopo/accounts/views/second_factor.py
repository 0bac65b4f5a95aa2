"""The second step of signing in, and the page that asks an officer to set one up."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, ClassVar

from allauth.account.stages import LoginStageController
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm
from allauth.mfa.webauthn.internal import auth as webauthn
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from pendopo.accounts.actions.factors import accept_factor, refuse_factor, start_factor
from pendopo.accounts.forms.factors import FactorForm
from pendopo.accounts.models import Account
from pendopo.accounts.queries import factors_of, strong_posts_of
from pendopo.accounts.views.signing_in import local_address, status_of, with_next
from pendopo.kernel.access import actor_of, public, signed_in
from pendopo.web.pages import render


@dataclass(frozen=True, slots=True)
class SecondFactorPage:
    """A code or a passkey."""

    template: ClassVar[str] = "accounts/second_factor_page.html"
    form: FactorForm
    has_codes: bool
    passkey_options: str
    """What the browser needs to ask for a passkey, as JSON; empty without passkeys."""
    fault: str


@dataclass(frozen=True, slots=True)
class SecondFactorNeededPage:
    """Why a second factor is needed and where to set it up."""

    template: ClassVar[str] = "accounts/second_factor_needed_page.html"
    posts: list[str]
    has_factor: bool
    next_url: str


@public
@never_cache
def second_factor_page(request: HttpRequest) -> HttpResponseBase:
    """Ask for the second factor of the person whose first step fitted."""
    if request.user.is_authenticated:
        return redirect("accounts:signed_in")
    stage = LoginStageController.enter(request, AuthenticateStage.key)
    if stage is None:
        return redirect("accounts:sign_in_page")
    account: Account = stage.login.user
    form: Any = FactorForm(user=account)
    fault = ""
    if request.method == "POST":
        form, is_right, fault = try_factor(request, account)
        if is_right:
            response: HttpResponseBase = stage.exit()
            return response
    return _ask(request, account, form, fault)


def try_factor(request: HttpRequest, account: Account, *, is_again: bool = False) -> tuple[Any, bool, str]:
    """The form to show, whether the posted factor fitted, and what was wrong with a passkey."""
    start_factor(account)
    code = ""
    if "credential" in request.POST:
        passkey = AuthenticateWebAuthnForm(user=account, data=request.POST)
        is_right, form = passkey.is_valid(), FactorForm(user=account)
        used = passkey.cleaned_data["credential"] if is_right else None
        fault = "" if is_right else " ".join(text for texts in passkey.errors.values() for text in texts)
    else:
        form, fault = FactorForm(user=account, data=request.POST), ""
        is_right = form.is_valid()
        used, code = (form.authenticator, form.cleaned_data["code"]) if is_right else (None, "")
    if is_right and accept_factor(account, code):
        post_authentication(request, used, reauthenticated=is_again)
        return form, True, ""
    if is_right:
        form.add_error("code", _("Kode itu sudah dipakai. Tunggu kode berikutnya."))
    refuse_factor(actor_of(request), account)
    return form, False, fault


def passkey_options(account: Account) -> str:
    """The browser's question for one of the passkeys of ``account``; empty when there is none."""
    if not factors_of(account.pk).passkeys:
        return ""
    return json.dumps(webauthn.begin_authentication(account), default=dict)


def _ask(request: HttpRequest, account: Account, form: Any, fault: str) -> HttpResponse:
    known = factors_of(account.pk)
    page = SecondFactorPage(
        form, has_codes=known.has_codes, passkey_options=passkey_options(account), fault=fault
    )
    return render(request, page, status=422 if fault else status_of(form))


@signed_in
@never_cache
def second_factor_needed_page(request: HttpRequest) -> HttpResponse:
    """Say which posts wait for a second factor; without such a post it leads on."""
    next_url = local_address(request)
    if not getattr(request, "withheld_roles", None):
        return redirect(next_url or "accounts:security_page")
    actor = actor_of(request)
    page = SecondFactorNeededPage(
        posts=strong_posts_of(actor),
        has_factor=bool(actor.account_id and factors_of(actor.account_id).is_strong),
        next_url=with_next("accounts:second_factor_needed_page", next_url),
    )
    return render(request, page)
