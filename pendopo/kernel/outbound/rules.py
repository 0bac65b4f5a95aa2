"""Which addresses given by others may be asked: public ones, at the usual ports. Pure."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

LONGEST_ADDRESS = 2048
PORTS = {"https": 443, "http": 80}
"""The usual port of each scheme; no other port is asked."""

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


class UnusableAddress(ValueError):
    """The text is no address that may be asked."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where something is asked."""

    url: str
    scheme: str
    host: str
    port: int

    @property
    def origin(self) -> str:
        """Scheme, host and, when it is not the usual one, port."""
        return f"{self.scheme}://{self.authority}"

    @property
    def authority(self) -> str:
        """Host and, when it is not the usual one of https, port; the Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if PORTS[self.scheme] == self.port else f"{host}:{self.port}"

    def at(self, address: str) -> str:
        """The same resource asked at one network address, without looking the name up again."""
        rest = self.url.partition("://")[2]
        path = rest[len(rest.partition("/")[0].partition("?")[0]) :]
        shown = f"[{address}]" if ":" in address else address
        return f"{self.scheme}://{shown}:{self.port}{path}"

    def onward(self, location: str) -> str:
        """Where a redirect from here leads; raises ``UnusableAddress`` when that is nowhere."""
        try:
            return urljoin(self.url, location)
        except ValueError as fault:
            raise UnusableAddress from fault


def read_address(
    text: str, *, schemes: frozenset[str] = frozenset({"https"}), may_be_here: bool = False
) -> Address:
    """The address in ``text``: one of ``schemes`` at its usual port, no name and password.

    Raises ``UnusableAddress``. ``may_be_here`` allows simulators: any port, and http to this machine.
    """
    is_printable = text.isascii() and text.isprintable() and " " not in text and "\\" not in text
    if not is_printable or len(text) > LONGEST_ADDRESS:
        raise UnusableAddress
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError as fault:
        raise UnusableAddress from fault
    is_ours = may_be_here and _is_loopback_name(host)
    is_plain = not (parts.username or parts.password or parts.fragment or "@" in parts.netloc)
    if not host or not is_plain or parts.scheme not in (schemes | {"http"} if is_ours else schemes):
        raise UnusableAddress
    usual = PORTS[parts.scheme]
    if port not in {None, usual} and not is_ours:
        raise UnusableAddress
    return Address(text, parts.scheme, host, port or usual)


def _is_loopback_name(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def may_be_asked(address: str, *, may_be_here: bool = False) -> bool:
    """True when the network ``address`` is public, or loopback for simulators."""
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
