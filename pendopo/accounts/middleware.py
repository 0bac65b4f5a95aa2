"""Puts the actor on the request: from the session, or from an API key below ``/api/``."""

from __future__ import annotations

from collections.abc import Callable

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest, HttpResponse

from pendopo.accounts import queries
from pendopo.accounts.models import Account
from pendopo.kernel.actor import ANONYMOUS, Actor, Channel

_BEARER = "Bearer "


class ActorMiddleware:
    """``request.actor`` for everything behind it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Find out who is asking, then pass the request on."""
        request.actor = _actor_of(request)  # type: ignore[attr-defined]  # the kernel reads it back
        return self._get_response(request)


def _actor_of(request: HttpRequest) -> Actor:
    """Below ``/api/`` only a key counts: a cookie there would open the door to forged requests."""
    if request.path.startswith("/api/"):
        header = request.headers.get("Authorization", "")
        if not header.startswith(_BEARER):
            return ANONYMOUS
        return queries.find_actor_by_key(header.removeprefix(_BEARER)) or ANONYMOUS
    if not isinstance(request.user, Account):
        return ANONYMOUS
    return queries.actor_for(request.user, channel=Channel.WEB, is_strong=_passed_second_factor(request))


def _passed_second_factor(request: HttpRequest) -> bool:
    methods = {record.get("method") for record in get_authentication_records(request)}
    return "mfa" in methods
