"""Who knocks: the network behind a request, and counting what residents and strangers send."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from pendopo.kernel.actor import Actor
from pendopo.kernel.throttle.actions import spend_try
from pendopo.kernel.throttle.rules import Limit, hop_before


def client_address(request: HttpRequest) -> str:
    """Network address of the asker, behind as many proxies of ours as the installation states."""
    return hop_before(
        settings.TRUSTED_PROXIES,
        remote=request.META.get("REMOTE_ADDR", ""),
        forwarded=request.headers.get("X-Forwarded-For", ""),
    )


def count_sending(actor: Actor, limit: Limit) -> None:
    """Count one sending of a resident's account or a stranger's network; raises the limit's refusal.

    Officers, and whoever did not come over the network, send as they need. Call outside a transaction.
    """
    if actor.network and not actor.is_staff:
        spend_try(limit, f"account:{actor.account_id}" if actor.account_id else actor.network)
