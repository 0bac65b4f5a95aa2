"""Saved views, steps on many reports, what the steps are called: limits and errors. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import parse_qsl, urlencode

from pendopo.kernel.errors import Conflict, Invalid, gettext_noop
from pendopo.kernel.numbering.api import format_number, parse_number
from pendopo.reports.api import Verb

VIEW_LIMIT = 20
NAME_LIMIT = 40
_KEPT = (
    "bagian", "q", "keadaan", "kategori", "instansi", "wilayah", "lewat", "naik", "urut", "dari", "sampai",
)  # fmt: skip


LABELS: dict[Verb, str] = {
    Verb.VERIFY: gettext_noop("Periksa"),
    Verb.ASSIGN: gettext_noop("Disposisi"),
    Verb.START: gettext_noop("Mulai kerjakan"),
    Verb.ANSWER: gettext_noop("Jawab"),
    Verb.RESOLVE: gettext_noop("Nyatakan selesai"),
    Verb.HAND_OVER: gettext_noop("Limpahkan"),
    Verb.REJECT: gettext_noop("Tolak"),
    Verb.NOTE: gettext_noop("Catat"),
    Verb.REOPEN: gettext_noop("Buka lagi"),
    Verb.RESUME: gettext_noop("Lanjutkan"),
    Verb.ASK: gettext_noop("Tanya pelapor"),
    Verb.CHECK: gettext_noop("Benarkan: sudah selesai"),
    Verb.SPLIT: gettext_noop("Pisahkan"),
    Verb.MERGE: gettext_noop("Gabungkan"),
    Verb.PAUSE: gettext_noop("Hentikan waktu"),
    Verb.PROMISE: gettext_noop("Janjikan"),
    Verb.REFER: gettext_noop("Teruskan ke luar"),
    Verb.COORDINATE: gettext_noop("Koordinasi"),
    Verb.COORDINATION_ANSWER: gettext_noop("Jawab koordinasi"),
    Verb.COORDINATION_DECLINE: gettext_noop("Tidak dapat membantu"),
    Verb.COORDINATION_WITHDRAW: gettext_noop("Tarik koordinasi"),
}
"""What the button of each step says."""


def clean_query(raw: str) -> str:
    """The filters of ``raw`` in one order; anything that is no filter is left out."""
    given = dict(parse_qsl(raw.lstrip("?")))
    return urlencode({name: given[name] for name in _KEPT if given.get(name)})


def clean_name(raw: str) -> str:
    """A name for a view; raises ``Invalid``."""
    name = raw.strip()
    if not name or len(name) > NAME_LIMIT or not name.isprintable():
        raise Invalid(fields={"name": gettext_noop("Beri nama, paling banyak 40 huruf.")})
    return name


class TooManyViews(Conflict):
    """The officer keeps as many views as there is room for."""

    code = "desk.too_many_views"
    text = gettext_noop("Tampilan tersimpan sudah 20.")
    advice = gettext_noop("Hapus satu yang tidak dipakai, lalu simpan lagi.")


BULK_LIMIT = 100
_LONGEST_VERSION = 9


class LineFate(StrEnum):
    """What became of one report of many."""

    WAITING = "waiting"
    """Not tried yet; of a run that was cut off it stays so, and is said."""
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Pick:
    """A report that was picked in a list, and the version that the list showed."""

    number: str
    version: int | None

    @property
    def written(self) -> str:
        """As a form carries it."""
        return self.number if self.version is None else f"{self.number}:{self.version}"


def read_picks(raw: Iterable[str]) -> list[Pick]:
    """The picks of a form, each report once, in its order; what is no number is left out.

    Raises ``TooManyPicked``.
    """
    picks: dict[str, Pick] = {}
    for text in raw:
        number, _, version = text.partition(":")
        found = parse_number(number)
        if found is not None:
            written = format_number(found.prefix, found.period, found.serial)
            is_version = version.isdecimal() and len(version) <= _LONGEST_VERSION
            picks.setdefault(written, Pick(written, int(version) if is_version else None))
    if len(picks) > BULK_LIMIT:
        raise TooManyPicked(most=BULK_LIMIT)
    return list(picks.values())


class TooManyPicked(Invalid):
    """More reports than are changed at once; none of them was changed."""

    code = "desk.too_many_picked"
    text = gettext_noop("Paling banyak %(most)d laporan sekaligus. Belum ada yang diubah.")
    advice = gettext_noop("Kurangi pilihannya, lalu ulangi.")
