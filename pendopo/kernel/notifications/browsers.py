"""Browsers that asked to be told: keeping, renewing, forgetting. The caller checks who may do so."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from pendopo.kernel import clock
from pendopo.kernel.notifications.models import PushSubscription
from pendopo.kernel.notifications.push import check_reachable
from pendopo.kernel.notifications.push_rules import (
    BROWSER_LIMIT,
    BrowserKeys,
    BrowserNotFound,
    read_endpoint,
    read_keys,
)
from pendopo.kernel.personal_data import keyed_hash


@dataclass(frozen=True, slots=True)
class KeptBrowser:
    """A browser after it asked; ``is_new`` is False when it only asked again."""

    id: int
    is_new: bool


def keep_browser(account_id: int, *, endpoint: str, p256dh: str, auth: str, device: str) -> KeptBrowser:
    """Remember a browser that asked to be told; asking again renews its keys.

    A browser belongs to whoever used it last. ``device`` is its name for people. Raises ``UnusableBrowser``,
    ``PushServiceUnknown``. Before it writes, a name is looked up in the network.
    """
    keys = _checked(endpoint, p256dh, auth)
    with transaction.atomic():
        is_known = PushSubscription.objects.filter(
            endpoint_hash=_hash(endpoint), account_id=account_id
        ).exists()
        kept, _is_made = PushSubscription.objects.update_or_create(
            endpoint_hash=_hash(endpoint),
            defaults={
                "account_id": account_id,
                "endpoint": endpoint,
                "p256dh": keys.p256dh,
                "auth": keys.auth,
                "device": device,
                "created_at": clock.now(),
            },
        )
        _forget_oldest(account_id)
    return KeptBrowser(kept.pk, is_new=not is_known)


def renew_browser(*, old_endpoint: str, old_auth: str, endpoint: str, p256dh: str, auth: str) -> None:
    """The push service gave a browser another address; only who knows the old keys may say so.

    Raises ``BrowserNotFound``, ``UnusableBrowser``, ``PushServiceUnknown``.
    """
    old = PushSubscription.objects.filter(endpoint_hash=_hash(old_endpoint)).first()
    if old is None or not hmac.compare_digest(old.auth.encode(), old_auth.rstrip("=").encode()):
        raise BrowserNotFound
    keys = _checked(endpoint, p256dh, auth)
    with transaction.atomic():
        PushSubscription.objects.filter(endpoint_hash=_hash(endpoint)).exclude(pk=old.pk).delete()
        old.endpoint, old.endpoint_hash = endpoint, _hash(endpoint)
        old.p256dh, old.auth = keys.p256dh, keys.auth
        old.save(update_fields=["endpoint", "endpoint_hash", "p256dh", "auth"])


def forget_browser(account_id: int, *, browser_id: int) -> None:
    """Tell one browser no more; raises ``BrowserNotFound`` when it is not one of this person."""
    if not PushSubscription.objects.filter(pk=browser_id, account_id=account_id).delete()[0]:
        raise BrowserNotFound


def forget_browser_at(account_id: int, *, endpoint: str) -> bool:
    """Tell the browser behind ``endpoint`` no more; False when it was not one of this person."""
    asked = PushSubscription.objects.filter(endpoint_hash=_hash(endpoint), account_id=account_id)
    return bool(asked.delete()[0])


def forget_browsers(account_id: int) -> int:
    """Tell no browser of this person any more; returns how many there were."""
    return PushSubscription.objects.filter(account_id=account_id).delete()[0]


def fingerprint_of(endpoint: str) -> str:
    """What a page may know of an address: enough for the browser behind it to recognise itself."""
    return hashlib.sha256(endpoint.encode()).hexdigest()


def _checked(endpoint: str, p256dh: str, auth: str) -> BrowserKeys:
    keys = read_keys(p256dh=p256dh, auth=auth)
    check_reachable(read_endpoint(endpoint, may_be_here=settings.PUSH_LOOPBACK))
    return keys


def _hash(endpoint: str) -> str:
    return keyed_hash(endpoint, "message-address")


def _forget_oldest(account_id: int) -> None:
    newest = PushSubscription.objects.filter(account_id=account_id).order_by("-created_at", "-pk")
    kept = list(newest.values_list("pk", flat=True)[:BROWSER_LIMIT])
    PushSubscription.objects.filter(account_id=account_id).exclude(pk__in=kept).delete()
