"""Who is there for what, kept in the memory of each process until a competence or an agency changes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pendopo.accounts import rules
from pendopo.accounts.models import Competence
from pendopo.accounts.queries.organisation import AgencyRow, agency_row
from pendopo.kernel.numbering.api import Snapshot

EDITION = "competences"
"""Subject of the edition; triggers on the two tables announce a new one."""


@dataclass(frozen=True, slots=True)
class _Dated:
    """One competence with its days and its agency."""

    claim: rules.Claim
    agency: AgencyRow
    starts_on: dt.date
    ends_on: dt.date | None


def _load() -> dict[str, list[_Dated]]:
    by_matter: dict[str, list[_Dated]] = {}
    for each in Competence.objects.filter(agency__is_active=True).select_related("agency"):
        claim = rules.Claim(
            competence_id=each.pk,
            agency_id=each.agency_id,
            agency_name=each.agency.name,
            matter_code=each.matter_id,
            area_code=each.area_code,
            keywords=tuple(each.keywords),
            legal_basis=each.legal_basis,
            task=each.task,
        )
        dated = _Dated(claim, agency_row(each.agency), each.starts_on, each.ends_on)
        by_matter.setdefault(each.matter_id, []).append(dated)
    return by_matter


_competences = Snapshot(EDITION, _load)


def find_competent_agency(
    *, matter_code: str, area_code: str, text: str, on: dt.date
) -> tuple[AgencyRow, rules.Choice] | None:
    """The agency that is there for a matter at a place, with the reason, or None (no query once warm)."""
    in_force = {
        each.claim.competence_id: each
        for each in _competences.get().get(matter_code, [])
        if rules.is_in_force(each.starts_on, each.ends_on, on)
    }
    claims = [each.claim for each in in_force.values()]
    choice = rules.choose_competent(claims, matter_code=matter_code, area_code=area_code, text=text)
    return None if choice is None else (in_force[choice.competence_id].agency, choice)
