"""Every URL states who may come in: exactly one of these decorators stands on each view.

They guard the door (who are you); the action behind it decides what that actor may do (permissions).
``tests/architecture`` walks the URL table and fails on a view without one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from pendopo.kernel.actor import ANONYMOUS, Actor, ActorKind
from pendopo.kernel.errors import Refused, SignInNeeded

View = TypeVar("View", bound=Callable[..., Any])


def actor_of(request: HttpRequest) -> Actor:
    """The actor that the sign-in middleware put on the request, or the anonymous one."""
    actor = getattr(request, "actor", ANONYMOUS)
    return actor if isinstance(actor, Actor) else ANONYMOUS


def public(view: View) -> View:
    """Anybody may come in."""
    return _guarded(view, "public", lambda _actor: None)


def by_token(view: View) -> View:
    """Who holds the secret in the address may come in; the query behind it checks the secret."""
    return _guarded(view, "by_token", lambda _actor: None)


def signed_in(view: View) -> View:
    """Residents and staff may come in."""
    return _guarded(view, "signed_in", _need_account)


def staff_only(view: View) -> View:
    """Holders of a post may come in."""
    return _guarded(view, "staff_only", _need_post)


def role_needed(*roles: str) -> Callable[[View], View]:
    """Holders of a post with one of ``roles`` may come in."""

    def check(actor: Actor) -> None:
        _need_post(actor)
        if not actor.has_role(*roles):
            raise Refused

    return lambda view: _guarded(view, "role:" + ",".join(roles), check)


def _need_account(actor: Actor) -> None:
    if actor.kind is ActorKind.ANONYMOUS:
        raise SignInNeeded


def _need_post(actor: Actor) -> None:
    _need_account(actor)
    if not actor.is_staff:
        raise Refused


def _guarded(view: View, name: str, check: Callable[[Actor], None]) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        check(actor_of(request))
        response: HttpResponseBase = view(request, *args, **kwargs)
        return response

    guarded.access = name  # type: ignore[attr-defined]  # read by the architecture test and the docs
    return guarded  # type: ignore[return-value]  # same parameters as the view it wraps
