"""Limits of uploads, sizes of pictures, and what may be wrong with a photo. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from pendopo.kernel.errors import Conflict, Invalid, NotFound, TooLarge, Unavailable, gettext_noop
from pendopo.kernel.throttle.rules import Limit

MAX_BYTES = 15_000_000
MAX_PIXELS = 50_000_000
ORPHAN_AGE = dt.timedelta(hours=24)
"""A file that nothing took within this time is removed."""
LINK_HOURS = 1
"""A signed link works for at least this long, and for less than twice as long."""


def uploads_limit(per_hour: int) -> Limit:
    """How many photos one account or network may send."""
    return Limit("uploads", per_hour, dt.timedelta(hours=1))


class Size(StrEnum):
    """The pictures kept of each photo."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


LONGEST_SIDE = {Size.LARGE: 2048, Size.MEDIUM: 960, Size.SMALL: 320}
"""Pixels of the longer side, from the largest down; smaller photos are not enlarged."""


class PhotoFormat(StrEnum):
    """Formats that are taken in, by Pillow's names."""

    JPEG = "JPEG"
    PNG = "PNG"
    WEBP = "WEBP"


@dataclass(frozen=True, slots=True)
class PhotoPlace:
    """Where and when the camera says the photo was taken; what it does not say is None."""

    lon: float | None
    lat: float | None
    taken_at: dt.datetime | None


class FileTooLarge(TooLarge):
    """The file has more bytes than are accepted."""

    code = "file_too_large"
    text = gettext_noop("Foto ini lebih besar dari %(megabytes)s MB.")
    advice = gettext_noop("Kecilkan ukuran foto di pengaturan kamera, atau kirim foto lain.")


class NotAPhoto(Invalid):
    """The content is not that of a photo, whatever the name says."""

    code = "not_a_photo"
    text = gettext_noop("Berkas ini bukan foto.")
    advice = gettext_noop("Kirim foto JPG, PNG, atau WebP dari kamera atau galeri Anda.")


class PhotoFormatRefused(Invalid):
    """A photo in a format that browsers cannot show (HEIC, AVIF)."""

    code = "photo_format_refused"
    text = gettext_noop("Foto HEIC belum dapat diterima.")
    advice = gettext_noop(
        "Di iPhone: Pengaturan, Kamera, Format, pilih Paling Kompatibel, lalu foto lagi. "
        "Atau kirim tangkapan layarnya."
    )


class PhotoTooManyPixels(Invalid):
    """The photo claims more pixels than are decoded."""

    code = "photo_too_many_pixels"
    text = gettext_noop("Foto ini lebih dari %(megapixels)s megapiksel.")
    advice = gettext_noop("Pilih resolusi yang lebih rendah di pengaturan kamera, lalu foto lagi.")


class PhotoBroken(Invalid):
    """The photo is cut off or damaged."""

    code = "photo_broken"
    text = gettext_noop("Foto ini rusak atau terpotong.")
    advice = gettext_noop("Kirim ulang, atau kirim foto lain. Sambungan yang putus dapat memotong foto.")


class Infected(Invalid):
    """The scanner found malware."""

    code = "file_infected"
    text = gettext_noop("Berkas ini ditolak pemeriksa virus.")
    advice = gettext_noop("Jangan kirim ulang berkas ini. Kirim foto lain.")


class StorageUnavailable(Unavailable):
    """The place where files lie, or the scanner before it, does not answer."""

    code = "file_storage_unavailable"
    text = gettext_noop("Foto belum dapat disimpan.")
    advice = gettext_noop("Coba lagi beberapa menit lagi, atau kirim laporan tanpa foto.")


class FileNotFound(NotFound):
    """No such file, or the actor may not see it."""

    code = "file_not_found"
    text = gettext_noop("Berkas ini tidak ada.")


class FileTaken(Conflict):
    """The file already belongs to something."""

    code = "file_taken"
    text = gettext_noop("Foto ini sudah dipakai.")
    advice = gettext_noop("Unggah foto itu sekali lagi.")


_HEIF_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis"})


def format_of(head: bytes) -> PhotoFormat:
    """The format that the first bytes of a file prove; raises ``NotAPhoto`` or ``PhotoFormatRefused``."""
    if head.startswith(b"\xff\xd8\xff"):
        return PhotoFormat.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PhotoFormat.PNG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return PhotoFormat.WEBP
    if head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS:
        raise PhotoFormatRefused
    raise NotAPhoto


def storage_key(base: str, size: Size) -> str:
    """Where one picture of a file lies in the storage."""
    return f"{base}-{size}.jpg"
