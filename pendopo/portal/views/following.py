"""Follow a place or a category: asked for, agreed to by the link of a letter, stopped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pendopo.accounts.api import PushOffer, push_offer
from pendopo.kernel.access import actor_of, by_token, public
from pendopo.kernel.errors import Invalid, PendopoError
from pendopo.kernel.problems import said
from pendopo.portal.forms import FollowForm
from pendopo.reports.api import (
    FollowingRow,
    confirm_following,
    follow,
    get_following,
    list_own_followings,
    stop_following,
)
from pendopo.web.pages import render


@dataclass(frozen=True, slots=True)
class FollowPage:
    """What to follow and how to be told."""

    template: ClassVar[str] = "portal/follow_page.html"
    form: FollowForm
    own: tuple[FollowingRow, ...]
    push: PushOffer | None
    is_asked: bool = False
    """True when a letter was sent whose link must be pressed."""


@dataclass(frozen=True, slots=True)
class FollowingPage:
    """One choice, behind the link of a letter."""

    template: ClassVar[str] = "portal/following_page.html"
    following: FollowingRow


@public
def follow_page(request: HttpRequest) -> HttpResponse:
    """The form, filled with the choice one comes from; a POST follows (1 query of a signed-in person)."""
    actor = actor_of(request)
    if request.method != "POST":
        return _shown(request, FollowForm.of(request.GET, has_account=actor.account_id is not None))
    form = FollowForm(request.POST, has_account=actor.account_id is not None)
    if not form.is_valid():
        return _shown(request, form, status=422)
    try:
        is_done = follow(actor, form.wish())
    except Invalid as fault:
        for name, text in fault.fields.items():
            form.add_error(FollowForm.FIELDS_OF.get(name), _(text))
        return _shown(request, form, status=422)
    except PendopoError as fault:
        form.add_error(None, f"{said(fault.text, fault)} {said(fault.advice, fault)}")
        return _shown(request, form, status=fault.status)
    if not is_done:
        return _shown(request, form, is_asked=True)
    messages.success(request, _("Anda mengikuti pilihan itu."))
    return redirect("portal:follow_page")


def _shown(
    request: HttpRequest, form: FollowForm, *, status: int = 200, is_asked: bool = False
) -> HttpResponse:
    actor = actor_of(request)
    push = push_offer(actor) if actor.account_id is not None else None
    page = FollowPage(form=form, own=list_own_followings(actor), push=push, is_asked=is_asked)
    return render(request, page, status=status)


@by_token
def following_page(request: HttpRequest, following_id: int, code: str) -> HttpResponse:
    """What the link is about, with buttons: a program that opens links agrees to nothing (1 query)."""
    return render(request, FollowingPage(get_following(following_id, code)))


@by_token
@require_POST
def following_step(request: HttpRequest, following_id: int, code: str, verb: str) -> HttpResponse:
    """Agree, or stop."""
    actor = actor_of(request)
    if verb == "setuju":
        confirm_following(actor, following_id, code)
        messages.success(request, _("Terima kasih. Kabar pertama datang besok pagi, bila ada."))
        return redirect("portal:following_page", following_id=following_id, code=code)
    stop_following(actor, following_id, code)
    messages.success(request, _("Berhenti. Tidak ada kabar lagi tentang pilihan itu."))
    return redirect("portal:follow_page")
