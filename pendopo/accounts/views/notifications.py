"""Being told: browsers that show notifications, and what became of the last messages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from pendopo.accounts.actions.browsers import (
    SESSION_BROWSER,
    add_browser,
    remove_browser,
    remove_browser_at,
    remove_browsers,
    send_trial,
)
from pendopo.accounts.queries import PushOffer, list_own_browsers, list_own_messages, push_offer
from pendopo.accounts.views.words import channel_words, fate_shape, fate_words
from pendopo.kernel.access import actor_of, by_token, signed_in
from pendopo.kernel.notifications.api import BrowserRow, renew_browser
from pendopo.web.pages import render


@dataclass(frozen=True, slots=True)
class ToldLine:
    """One message in words."""

    title: str
    way: str
    shape: str
    fate: str
    at: object


@dataclass(frozen=True, slots=True)
class NotificationsPage:
    """This browser, the other ones, and the last messages."""

    template: ClassVar[str] = "accounts/notifications_page.html"
    offer: PushOffer
    browsers: list[BrowserRow]
    current_id: int | None
    lines: list[ToldLine]


@dataclass(frozen=True, slots=True)
class ToldFragment:
    """Browsers and messages alone."""

    template: ClassVar[str] = "accounts/_told.html"
    browsers: list[BrowserRow]
    current_id: int | None
    lines: list[ToldLine]


@signed_in
@never_cache
def notifications_page(request: HttpRequest) -> HttpResponse:
    """Where and how one is told (4 queries)."""
    page = NotificationsPage(
        offer=push_offer(actor_of(request)),
        browsers=list_own_browsers(actor_of(request)),
        current_id=request.session.get(SESSION_BROWSER),
        lines=_lines(request),
    )
    return render(request, page)


@signed_in
@never_cache
def told_fragment(request: HttpRequest) -> HttpResponse:
    """Browsers and messages, fetched again when this browser changed its mind (3 queries)."""
    browsers = list_own_browsers(actor_of(request))
    current_id = request.session.get(SESSION_BROWSER)
    return render(request, ToldFragment(browsers, current_id, _lines(request)))


def _lines(request: HttpRequest) -> list[ToldLine]:
    return [
        ToldLine(
            title=row.title,
            way=" · ".join(part for part in (channel_words(row.channel), row.where) if part),
            shape=fate_shape(row.fate),
            fate=fate_words(row.fate),
            at=row.at,
        )
        for row in list_own_messages(actor_of(request))
    ]


@signed_in
@require_POST
def add_browser_view(request: HttpRequest) -> HttpResponse:
    """This browser lets itself be told; what it gives is what its push service gave it."""
    browser_id = add_browser(
        actor_of(request),
        endpoint=request.POST.get("endpoint", ""),
        p256dh=request.POST.get("p256dh", ""),
        auth=request.POST.get("auth", ""),
        user_agent=request.headers.get("User-Agent", ""),
    )
    request.session[SESSION_BROWSER] = browser_id
    return JsonResponse({"id": browser_id})


@signed_in
@require_POST
def leave_browser_view(request: HttpRequest) -> HttpResponse:
    """This browser is told no more."""
    remove_browser_at(actor_of(request), endpoint=request.POST.get("endpoint", ""))
    request.session.pop(SESSION_BROWSER, None)
    return HttpResponse(status=204)


@by_token
@csrf_exempt
@require_POST
def renew_browser_view(request: HttpRequest) -> HttpResponse:
    """The push service gave a browser another address: its service worker says so, with the old keys."""
    renew_browser(
        old_endpoint=request.POST.get("old_endpoint", ""),
        old_auth=request.POST.get("old_auth", ""),
        endpoint=request.POST.get("endpoint", ""),
        p256dh=request.POST.get("p256dh", ""),
        auth=request.POST.get("auth", ""),
    )
    return HttpResponse(status=204)


@signed_in
@require_POST
def remove_browser_view(request: HttpRequest, browser_id: int) -> HttpResponse:
    """One of the own browsers is told no more."""
    remove_browser(actor_of(request), browser_id=browser_id)
    messages.success(request, _("Peramban itu tidak dikabari lagi."))
    return redirect("accounts:notifications_page")


@signed_in
@require_POST
def remove_browsers_view(request: HttpRequest) -> HttpResponse:
    """No browser is told any more."""
    remove_browsers(actor_of(request))
    messages.success(request, _("Tidak ada lagi peramban yang dikabari."))
    return redirect("accounts:notifications_page")


@signed_in
@require_POST
def send_trial_view(request: HttpRequest) -> HttpResponse:
    """A message to every own browser, to see whether it arrives."""
    if send_trial(actor_of(request)):
        messages.success(request, _("Pesan percobaan dikirim. Biasanya tampil dalam beberapa detik."))
    else:
        messages.info(request, _("Belum dikirim. Aktifkan satu peramban, atau tunggu semenit."))
    return redirect("accounts:notifications_page")
