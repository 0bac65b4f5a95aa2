"""Setting up and taking off second factors."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, ClassVar

import segno
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from allauth.mfa.webauthn.internal import auth as webauthn
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from pendopo.accounts.actions.factors import (
    accept_factor,
    add_passkey,
    add_totp,
    remove_factor,
    renew_recovery_codes,
    show_recovery_codes,
    start_factor,
)
from pendopo.accounts.forms.factors import PasskeyNameForm, TotpForm
from pendopo.accounts.queries import factors_of, get_own_account
from pendopo.accounts.views.fresh import fresh
from pendopo.accounts.views.signing_in import local_address, status_of, with_next
from pendopo.kernel.access import actor_of, signed_in
from pendopo.web.pages import render


@dataclass(frozen=True, slots=True)
class TotpPage:
    """A QR code, the same as text, and the first code."""

    template: ClassVar[str] = "accounts/totp_page.html"
    form: TotpForm
    picture: SafeString
    secret: str
    is_set: bool


@dataclass(frozen=True, slots=True)
class PasskeyPage:
    """What the browser needs to make a passkey."""

    template: ClassVar[str] = "accounts/passkey_page.html"
    form: PasskeyNameForm
    options: str
    fault: str


@dataclass(frozen=True, slots=True)
class RecoveryPage:
    """Recovery codes, shown once."""

    template: ClassVar[str] = "accounts/recovery_page.html"
    codes: list[str]
    left: int | None
    next_url: str

    @property
    def as_text(self) -> str:
        """The codes one under the other, for the file that is downloaded."""
        return "\n".join(self.codes)


@signed_in
@never_cache
@fresh
def totp_page(request: HttpRequest) -> HttpResponseBase:
    """Set up an authenticator: scan, then type the first code."""
    actor = actor_of(request)
    account = get_own_account(actor)
    form = TotpForm(request.POST or None)
    secret = totp.get_totp_secret(regenerate=request.method == "GET")
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        start_factor(account)
        if totp.validate_totp_code(secret, code) and accept_factor(account, code):
            made = add_totp(actor, secret=secret)
            totp.clear_totp_secret(request)
            post_authentication(request, made, reauthenticated=True)
            return redirect(with_next("accounts:recovery_page", local_address(request)))
        form.add_error("code", _("Kode itu tidak cocok. Ketik kode yang tampil sekarang."))
    address = get_adapter().build_totp_url(account, secret)
    picture = segno.make(address).svg_inline(scale=5, border=2, light="#fff", svgclass="accounts-qr")
    page = TotpPage(
        form,
        picture=mark_safe(picture),  # noqa: S308 - drawn by segno from numbers, no text of anybody in it
        secret=" ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
        is_set=factors_of(account.pk).has_totp,
    )
    return render(request, page, status=status_of(form))


@signed_in
@never_cache
@fresh
def passkey_page(request: HttpRequest) -> HttpResponseBase:
    """Set up a passkey with what the browser made."""
    actor = actor_of(request)
    account = get_own_account(actor)
    fault = ""
    if request.method == "POST":
        library: Any = AddWebAuthnForm(user=account, data=request.POST)
        if library.is_valid():
            made = add_passkey(
                actor,
                name=library.cleaned_data["name"][:60],
                credential=library.cleaned_data["credential"],
            )
            post_authentication(request, made, reauthenticated=True)
            return redirect(with_next("accounts:recovery_page", local_address(request)))
        fault = _("Kunci sandi tidak terbaca. Coba lagi.")
    options = json.dumps(webauthn.begin_registration(account, passwordless=False), default=dict)
    page = PasskeyPage(PasskeyNameForm(), options, fault)
    return render(request, page, status=422 if fault else 200)


@signed_in
@require_POST
@fresh
def remove_totp(request: HttpRequest) -> HttpResponseBase:
    """Take the authenticator off."""
    remove_factor(actor_of(request))
    messages.success(request, _("Aplikasi autentikator dilepas."))
    return redirect("accounts:security_page")


@signed_in
@require_POST
@fresh
def remove_passkey(request: HttpRequest, factor_id: int) -> HttpResponseBase:
    """Take a passkey off."""
    remove_factor(actor_of(request), factor_id=factor_id)
    messages.success(request, _("Kunci sandi dilepas."))
    return redirect("accounts:security_page")


@signed_in
@never_cache
@fresh
def recovery_page(request: HttpRequest) -> HttpResponseBase:
    """Show new recovery codes once; later only how many are left."""
    actor = actor_of(request)
    account = get_own_account(actor)
    codes = show_recovery_codes(actor)
    left = factors_of(account.pk).recovery_left
    return render(request, RecoveryPage(codes, left, local_address(request)))


@signed_in
@require_POST
@fresh
def renew_recovery(request: HttpRequest) -> HttpResponseBase:
    """Make new recovery codes in place of the old ones."""
    renew_recovery_codes(actor_of(request))
    return redirect("accounts:recovery_page")
