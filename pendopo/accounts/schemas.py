"""How programs show who they are."""

from __future__ import annotations

from django.http import HttpRequest
from ninja.security import HttpBearer

from pendopo.kernel.access import actor_of
from pendopo.kernel.actor import Actor, ActorKind
from pendopo.kernel.errors import SignInNeeded


class HolderOfKey(HttpBearer):
    """The API key in ``Authorization: Bearer``; the middleware has already looked it up."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor:  # noqa: ARG002 - looked up already
        """The actor behind the key; raises ``SignInNeeded``."""
        actor = actor_of(request)
        if actor.kind is ActorKind.ANONYMOUS:
            raise SignInNeeded
        return actor


holder_of_key = HolderOfKey()
