"""Own data, keys for programs, and handing a post over while absent."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from pendopo.accounts.actions import end_delegation, make_api_key
from pendopo.accounts.actions.own import note_export, revoke_api_key
from pendopo.accounts.forms.own import ApiKeyForm, DelegateForm
from pendopo.accounts.queries import (
    get_appointment,
    get_own_account,
    list_seats,
    own_data,
)
from pendopo.accounts.views.fresh import fresh
from pendopo.accounts.views.lending import lend
from pendopo.accounts.views.security import OwnFormPage
from pendopo.accounts.views.signing_in import status_of
from pendopo.kernel import clock
from pendopo.kernel.access import actor_of, signed_in, staff_only
from pendopo.web.pages import render


@dataclass(frozen=True, slots=True)
class KeyPage:
    """A new key, shown this once."""

    template: ClassVar[str] = "accounts/key_page.html"
    name: str
    key: str


@signed_in
@fresh
@never_cache
def export(request: HttpRequest) -> HttpResponseBase:
    """Everything accounts keep about the person, as a JSON file."""
    actor = actor_of(request)
    note_export(actor)
    data = own_data(actor, current=request.session.session_key or "")
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="data-saya.json"'
    return response


@staff_only
@fresh
@never_cache
def key_page(request: HttpRequest) -> HttpResponseBase:
    """Make an API key and show it once."""
    actor = actor_of(request)
    form = ApiKeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        until = clock.now() + dt.timedelta(days=form.cleaned_data["days"])
        key = make_api_key(actor, account=get_own_account(actor), name=name, expires_at=until)
        return render(request, KeyPage(name, key))
    text = _("Program memakai kunci ini sebagai Anda. Simpan seperti kata sandi.")
    page = OwnFormPage(_("Kunci API baru"), text, form, _("Buat kunci"))
    return render(request, page, status=status_of(form))


@signed_in
@require_POST
def revoke_key(request: HttpRequest, key_id: int) -> HttpResponse:
    """Revoke one of the own keys."""
    revoke_api_key(actor_of(request), key_id=key_id)
    messages.success(request, _("Kunci API dicabut."))
    return redirect("accounts:security_page")


@staff_only
@fresh
def delegate_page(request: HttpRequest) -> HttpResponseBase:
    """Hand an own post over for some days."""
    actor = actor_of(request)
    form = DelegateForm(request.POST or None, seats=list_seats(actor))
    if request.method == "POST" and form.is_valid():
        appointment = get_appointment(form.cleaned_data["seat"])
        if lend(request, form, appointment):
            return redirect("accounts:security_page")
    text = _("Pengganti memakai kewenangan jabatan ini hanya pada tanggal itu.")
    page = OwnFormPage(_("Limpahkan jabatan"), text, form, _("Limpahkan"))
    return render(request, page, status=status_of(form))


@signed_in
@require_POST
def end_own_delegation(request: HttpRequest, delegation_id: int) -> HttpResponse:
    """Take a post back before the last day."""
    end_delegation(actor_of(request), delegation_id=delegation_id)
    messages.success(request, _("Pelimpahan diakhiri."))
    return redirect("accounts:security_page")
