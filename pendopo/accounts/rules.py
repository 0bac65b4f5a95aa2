"""Roles, kinds of agencies, and the choice of the competent agency. Pure."""

from __future__ import annotations

import datetime as dt
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


class TooManySignIns(TooMany):
    """Too many tries to sign in from this place or for this person."""

    code = "accounts.too_many_sign_ins"
    text = gettext_noop("Terlalu banyak percobaan masuk.")
