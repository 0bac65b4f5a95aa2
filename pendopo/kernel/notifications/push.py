"""Web push: our signing key, the network between us and a push service, and the way of a message."""

from __future__ import annotations

import json
import socket
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import httpx
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from pendopo.kernel import clock
from pendopo.kernel.notifications.models import Message, PushSubscription
from pendopo.kernel.notifications.ports import NotDelivered, is_final_answer
from pendopo.kernel.notifications.push_rules import (
    TIME_TO_LIVE,
    PushServiceUnknown,
    UnusableBrowser,
    base64url,
    read_endpoint,
)
from pendopo.kernel.outbound.asking import NotReached, Question, ask
from pendopo.kernel.outbound.rules import Address, may_be_asked
from pendopo.kernel.personal_data import keyed_hash

if TYPE_CHECKING:
    from py_vapid import Vapid

_TIMEOUT_SECONDS = 20.0
_SIGNED_SECONDS: Final = 12 * 3600
_GONE: Final = frozenset({404, 410})
_LONGEST_TITLE: Final = 300


@lru_cache(maxsize=4)
def _signer(private_key: str) -> Vapid:
    """The key of this installation; raises ``ValueError`` when the setting holds none."""
    from py_vapid import Vapid  # slow to load, needed where something is pushed or asked for only

    return Vapid.from_raw(private_key.encode())


def application_server_key() -> str:
    """Our public key, which a browser asks for before it lets itself be told (RFC 8292, 4)."""
    public = _signer(settings.WEB_PUSH["private_key"]).public_key
    return base64url(public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


def check_reachable(endpoint: Address) -> None:
    """The name leads to public addresses only.

    Raises ``UnusableBrowser`` when it does not, ``PushServiceUnknown`` when it leads nowhere.
    """
    try:
        found = socket.getaddrinfo(endpoint.host, endpoint.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as fault:
        raise PushServiceUnknown from fault
    if not _are_allowed([str(each[4][0]) for each in found]):
        raise UnusableBrowser


def _are_allowed(addresses: list[str]) -> bool:
    return all(may_be_asked(each, may_be_here=settings.PUSH_LOOPBACK) for each in addresses)


class PushWay:
    """Web push to a browser: RFC 8030, signed by RFC 8292, readable only there by RFC 8291."""

    def __init__(self, private_key: str, contact: str) -> None:
        self._private_key, self._contact = private_key, contact

    def send(self, message: Message) -> str:
        """Push title and page of the matter; a browser that is gone for good is forgotten.

        The topic is the message, so that a repeated try takes the place of the first (RFC 8030, 5.4).
        """
        browser = PushSubscription.objects.filter(pk=int(message.address)).first()
        if browser is None:
            raise NotDelivered("the browser was removed", is_final=True)
        try:
            endpoint = read_endpoint(browser.endpoint, may_be_here=settings.PUSH_LOOPBACK)
        except UnusableBrowser as fault:
            raise NotDelivered("the address is not one of a push service", is_final=True) from fault
        status = _post(endpoint, _sealed(browser, message), self._headers(endpoint, message))
        if status in _GONE:
            _forget(browser)
        if not httpx.codes.is_success(status):
            raise NotDelivered(f"push service answered {status}", is_final=is_final_answer(status))
        return str(message.uid)

    def _headers(self, endpoint: Address, message: Message) -> dict[str, str]:
        until = int(clock.now().timestamp()) + _SIGNED_SECONDS
        claims = {"aud": endpoint.origin, "exp": until, "sub": self._contact}
        return {
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(TIME_TO_LIVE),
            "Topic": base64url(message.uid.bytes),
            **_signer(self._private_key).sign(claims),
        }


def _forget(browser: PushSubscription) -> None:
    """Unless it renewed its address in the meantime."""
    PushSubscription.objects.filter(pk=browser.pk, endpoint_hash=browser.endpoint_hash).delete()


def _sealed(browser: PushSubscription, message: Message) -> bytes:
    """What the service worker shows, encrypted for this browser."""
    from pywebpush import WebPusher  # slow to load, needed here only

    said = {
        "id": str(message.uid),
        "title": message.title[:_LONGEST_TITLE],
        "body": message.text,
        "url": message.path,
        "tag": keyed_hash(message.about, "push-tag")[:16],
    }
    keys = {"p256dh": browser.p256dh, "auth": browser.auth}
    pusher = WebPusher({"endpoint": browser.endpoint, "keys": keys})
    return bytes(pusher.encode(json.dumps(said, ensure_ascii=False).encode())["body"])


def _post(endpoint: Address, body: bytes, headers: dict[str, str]) -> int:
    """The status of the answer, whose body is not read; raises ``NotDelivered`` when there is none."""
    question = Question("POST", body, headers, seconds=_TIMEOUT_SECONDS, may_be_here=settings.PUSH_LOOPBACK)
    try:
        return ask(endpoint, question).status
    except NotReached as fault:
        raise NotDelivered(str(fault), is_final=fault.is_final) from fault
