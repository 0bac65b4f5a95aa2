"""What a browser may give us to be told: the address at its push service and its keys. Pure.

We will POST to that address (RFC 8030), so it must not lead to anything that only this server can reach.
"""

from __future__ import annotations

import base64
import binascii
import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec

from pendopo.kernel.errors import Invalid, NotFound, Unavailable, gettext_noop

BROWSER_LIMIT = 10
"""Browsers of one person that are told; the one that asked longest ago goes first."""
TIME_TO_LIVE = 7 * 24 * 3600
"""Seconds a push service keeps a message for a browser that is switched off (RFC 8030, 5.2)."""

_LONGEST_ENDPOINT = 2048
_HTTPS_PORT = 443
_POINT_BYTES, _AUTH_BYTES = 65, 16
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


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
class Endpoint:
    """Where a push service takes the messages for one browser."""

    url: str
    scheme: str
    host: str
    port: int

    @property
    def origin(self) -> str:
        """Scheme, host and port, as the audience of a signature (RFC 8292, 2)."""
        return f"{self.scheme}://{self.authority}"

    @property
    def authority(self) -> str:
        """Host and, when it is not the usual one, port; the Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _HTTPS_PORT and self.scheme == "https" else f"{host}:{self.port}"

    def at(self, address: str) -> str:
        """The same resource asked at one network address, without looking the name up again."""
        rest = self.url.partition("://")[2]
        path = rest[len(rest.partition("/")[0].partition("?")[0]) :]
        shown = f"[{address}]" if ":" in address else address
        return f"{self.scheme}://{shown}:{self.port}{path}"


@dataclass(frozen=True, slots=True)
class BrowserKeys:
    """The keys with which only this browser can read (RFC 8291), in base64url without padding."""

    p256dh: str
    auth: str


def read_endpoint(text: str, *, may_be_here: bool = False) -> Endpoint:
    """The address in ``text``: https at the usual port, no name and password; raises ``UnusableBrowser``.

    ``may_be_here`` allows simulators: any port, and http to this machine.
    """
    is_printable = text.isascii() and text.isprintable() and " " not in text and "\\" not in text
    if not is_printable or len(text) > _LONGEST_ENDPOINT:
        raise UnusableBrowser
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError as fault:
        raise UnusableBrowser from fault
    is_ours = may_be_here and _is_loopback_name(host)
    is_plain = not (parts.username or parts.password or parts.fragment or "@" in parts.netloc)
    if not host or not is_plain or parts.scheme not in ({"https", "http"} if is_ours else {"https"}):
        raise UnusableBrowser
    if port not in {None, _HTTPS_PORT} and not is_ours:
        raise UnusableBrowser
    return Endpoint(text, parts.scheme, host, port or (_HTTPS_PORT if parts.scheme == "https" else 80))


def _is_loopback_name(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def may_be_told(address: str, *, may_be_here: bool = False) -> bool:
    """True when a message may be sent to the network ``address``: public, or loopback for simulators."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return False
    return _is_public(known) or (may_be_here and known.is_loopback)


def _is_public(address: IpAddress) -> bool:
    """An IPv6 address that stands for an IPv4 one is judged by that one; tunnels of old are nobody's."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.sixtofour or address.teredo:
            return False
        is_translated = address in _NAT64
        carried = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF) if is_translated else address.ipv4_mapped
        if carried is not None:
            return _is_public(carried)
    is_odd = address.is_multicast or address.is_reserved or address.is_unspecified
    return address.is_global and not is_odd


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
