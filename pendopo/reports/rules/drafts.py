"""What a resident may send: limits, tidy values, and the suggestion of a category."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from dataclasses import dataclass, replace

from pendopo.kernel.errors import Invalid, gettext_noop
from pendopo.kernel.numbering.rules import format_number, parse_number
from pendopo.kernel.throttle.rules import Limit
from pendopo.reports.rules.errors import TooManyReports
from pendopo.reports.rules.proof import CLOCK_SLACK, by_our_clock
from pendopo.reports.rules.states import Visibility

TEXT_LIMIT = 5000
TITLE_LIMIT = 120
REASON_LIMIT = 2000
NAME_LIMIT = 120
PHOTO_LIMIT = 5
LINE_LIMIT = 120
MOST_STARS = 5
MOST_ACCURACY_METRES = 100_000
WAITING_LIMIT = dt.timedelta(days=15)
"""A report waits on a phone for fourteen days at most; what says to be older is not believed."""


def submissions_limit(per_hour: int) -> Limit:
    """How many reports one account or network may send; a mobile network puts many people behind one."""
    return Limit("reports", per_hour, dt.timedelta(hours=1), TooManyReports)


_SENTENCE_END = re.compile(r"[.!?\n]")


def title_from(text: str) -> str:
    """The first sentence of ``text``, cut at a word when it is long."""
    first = _SENTENCE_END.split(text.strip(), maxsplit=1)[0].strip() or text.strip()
    if len(first) <= TITLE_LIMIT:
        return first
    return first[: TITLE_LIMIT - 1].rsplit(" ", 1)[0] + "…"


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_PHONE = re.compile(r"^\+62\d{8,13}$")
_EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")

UNSTORABLE = gettext_noop("Teks memuat tanda yang tidak dapat disimpan. Hapus tanda itu, lalu kirim lagi.")
TEXT_MISSING = gettext_noop("Ceritakan masalahnya dalam satu atau dua kalimat.")
TEXT_TOO_LONG = gettext_noop("Teks terlalu panjang: paling banyak 5.000 huruf.")
TITLE_TOO_LONG = gettext_noop("Judul terlalu panjang: paling banyak 120 huruf.")
LANDMARK_TOO_LONG = gettext_noop("Patokan terlalu panjang: paling banyak 300 huruf.")
PHONE_UNREADABLE = gettext_noop("Nomor ponsel tidak terbaca. Contoh: 0812 3456 7890.")
EMAIL_UNREADABLE = gettext_noop("Alamat surel tidak terbaca. Contoh: nama@contoh.id.")
NAME_TOO_LONG = gettext_noop("Nama terlalu panjang: paling banyak 120 huruf.")
TOO_MANY_PHOTOS = gettext_noop("Paling banyak 5 foto.")
LANDMARK_LIMIT = 300


@dataclass(frozen=True, slots=True)
class Draft:
    """A report before it is accepted, as any way in brings it."""

    key: uuid.UUID
    """Idempotency key: the same key never makes a second report."""
    category_code: str
    text: str
    title: str = ""
    lon: float | None = None
    lat: float | None = None
    area_code: str = ""
    landmark: str = ""
    visibility: Visibility = Visibility.OPEN
    name: str = ""
    email: str = ""
    phone: str = ""
    photo_uids: tuple[uuid.UUID, ...] = ()
    accuracy: float | None = None
    """Metres, as the phone estimated them when it gave the point; None for a point chosen by hand."""
    written_at: dt.datetime | None = None
    """When it was written, by the phone's clock; it may have waited for a signal since."""
    sent_at: dt.datetime | None = None
    """The phone's clock at the moment of sending: tells how wrong that clock is."""


def written_by_our_clock(draft: Draft, now: dt.datetime) -> dt.datetime | None:
    """When ``draft`` was written, by our clock; None where the phone does not say so believably.

    The future, and more than ``WAITING_LIMIT`` ago, are not believable. Legal clocks start when a report
    arrives; this moment only tells officers how old the matter is.
    """
    if draft.written_at is None or draft.sent_at is None:
        return None
    try:
        written_at = by_our_clock(draft.written_at, sent_at=draft.sent_at, now=now)
    except OverflowError:
        return None
    if not now - WAITING_LIMIT <= written_at <= now + CLOCK_SLACK:
        return None
    return min(written_at, now)


def normal_phone(raw: str) -> str:
    """``raw`` as ``+62…``; what cannot be read comes back with its separators removed only."""
    digits = re.sub(r"[\s().-]", "", raw)
    if digits.startswith("0"):
        return f"+62{digits[1:]}"
    return f"+{digits}" if digits.startswith("62") else digits


def clean_draft(draft: Draft) -> Draft:
    """``draft`` with tidy values; raises ``Invalid`` with every faulty field at once."""
    tidy = replace(
        draft,
        text=draft.text.strip(),
        title=draft.title.strip() or title_from(draft.text),
        landmark=draft.landmark.strip(),
        name=draft.name.strip(),
        email=draft.email.strip(),
        phone=normal_phone(draft.phone) if draft.phone.strip() else "",
        accuracy=_told_accuracy(draft),
    )
    faults = {name: text for name, (is_faulty, text) in _draft_checks(tidy).items() if is_faulty}
    for name in ("text", "title", "landmark", "name"):
        if _CONTROL.search(getattr(tidy, name)):
            faults[name] = UNSTORABLE
    if faults:
        raise Invalid(fields=faults)
    return tidy


def _told_accuracy(draft: Draft) -> float | None:
    """What a phone can mean; an estimate without a point says nothing."""
    told = draft.accuracy
    if draft.lon is None or told is None or not 0 <= told <= MOST_ACCURACY_METRES:
        return None
    return told


def _draft_checks(draft: Draft) -> dict[str, tuple[bool, str]]:
    return {
        "text": (
            not draft.text or len(draft.text) > TEXT_LIMIT,
            TEXT_TOO_LONG if draft.text else TEXT_MISSING,
        ),
        "title": (len(draft.title) > TITLE_LIMIT, TITLE_TOO_LONG),
        "landmark": (len(draft.landmark) > LANDMARK_LIMIT, LANDMARK_TOO_LONG),
        "name": (len(draft.name) > NAME_LIMIT, NAME_TOO_LONG),
        "phone": (bool(draft.phone) and not _PHONE.match(draft.phone), PHONE_UNREADABLE),
        "email": (bool(draft.email) and not _EMAIL.match(draft.email), EMAIL_UNREADABLE),
        "photo_uids": (len(draft.photo_uids) > PHOTO_LIMIT, TOO_MANY_PHOTOS),
    }


@dataclass(frozen=True, slots=True)
class Contact:
    """How somebody wants to be told; empty ways are not used."""

    email: str
    phone: str


def clean_contact(*, email: str, phone: str) -> Contact:
    """A contact in its tidy form; raises ``Invalid`` with every faulty field."""
    tidy = Contact(email.strip(), normal_phone(phone) if phone.strip() else "")
    faults = {}
    if tidy.phone and not _PHONE.match(tidy.phone):
        faults["phone"] = PHONE_UNREADABLE
    if tidy.email and not _EMAIL.match(tidy.email):
        faults["email"] = EMAIL_UNREADABLE
    if faults:
        raise Invalid(fields=faults)
    return tidy


def clean_line(text: str, *, field: str, is_needed: bool = True) -> str:
    """A name or a number on one line; raises ``Invalid`` when empty, too long or unstorable."""
    tidy = " ".join(text.split())
    if is_needed and not tidy:
        raise Invalid(fields={field: gettext_noop("Bagian ini perlu diisi.")})
    if len(tidy) > LINE_LIMIT or _CONTROL.search(tidy):
        raise Invalid(fields={field: gettext_noop("Paling banyak 120 huruf, tanpa tanda khusus.")})
    return tidy


def written_number(raw: str) -> str:
    """A report's number as it is kept; what is no number comes back as it was."""
    found = parse_number(raw)
    return format_number(found.prefix, found.period, found.serial) if found else raw.strip()


def clean_words(text: str, *, field: str = "text", is_needed: bool = True) -> str:
    """A message or reason for the timeline; raises ``Invalid`` when empty, too long or unstorable."""
    tidy = text.strip()
    if is_needed and not tidy:
        raise Invalid(fields={field: gettext_noop("Tuliskan alasannya atau jawabannya.")})
    if len(tidy) > REASON_LIMIT:
        raise Invalid(fields={field: gettext_noop("Teks terlalu panjang: paling banyak 2.000 huruf.")})
    if _CONTROL.search(tidy):
        raise Invalid(fields={field: UNSTORABLE})
    return tidy
