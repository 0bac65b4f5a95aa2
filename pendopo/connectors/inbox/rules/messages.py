"""A message as it arrives, and what can become of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from pendopo.kernel.actor import Channel
from pendopo.kernel.errors import gettext_noop

LONGEST_TEXT = 100_000
"""Letters of one message that are kept; nobody writes more by hand."""
LONGEST_NAME = 120
MOST_PHOTOS = 10
"""Photos of one message that are looked at; a report takes five."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One message as a door took it in."""

    channel: Channel
    outside_id: str
    """What tells it from every other message of its channel; the same twice is one message."""
    sender: str
    """Where an answer goes: an e-mail address in small letters, or a phone with its plus."""
    name: str = ""
    subject: str = ""
    text: str = ""
    """What the person wrote, without quotes and signature."""
    whole: str = ""
    """All of it as it came, when that is more; empty otherwise."""
    lon: float | None = None
    lat: float | None = None
    """A place that was shared on purpose, in degrees."""
    photos: tuple[bytes, ...] = ()
    photo_urls: tuple[str, ...] = ()
    """Where photos lie that are yet to be fetched."""
    losses: tuple[str, ...] = ()
    """What could not be read, each a sentence for people."""
    is_automatic: bool = False
    """A machine wrote it: never answered."""


class Fate(StrEnum):
    """What became of a message."""

    NEW = "new"
    """Written down, not yet looked at."""
    WAITING = "waiting"
    """The sender was asked for what is missing."""
    REPORTED = "reported"
    """Became a report, alone or with others of the same sender."""
    ADDED = "added"
    """Became words of the reporter at a report that was there."""
    ANSWERED = "answered"
    """Was a question, and was answered."""
    KEPT = "kept"
    """Waits for a person."""
    REFUSED = "refused"
    """Too many in too short a time; not answered, still there to be read."""
    IGNORED = "ignored"
    """Nothing that wants an answer: a machine wrote it, or a thank-you."""
    CANCELLED = "cancelled"
    """Taken back by its sender before it was a report."""
    DISMISSED = "dismissed"
    """A person read it and decided that nothing follows."""


class Reason(StrEnum):
    """Why a message met its fate, where the fate alone does not say it."""

    NONE = ""
    NEEDS_WORDS = "needs_words"
    NEEDS_PLACE = "needs_place"
    NEEDS_BOTH = "needs_both"
    NEEDS_DISTRICT = "needs_district"
    """Several villages bear the name that was given."""
    NEEDS_INSIDE = "needs_inside"
    """The place lies outside the city."""
    AUTOMATIC = "automatic"
    COURTESY = "courtesy"
    TOO_MANY = "too_many"
    UNREADABLE = "unreadable"
    NO_WORD_BACK = "no_word_back"
    ASKED_OFTEN = "asked_often"
    REPORT_CLOSED = "report_closed"
    PHOTOS_TO_ADD = "photos_to_add"
    NOT_ACCEPTED = "not_accepted"


FATE_LABELS: Mapping[Fate, str] = MappingProxyType(
    {
        Fate.NEW: gettext_noop("Baru datang"),
        Fate.WAITING: gettext_noop("Menunggu pengirim"),
        Fate.REPORTED: gettext_noop("Menjadi laporan"),
        Fate.ADDED: gettext_noop("Menambah laporan"),
        Fate.ANSWERED: gettext_noop("Dijawab"),
        Fate.KEPT: gettext_noop("Perlu dibaca"),
        Fate.REFUSED: gettext_noop("Terlalu sering"),
        Fate.IGNORED: gettext_noop("Tidak perlu jawaban"),
        Fate.CANCELLED: gettext_noop("Dibatalkan pengirim"),
        Fate.DISMISSED: gettext_noop("Diabaikan"),
    }
)
FATE_KINDS: Mapping[Fate, str] = MappingProxyType(
    {
        Fate.NEW: "new", Fate.WAITING: "wait", Fate.REPORTED: "done", Fate.ADDED: "done",
        Fate.ANSWERED: "done", Fate.KEPT: "late", Fate.REFUSED: "off", Fate.IGNORED: "off",
        Fate.CANCELLED: "off", Fate.DISMISSED: "off",
    }
)  # fmt: skip
"""Name of the shape beside the label."""
REASON_LABELS: Mapping[Reason, str] = MappingProxyType(
    {
        Reason.NONE: "",
        Reason.NEEDS_WORDS: gettext_noop("Belum menceritakan masalahnya."),
        Reason.NEEDS_PLACE: gettext_noop("Belum menyebut tempatnya."),
        Reason.NEEDS_BOTH: gettext_noop("Belum menceritakan masalah dan tempatnya."),
        Reason.NEEDS_DISTRICT: gettext_noop("Beberapa desa bernama sama; kecamatannya belum disebut."),
        Reason.NEEDS_INSIDE: gettext_noop("Tempatnya di luar daerah ini."),
        Reason.AUTOMATIC: gettext_noop("Ditulis mesin: balasan otomatis, kiriman massal, atau surel gagal."),
        Reason.COURTESY: gettext_noop("Salam atau terima kasih."),
        Reason.TOO_MANY: gettext_noop("Pengirim ini mengirim lebih banyak daripada batas per jam."),
        Reason.UNREADABLE: gettext_noop("Isinya tidak terbaca."),
        Reason.NO_WORD_BACK: gettext_noop("Pengirim ditanya, dan tidak menjawab dalam sehari."),
        Reason.ASKED_OFTEN: gettext_noop("Pengirim sudah ditanya tiga kali."),
        Reason.REPORT_CLOSED: gettext_noop("Balasan untuk laporan yang tidak menerima kabar lagi."),
        Reason.PHOTOS_TO_ADD: gettext_noop("Katanya sudah ditambahkan ke laporan; fotonya belum."),
        Reason.NOT_ACCEPTED: gettext_noop("Isinya tidak dapat diterima sebagai laporan."),
    }
)
CHANNEL_LABELS: Mapping[Channel, str] = MappingProxyType(
    {
        Channel.EMAIL: gettext_noop("Surel"),
        Channel.WHATSAPP: gettext_noop("WhatsApp"),
        Channel.SMS: gettext_noop("SMS"),
    }
)

OPEN_TO_A_PERSON = frozenset({Fate.KEPT, Fate.WAITING, Fate.REFUSED, Fate.IGNORED})
"""Fates that a person may still change: make a report of it, or decide that nothing follows."""

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def tidied(text: str, *, most: int = LONGEST_TEXT) -> str:
    """``text`` with plain line ends and without what cannot be stored, cut at ``most`` letters."""
    plain = _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return plain.strip()[:most].strip()


def one_line(text: str, *, most: int = LONGEST_NAME) -> str:
    """The same on one line, as names and subjects are."""
    return tidied(" ".join(tidied(text).split()), most=most)
