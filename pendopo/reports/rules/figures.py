"""The published figures: what each counts, and arithmetic on them. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum

from pendopo.kernel.errors import gettext_noop


class Grouping(StrEnum):
    """By what the figures are told apart."""

    ALL = "all"
    AGENCY = "agency"
    CATEGORY = "category"
    DISTRICT = "district"


DEFINITIONS: dict[str, tuple[str, str]] = {
    "received": (
        gettext_noop("Diterima"),
        gettext_noop("Laporan yang masuk dalam masa ini, tanpa yang dirahasiakan seluruhnya."),
    ),
    "verified_in_time": (
        gettext_noop("Diperiksa tepat waktu"),
        gettext_noop("Dinyatakan benar oleh petugas sebelum batas periksa, tiga hari kerja."),
    ),
    "followed_up": (
        gettext_noop("Ditanggapi cepat"),
        gettext_noop("Dijawab atau mulai dikerjakan sebelum batas tanggap cepat kategorinya."),
    ),
    "open": (
        gettext_noop("Belum selesai"),
        gettext_noop("Masih di tangan instansi sekarang."),
    ),
    "late": (
        gettext_noop("Lewat waktu"),
        gettext_noop(
            "Belum selesai, batasnya lewat dan waktunya tidak sedang dihentikan. Dihitung saat ini."
        ),
    ),
    "promised": (
        gettext_noop("Dijanjikan"),
        gettext_noop("Belum dapat dikerjakan; instansi menyebut hari selesainya."),
    ),
    "claimed": (
        gettext_noop("Dinyatakan selesai"),
        gettext_noop("Instansi menyatakan selesai dengan bukti, belum disetujui. Tidak dihitung selesai."),
    ),
    "confirmed": (
        gettext_noop("Selesai"),
        gettext_noop("Disetujui selesai oleh pelapor atau oleh petugas kedua yang memeriksa di tempat."),
    ),
    "on_time": (
        gettext_noop("Selesai tepat waktu"),
        gettext_noop("Dari yang selesai, yang dinyatakan selesai sebelum batasnya."),
    ),
    "median_days": (
        gettext_noop("Median hari"),
        gettext_noop("Separuh dari yang selesai perlu paling lama sekian hari, dari masuk sampai disetujui."),
    ),
    "closed": (
        gettext_noop("Ditutup"),
        gettext_noop("Ditolak, diteruskan ke luar pemerintah daerah, atau digabung dengan laporan lain."),
    ),
}
"""Name of a figure -> what it is called, and exactly what it counts."""


def median(counts: Mapping[int, int]) -> int | None:
    """The lower median of days that occur so many times; None without any."""
    half, seen = (sum(counts.values()) + 1) // 2, 0
    for days in sorted(counts):
        seen += counts[days]
        if seen >= half > 0:
            return days
    return None


def added(histograms: Iterable[Mapping[int, int]]) -> Counter[int]:
    """Several histograms as one."""
    total: Counter[int] = Counter()
    for each in histograms:
        total.update(each)
    return total


def share(part: int, whole: int) -> float | None:
    """``part`` of ``whole``, 0 to 1; None of nothing."""
    return part / whole if whole else None
