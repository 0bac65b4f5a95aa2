"""Puts the actor on the request: from the session, or from an API key below ``/api/``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from pendopo.accounts import queries
from pendopo.accounts.actions.own import note_seen
from pendopo.accounts.adapters import authentication_methods
from pendopo.accounts.models import Account
from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS, Actor, Channel
from pendopo.kernel.throttle.api import client_address, network_of

_BEARER = "Bearer "
_ROLE = "role:"
_SEEN = "accounts_seen"
_SEEN_SECONDS = 600


class ActorMiddleware:
    """``request.actor`` for everything behind it, and ``request.withheld_roles``: what waits for a factor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Find out who is asking, then pass the request on."""
        standing = _standing_of(request)
        network = network_of(client_address(request))
        request.actor = replace(standing.actor, network=network)  # type: ignore[attr-defined]  # the kernel reads it back
        request.withheld_roles = standing.withheld  # type: ignore[attr-defined]  # read below and by views
        return self._get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: object, _kwargs: object
    ) -> HttpResponse | None:
        """Lead an officer whose role waits for a second factor to the page that sets one up."""
        actor: Actor = request.actor  # type: ignore[attr-defined]  # set above
        withheld: frozenset[str] = request.withheld_roles  # type: ignore[attr-defined]  # set above
        if not _opens_with_factor(getattr(view, "access", ""), actor, withheld):
            return None
        onward = request.get_full_path() if request.method == "GET" else ""
        return redirect(f"{reverse('accounts:second_factor_needed_page')}?{urlencode({'next': onward})}")


def _opens_with_factor(access: str, actor: Actor, withheld: frozenset[str]) -> bool:
    if not withheld:
        return False
    if access == "staff_only":
        return not actor.grants
    wanted = set(access.removeprefix(_ROLE).split(",")) if access.startswith(_ROLE) else set()
    return bool(wanted & withheld) and not actor.has_role(*wanted)


def _standing_of(request: HttpRequest) -> queries.Standing:
    """Below ``/api/`` only a key counts: a cookie there would open the door to forged requests."""
    if request.path.startswith("/api/"):
        header = request.headers.get("Authorization", "")
        found = (
            queries.find_actor_by_key(header.removeprefix(_BEARER)) if header.startswith(_BEARER) else None
        )
        return queries.Standing(found or ANONYMOUS, frozenset())
    if not isinstance(request.user, Account):
        return queries.Standing(ANONYMOUS, frozenset())
    _note_seen(request)
    is_strong = "mfa" in authentication_methods(request, request.user)
    return queries.standing_of(request.user, channel=Channel.WEB, is_strong=is_strong)


def _note_seen(request: HttpRequest) -> None:
    """Keep "last seen" within ten minutes of the truth, so that a page seldom pays for it."""
    now = int(clock.now().timestamp())
    if now - int(request.session.get(_SEEN, 0)) > _SEEN_SECONDS:
        request.session[_SEEN] = now
        note_seen(request.session.session_key or "")
