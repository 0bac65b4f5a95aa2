"""What makes "done" believable: a photo from the place itself, taken now, and not one of before. Pure.

The loudest complaint about every reporting system is "marked done and it was not"; in April 2026 a report in
East Jakarta was closed with a made-up picture. So a claim needs a ticket of ours, opened at the place.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from enum import StrEnum

from pendopo.kernel.errors import Invalid, gettext_noop
from pendopo.kernel.maps.distance import metres_between

TICKET_HOURS = 24
"""How long a ticket may be used: long enough for a day in the field without signal."""
CLOCK_SLACK = dt.timedelta(minutes=2)
"""What the clock of a phone may differ after it was set right by ours."""
WORST_ACCURACY_METRES = 150
"""A position less exact than this says nothing; as phones give it: 68 % within so many metres."""
ALIKE_BITS = 4
"""Pictures whose difference hashes differ in at most so many of 64 bits show the same."""


class ProofKind(StrEnum):
    """What a category asks of whoever says that it is done."""

    FIELD = "field"
    """A photo from the place, with ticket, position and time."""
    PHOTO = "photo"
    """A photo or a scan of the result; there is no place to stand at."""


@dataclass(frozen=True, slots=True)
class Presence:
    """What the phone says about where and when the photo was taken."""

    lon: float
    lat: float
    accuracy: float
    """Metres, as the phone estimates them."""
    taken_at: dt.datetime
    """By the phone's clock."""
    sent_at: dt.datetime
    """By the phone's clock, at the moment of sending: tells how wrong that clock is."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the matter is. Without an exact point the village must be the one the phone stands in."""

    lon: float
    lat: float
    is_exact: bool
    area_code: str


class ProofDoubtful(Invalid):
    """The claim is not believable as it was sent; ``fields`` says what is wrong with it."""

    code = "reports.proof_doubtful"
    text = gettext_noop("Bukti ini belum dapat diterima.")
    advice = gettext_noop("Ambil foto di tempat kejadian lewat halaman lapangan, lalu kirim lagi.")


class TicketNotValid(Invalid):
    """No ticket, one of somebody else, used already, or too old."""

    code = "reports.ticket_not_valid"
    text = gettext_noop("Tiket lapangan tidak berlaku lagi.")
    advice = gettext_noop("Buka lagi halaman lapangan laporan ini. Foto dan teks Anda tidak hilang.")


TOO_FAR = gettext_noop("Posisi foto terlalu jauh dari titik laporan.")
OTHER_VILLAGE = gettext_noop("Posisi foto di luar desa atau kelurahan laporan.")
TOO_VAGUE = gettext_noop(
    "Posisi ponsel belum cukup teliti. Tunggu sebentar di tempat terbuka, lalu coba lagi."
)
NOT_NOW = gettext_noop("Foto tidak diambil sesudah halaman lapangan dibuka.")
SAME_AS_BEFORE = gettext_noop("Foto hasil sama dengan foto pelapor.")
USED_BEFORE = gettext_noop("Foto ini pernah dipakai pada laporan lain.")


def by_our_clock(at: dt.datetime, *, sent_at: dt.datetime, now: dt.datetime) -> dt.datetime:
    """A moment of a phone's clock by ours: the phone's error is what it shows at sending."""
    return at + (now - sent_at)


def taken_by_our_clock(presence: Presence, now: dt.datetime) -> dt.datetime:
    """When the photo was taken, by our clock."""
    return by_our_clock(presence.taken_at, sent_at=presence.sent_at, now=now)


def metres_from(spot: Spot, presence: Presence) -> float:
    """Distance between the matter and the phone."""
    return metres_between(spot.lon, spot.lat, presence.lon, presence.lat)


def check_presence(
    presence: Presence,
    *,
    spot: Spot,
    stands_in: str | None,
    issued_at: dt.datetime,
    now: dt.datetime,
    most_metres: float,
) -> None:
    """Raise ``ProofDoubtful`` unless the phone was at the place, in the time of its ticket.

    ``stands_in`` is the code of the area around the phone. The estimate of the phone counts in its favour:
    who stands ``most_metres`` away by GPS of 20 metres may be anywhere within.
    """
    faults: dict[str, str] = {}
    if not math.isfinite(presence.accuracy) or not 0 <= presence.accuracy <= WORST_ACCURACY_METRES:
        faults["position"] = TOO_VAGUE
    elif spot.is_exact and metres_from(spot, presence) > most_metres + presence.accuracy:
        faults["position"] = TOO_FAR
    elif not spot.is_exact and not f"{stands_in or ''}.".startswith(f"{spot.area_code}."):
        faults["position"] = OTHER_VILLAGE
    taken_at = taken_by_our_clock(presence, now)
    if not issued_at - CLOCK_SLACK <= taken_at <= now + CLOCK_SLACK:
        faults["photos"] = NOT_NOW
    if faults:
        raise ProofDoubtful(fields=faults)


def is_ticket_open(*, issued_at: dt.datetime, used_at: dt.datetime | None, now: dt.datetime) -> bool:
    """True while a ticket may be used: once, within its hours."""
    return used_at is None and now - issued_at <= dt.timedelta(hours=TICKET_HOURS)


def look_alike(first: int, second: int) -> bool:
    """True when two pictures show the same, by their difference hashes (signed 64 bits)."""
    return ((first ^ second) & (1 << 64) - 1).bit_count() <= ALIKE_BITS
