"""Pages for the keeper of keys."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from pendopo.accounts.api import Role
from pendopo.connectors.open311.actions import make_client, set_client_active
from pendopo.connectors.open311.forms import ClientForm
from pendopo.connectors.open311.queries import ClientRow, list_clients
from pendopo.kernel.access import actor_of, role_needed
from pendopo.web.chrome import Chrome, NavEntry, NavGroup
from pendopo.web.pages import render

keeper_only = role_needed(Role.ADMINISTRATOR)

_UNPROCESSABLE = 422


@dataclass(frozen=True, slots=True)
class ClientListPage:
    """Systems that hold a key."""

    template: ClassVar[str] = "open311/client_list_page.html"
    clients: list[ClientRow]


@dataclass(frozen=True, slots=True)
class ClientNewPage:
    """The form of a new key, beside the list."""

    template: ClassVar[str] = "open311/client_new_page.html"
    clients: list[ClientRow]
    form: ClientForm


@dataclass(frozen=True, slots=True)
class ClientKeyPage:
    """A new key, shown this once."""

    template: ClassVar[str] = "open311/client_key_page.html"
    clients: list[ClientRow]
    name: str
    key: str


def navigation(request: HttpRequest, chrome: Chrome) -> Chrome:
    """The way to the keys, for administrators."""
    if not actor_of(request).has_role(Role.ADMINISTRATOR):
        return chrome
    here = reverse("open311:client_list_page")
    entry = NavEntry(_("Kunci Open311"), here, None, "external", is_current=request.path.startswith(here))
    return replace(chrome, nav=(*chrome.nav, NavGroup(_("Sambungan"), (entry,))))


@keeper_only
def client_list_page(request: HttpRequest) -> HttpResponse:
    """Systems that hold a key."""
    return render(request, ClientListPage(list_clients(actor_of(request))))


@keeper_only
@never_cache
def client_new_page(request: HttpRequest) -> HttpResponse:
    """Give a system a key, shown once."""
    actor = actor_of(request)
    form = ClientForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        client, key = make_client(actor, **form.cleaned_data)
        return render(request, ClientKeyPage(list_clients(actor), client.name, key))
    page = ClientNewPage(list_clients(actor), form)
    return render(request, page, status=_UNPROCESSABLE if form.errors else 200)


@keeper_only
@require_POST
def client_state(request: HttpRequest, client_id: int) -> HttpResponse:
    """Take a key back, or let it work again."""
    is_active = request.POST.get("is_active") == "1"
    set_client_active(actor_of(request), client_id=client_id, is_active=is_active)
    messages.success(request, _("Kunci disimpan."))
    return redirect("open311:client_list_page")
