"""What a browser may give us to be told: the address at its push service and its keys. Pure.

We will POST to that address (RFC 8030), so it must not lead to anything that only this server can reach.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric import ec

from pendopo.kernel.errors import Invalid, NotFound, Unavailable, gettext_noop
from pendopo.kernel.outbound.rules import Address, UnusableAddress, read_address

BROWSER_LIMIT = 10
"""Browsers of one person that are told; the one that asked longest ago goes first."""
TIME_TO_LIVE = 7 * 24 * 3600
"""Seconds a push service keeps a message for a browser that is switched off (RFC 8030, 5.2)."""

_POINT_BYTES, _AUTH_BYTES = 65, 16


class UnusableBrowser(Invalid):
    """The address is not one of a push service, or a key is no key."""

    code = "notifications.unusable_browser"
    text = gettext_noop("Peramban ini tidak memberi alamat yang dapat kami pakai.")
    advice = gettext_noop("Perbarui peramban Anda, lalu coba lagi.")


class PushServiceUnknown(Unavailable):
    """The name of the push service leads nowhere from here."""

    code = "notifications.push_service_unknown"
    text = gettext_noop("Layanan pemberitahuan peramban Anda belum dapat kami jangkau.")
    advice = gettext_noop("Coba lagi beberapa saat lagi.")


class BrowserNotFound(NotFound):
    """No such browser, or not one of this person."""

    code = "notifications.browser_not_found"
    text = gettext_noop("Peramban itu tidak terdaftar.")
    advice = gettext_noop("Muat ulang halaman.")


@dataclass(frozen=True, slots=True)
class BrowserKeys:
    """The keys with which only this browser can read (RFC 8291), in base64url without padding."""

    p256dh: str
    auth: str


def read_endpoint(text: str, *, may_be_here: bool = False) -> Address:
    """The address in ``text``: https at the usual port, no name and password; raises ``UnusableBrowser``.

    ``may_be_here`` allows simulators: any port, and http to this machine.
    """
    try:
        return read_address(text, may_be_here=may_be_here)
    except UnusableAddress as fault:
        raise UnusableBrowser from fault


def read_keys(*, p256dh: str, auth: str) -> BrowserKeys:
    """The keys of a browser: a point of P-256 and 16 secret bytes; raises ``UnusableBrowser``."""
    point, secret = _bytes(p256dh), _bytes(auth)
    if len(point) != _POINT_BYTES or len(secret) != _AUTH_BYTES:
        raise UnusableBrowser
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except ValueError as fault:
        raise UnusableBrowser from fault
    return BrowserKeys(base64url(point), base64url(secret))


def _bytes(text: str) -> bytes:
    padded = text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4)
    try:
        return base64.b64decode(padded, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as fault:
        raise UnusableBrowser from fault


def base64url(raw: bytes) -> str:
    """Bytes as text for addresses and headers, without padding (RFC 4648, 5)."""
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
