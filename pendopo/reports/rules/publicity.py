"""What everybody may read of a report, as tables; what stands in none of them is not shown. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pendopo.kernel.errors import gettext_noop
from pendopo.kernel.maps import quadkey
from pendopo.reports.rules.drafts import title_from
from pendopo.reports.rules.personal import masked
from pendopo.reports.rules.proof import ProofKind
from pendopo.reports.rules.states import OPEN_STATES, State, Verb, Visibility


class Words(StrEnum):
    """Which words of a step everybody reads, masked."""

    NONE = "none"
    TEXT = "text"
    REASON = "reason"


_W, _V = Words, Verb
TOLD_STEPS: dict[Verb, Words] = {
    _V.SUBMIT: _W.NONE,
    _V.ROUTE: _W.REASON,
    _V.VERIFY: _W.NONE,
    _V.ASSIGN: _W.NONE,
    _V.START: _W.TEXT,
    _V.HAND_OVER: _W.REASON,
    _V.CONTEST: _W.REASON,
    _V.PAUSE: _W.REASON,
    _V.RESUME: _W.TEXT,
    _V.PROMISE: _W.REASON,
    _V.RECALL: _W.NONE,
    _V.REFER: _W.REASON,
    _V.MERGE: _W.NONE,
    _V.SPLIT: _W.REASON,
    _V.COORDINATE: _W.NONE,
    _V.COORDINATION_ANSWER: _W.NONE,
    _V.COORDINATION_DECLINE: _W.NONE,
    _V.COORDINATION_WITHDRAW: _W.NONE,
    _V.RESOLVE: _W.TEXT,
    _V.CHECK: _W.TEXT,
    _V.CONFIRM: _W.NONE,
    _V.REJECT: _W.NONE,
    _V.REOPEN: _W.NONE,
    _V.RATE: _W.NONE,
}
"""Steps that everybody sees, if their audience is the public, and what is read of each.

An instruction is for officers, the reason of a refusal and what is written to each other for the reporter;
what reporters write after the check (reopening, rating) has been read by no officer.
"""


class Standing(StrEnum):
    """How reports stand, as few as people ask for."""

    OPEN = "belum-selesai"
    LATE = "lewat-waktu"
    PROMISED = "dijanjikan"
    BROKEN = "janji-lewat"
    CLAIMED = "dinyatakan-selesai"
    CONFIRMED = "selesai"
    CLOSED = "ditutup"


STANDING_STATES: dict[Standing, frozenset[State]] = {
    Standing.OPEN: OPEN_STATES,
    Standing.LATE: OPEN_STATES,
    Standing.PROMISED: frozenset({State.PROMISED}),
    Standing.BROKEN: OPEN_STATES,
    Standing.CLAIMED: frozenset({State.RESOLVED}),
    Standing.CONFIRMED: frozenset({State.CONFIRMED}),
    Standing.CLOSED: frozenset({State.REJECTED, State.REFERRED, State.MERGED}),
}
"""``LATE`` and ``BROKEN`` (the promised day is over and it is not done) are narrower than their states."""

STANDING_LABELS: dict[Standing, str] = {
    Standing.OPEN: gettext_noop("Belum selesai"),
    Standing.LATE: gettext_noop("Lewat waktu"),
    Standing.PROMISED: gettext_noop("Dijanjikan"),
    Standing.BROKEN: gettext_noop("Janji terlewat"),
    Standing.CLAIMED: gettext_noop("Dinyatakan selesai"),
    Standing.CONFIRMED: gettext_noop("Selesai"),
    Standing.CLOSED: gettext_noop("Ditutup"),
}


def title_told(title: str, text: str) -> str:
    """The title, masked; one that was cut from the text is cut again from the masked one.

    Half an address that ends at the edge of a title is one that no mask knows.
    """
    return title_from(masked(text)) if title == title_from(text) else masked(title)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a report is, as far as everybody may know."""

    lon: float
    lat: float
    is_exact: bool
    """True for the cell of the map in which it lies, False for the middle of its village."""


def is_point_told(proof: ProofKind, *, is_exact: bool) -> bool:
    """True for a matter that lies at a place; of any other no more is told than its village."""
    return proof is ProofKind.FIELD and is_exact


def spot_told(
    proof: ProofKind, *, place: tuple[float, float], is_exact: bool, village: tuple[float, float] | None
) -> Spot | None:
    """Where everybody may know it is; None where not even the middle of the village is known.

    The one rule of every door: pages, lists, feeds, map tiles, other systems.
    """
    if is_point_told(proof, is_exact=is_exact):
        return Spot(*blurred(*place), is_exact=True)
    return Spot(*village, is_exact=False) if village else None


def blurred(lon: float, lat: float) -> tuple[float, float]:
    """The middle of the place's cell of the map, 38 m wide: nobody's front door, nor where the phone was.

    The cells of the tiles and no other grid: two grids laid over each other would tell more than each.
    """
    middle_lon, middle_lat = quadkey.place_of(quadkey.encode(lon, lat))
    return round(middle_lon, 5), round(middle_lat, 5)


def are_results_told(proof: ProofKind) -> bool:
    """True where the photo of a result shows a place; elsewhere it may show a paper with a name on it."""
    return proof is ProofKind.FIELD


@dataclass(frozen=True, slots=True)
class Sight:
    """What of a report its writer is told beforehand: for officers beyond the public, and for nobody."""

    officers: tuple[str, ...]
    nobody: tuple[str, ...]


_EXIF = gettext_noop("Tempat dan waktu di dalam berkas foto: dihapus saat foto diterima.")
SIGHTS: dict[Visibility, Sight] = {
    Visibility.OPEN: Sight(
        officers=(
            gettext_noop("Tulisan Anda seutuhnya, titik, dan foto."),
            gettext_noop("Nama dan nomor Anda: petugas yang menangani; setiap pembacaan dicatat."),
        ),
        nobody=(_EXIF,),
    ),
    Visibility.ANONYMOUS: Sight(
        officers=(
            gettext_noop("Tulisan Anda seutuhnya, titik, dan foto."),
            gettext_noop("Nama dan nomor Anda: koordinator saja; setiap pembacaan dicatat."),
        ),
        nobody=(gettext_noop("Tulisan Anda bagi umum: yang tampil hanya kategori dan tempat."), _EXIF),
    ),
    Visibility.SECRET: Sight(
        officers=(gettext_noop("Tulisan, titik, dan foto: hanya yang menangani dan koordinator."),),
        nobody=(
            gettext_noop("Siapa Anda: tersegel. Hanya dua petugas bersama dengan alasan dapat membukanya."),
            gettext_noop("Bila segel dibuka, Anda diberi tahu."),
            _EXIF,
        ),
    ),
}
"""Who reads what, in words, by what the writer chose; ``permissions.TABLE`` decides it."""
