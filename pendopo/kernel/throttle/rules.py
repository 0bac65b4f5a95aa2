"""What a limit is, and whose tries count together. Pure."""

from __future__ import annotations

import datetime as dt
import ipaddress
from dataclasses import dataclass

from pendopo.kernel.errors import TooMany, gettext_noop


class TooOften(TooMany):
    """The limit is reached; ``minutes`` says for how long."""

    code = "too_often"
    text = gettext_noop("Terlalu banyak kiriman dalam waktu singkat.")
    advice = gettext_noop("Tunggu %(minutes)d menit, lalu coba lagi. Isian Anda tidak hilang.")


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``most`` tries within ``within``; more raise ``refusal`` with the ``minutes`` to wait."""

    name: str
    most: int
    within: dt.timedelta
    refusal: type[TooMany] = TooOften


def network_of(address: str) -> str:
    """What counts as one address: an IPv4 address, or the /64 that one IPv6 subscriber holds."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(known, ipaddress.IPv4Address):
        return str(known)
    return str(ipaddress.ip_network(f"{known}/64", strict=False))


def hop_before(proxies: int, *, remote: str, forwarded: str) -> str:
    """The address that spoke to the outermost of our ``proxies``; what stands further left may be invented.

    ``forwarded`` is the header X-Forwarded-For, to which each proxy appends the address it was asked from.
    """
    hops = [hop.strip() for hop in forwarded.split(",") if hop.strip()]
    return hops[-proxies] if 0 < proxies <= len(hops) else remote
