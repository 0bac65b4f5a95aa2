"""The choice of the competent agency."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


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
