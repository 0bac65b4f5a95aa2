"""Roles, kinds of agencies, and the choice of the competent agency. Pure."""

from __future__ import annotations

import datetime as dt
import ipaddress
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pendopo.kernel.errors import Conflict, Invalid, NotFound, Refused, TooMany, gettext_noop


class Role(StrEnum):
    """What a post lets its holder do; a post carries one or more."""

    OFFICER = "officer"
    """Works on the matters of the own agency."""
    AGENCY_HEAD = "agency_head"
    """Leads an agency: assigns down, hands over, sees its figures."""
    COORDINATOR = "coordinator"
    """Verifies and routes for the whole city (usually Diskominfo)."""
    OPERATOR = "operator"
    """Watches the city from the situation room."""
    LEADER = "leader"
    """Regent, mayor, secretary: sees everything, changes nothing."""
    ADMINISTRATOR = "administrator"
    """Keeps agencies, posts, competences and settings."""


STRONG_ROLES = frozenset({Role.COORDINATOR, Role.ADMINISTRATOR, Role.AGENCY_HEAD})
"""Roles whose holders must sign in with a second factor."""


class AgencyKind(StrEnum):
    """All kinds of bodies that a matter can be given to."""

    OPD = "opd"
    SECRETARIAT = "secretariat"
    KECAMATAN = "kecamatan"
    DESA = "desa"
    KELURAHAN = "kelurahan"
    POLICE = "police"
    UTILITY = "utility"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Claim:
    """One competence as the choice sees it: this agency is there for this matter, in this area."""

    competence_id: int
    agency_id: int
    agency_name: str
    matter_code: str
    area_code: str
    """Empty for the whole city."""
    keywords: tuple[str, ...]
    legal_basis: str
    task: str


@dataclass(frozen=True, slots=True)
class Choice:
    """The competent agency and why."""

    agency_id: int
    competence_id: int
    score: int
    words: tuple[str, ...]
    """Key words of the competence that the text contains."""
    task: str
    legal_basis: str


_WORD = re.compile(r"[a-z0-9]+")

MATTER_POINTS, AREA_POINTS, WORD_POINTS = 100, 10, 3


def choose_competent(
    claims: Iterable[Claim], *, matter_code: str, area_code: str, text: str
) -> Choice | None:
    """The best claim on a matter at a place, or None when nobody claims it.

    A claim must name the matter; then the smaller area wins, then the more key words found in ``text``,
    then the older competence, so that the answer never depends on the order of rows.
    """
    words = set(_WORD.findall(text.lower()))
    best: Choice | None = None
    for claim in claims:
        if claim.matter_code != matter_code or not _covers(claim.area_code, area_code):
            continue
        found = tuple(word for word in claim.keywords if set(_WORD.findall(word.lower())) <= words)
        score = MATTER_POINTS + AREA_POINTS * claim.area_code.count(".") + WORD_POINTS * len(found)
        choice = Choice(claim.agency_id, claim.competence_id, score, found, claim.task, claim.legal_basis)
        if best is None or (score, -choice.competence_id) > (best.score, -best.competence_id):
            best = choice
    return best


def _covers(claimed: str, area_code: str) -> bool:
    return not claimed or area_code == claimed or area_code.startswith(f"{claimed}.")


def is_in_force(starts_on: dt.date, ends_on: dt.date | None, day: dt.date) -> bool:
    """True on every day from ``starts_on`` to ``ends_on``, both included; no end means open."""
    return starts_on <= day and (ends_on is None or day <= ends_on)


def needs_second_factor(roles: Sequence[str]) -> bool:
    """True when one of ``roles`` may only be used after a second factor."""
    return bool(STRONG_ROLES.intersection(roles))


class ContactKind(StrEnum):
    """The two ways to reach a person."""

    PHONE = "phone"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class Contact:
    """A phone in the form ``+628…`` or an e-mail address in small letters."""

    kind: ContactKind
    value: str

    @property
    def masked(self) -> str:
        """The contact as the code page shows it: the end of a phone, the start and the host of an address."""
        if self.kind is ContactKind.PHONE:
            return f"{self.value[:3]} ••• {self.value[-3:]}"
        name, _, host = self.value.partition("@")
        return f"{name[:1]}•••@{host}"


_PHONE_MARKS = re.compile(r"[\s().\-]")
_PHONE = re.compile(r"^(?:\+?62|0)?(8\d{7,12})$")
_EMAIL = re.compile(r"^[^@\s\x00-\x1f]{1,64}@[^@\s\x00-\x1f]+\.[^@\s\x00-\x1f]{2,}$")
LONGEST_CONTACT = 254


def read_contact(text: str) -> Contact | None:
    """The contact that ``text`` means: an Indonesian mobile number or an e-mail address; else None."""
    typed = text.strip()
    if len(typed) > LONGEST_CONTACT:
        return None
    if _EMAIL.match(typed):
        return Contact(ContactKind.EMAIL, typed.lower())
    phone = _PHONE.match(_PHONE_MARKS.sub("", typed))
    return Contact(ContactKind.PHONE, f"+62{phone.group(1)}") if phone else None


CODE_LIFE = dt.timedelta(minutes=10)
CODE_TRIES = 5
PROOF_LIFE = dt.timedelta(minutes=15)
"""How long after a proof the own security may be changed."""
INVITATION_LIFE = dt.timedelta(days=7)
UNVERIFIED_LIFE = dt.timedelta(days=7)


class Counted(StrEnum):
    """What is counted to slow down guessing."""

    CODE_FOR_CONTACT = "code_for_contact"
    CODE_FROM_ADDRESS = "code_from_address"
    ENTRY_FROM_ADDRESS = "entry_from_address"
    PASSWORD_FOR_CONTACT = "password_for_contact"  # noqa: S105 - the name of a counter
    PASSWORD_FROM_ADDRESS = "password_from_address"  # noqa: S105 - as above
    SECOND_FACTOR = "second_factor"


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``most`` tries within ``within``."""

    most: int
    within: dt.timedelta


LIMITS = {
    Counted.CODE_FOR_CONTACT: Limit(5, dt.timedelta(minutes=30)),
    Counted.CODE_FROM_ADDRESS: Limit(60, dt.timedelta(minutes=30)),
    Counted.ENTRY_FROM_ADDRESS: Limit(100, dt.timedelta(minutes=15)),
    Counted.PASSWORD_FOR_CONTACT: Limit(6, dt.timedelta(minutes=15)),
    Counted.PASSWORD_FROM_ADDRESS: Limit(60, dt.timedelta(minutes=15)),
    Counted.SECOND_FACTOR: Limit(6, dt.timedelta(minutes=15)),
}
"""Per address the limits are wide: one address of a mobile network stands for many people."""


def network_of(address: str) -> str:
    """What counts as one address: an IPv4 address, or the /64 that one IPv6 subscriber holds."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(known, ipaddress.IPv4Address):
        return str(known)
    return str(ipaddress.ip_network(f"{known}/64", strict=False))


_SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
            ("Mac OS X", "Mac"), ("CrOS", "ChromeOS"), ("Linux", "Linux"))  # fmt: skip
_BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"),
             ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))  # fmt: skip


def device_of(user_agent: str) -> str:
    """A browser's own description as people say it: "Chrome · Android"; empty when nothing is known."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "")
    return " · ".join(part for part in (browser, system) if part)


class AccountNotFound(NotFound):
    """No such account, or not one the actor may see."""

    code = "accounts.account_not_found"


class AgencyNotFound(NotFound):
    """No agency has this code today."""

    code = "accounts.agency_not_found"
    text = gettext_noop("Instansi itu tidak ada.")
    advice = gettext_noop("Pilih instansi dari daftar.")


class PostTaken(Conflict):
    """Somebody else holds the post on one of these days."""

    code = "accounts.post_taken"
    text = gettext_noop("Jabatan ini masih dipegang orang lain pada tanggal itu.")
    advice = gettext_noop("Akhiri dulu masa jabatan yang lama, atau pilih tanggal lain.")


class AlreadyThere(Invalid):
    """Another row has this name or code."""

    code = "accounts.already_there"
    text = gettext_noop("Sudah ada yang bernama itu.")
    advice = gettext_noop("Pakai nama lain, atau ubah yang sudah ada.")


class InvitationExpired(NotFound):
    """The link is too old, was used, or never was."""

    code = "accounts.invitation_expired"
    text = gettext_noop("Undangan itu tidak berlaku lagi.")
    advice = gettext_noop("Minta admin instansi mengirim undangan baru.")


class DatesReversed(Invalid):
    """The end lies before the beginning."""

    code = "accounts.dates_reversed"
    text = gettext_noop("Tanggal selesai mendahului tanggal mulai.")
    advice = gettext_noop("Periksa kedua tanggal itu.")


class SecondFactorNeeded(Refused):
    """The post may only be used after a second factor."""

    code = "accounts.second_factor_needed"
    text = gettext_noop("Jabatan Anda memerlukan pengaman kedua.")
    advice = gettext_noop("Pasang aplikasi autentikator atau kunci sandi di halaman Keamanan.")


class LastFactor(Conflict):
    """The post needs a second factor, and this is the only one."""

    code = "accounts.last_factor"
    text = gettext_noop("Ini satu-satunya pengaman kedua Anda, dan jabatan Anda memerlukannya.")
    advice = gettext_noop("Pasang pengaman lain dulu, lalu lepas yang ini.")


class NotHolding(Invalid):
    """The delegation lies outside the days on which the holder has the post."""

    code = "accounts.not_holding"
    text = gettext_noop("Jabatan itu tidak dipegang selama tanggal itu.")
    advice = gettext_noop("Pilih tanggal di dalam masa jabatan.")


class TooManySignIns(TooMany):
    """Too many tries to sign in from this place or for this person."""

    code = "accounts.too_many_sign_ins"
    text = gettext_noop("Terlalu banyak percobaan masuk.")
    advice = gettext_noop("Tunggu %(minutes)d menit, lalu coba lagi.")


class WrongCode(Invalid):
    """The code is not the one that was sent."""

    code = "accounts.wrong_code"
    text = gettext_noop("Kode itu tidak cocok.")
    advice = gettext_noop("Periksa pesan terakhir dari kami, lalu ketik kodenya lagi.")


class CodeExpired(Invalid):
    """The code is too old, was used, or was guessed at too often."""

    code = "accounts.code_expired"
    text = gettext_noop("Kode itu tidak berlaku lagi.")
    advice = gettext_noop("Minta kode baru.")


class WrongPassword(Invalid):
    """E-mail and password do not belong together, or there is no such account: we do not say which."""

    code = "accounts.wrong_password"
    text = gettext_noop("Surel atau kata sandi tidak cocok.")
    advice = gettext_noop("Periksa keduanya. Lupa kata sandi? Masuk dengan kode lewat surel Anda.")


class ContactTaken(Conflict):
    """Another account has proved that it owns this contact."""

    code = "accounts.contact_taken"
    text = gettext_noop("Kontak ini sudah dipakai akun lain.")
    advice = gettext_noop("Masuk dengan kontak itu, atau pakai kontak lain.")


class AccountClosed(Refused):
    """The account was closed."""

    code = "accounts.account_closed"
    text = gettext_noop("Akun ini sudah ditutup.")
    advice = gettext_noop("Hubungi admin instansi Anda bila ini keliru.")
