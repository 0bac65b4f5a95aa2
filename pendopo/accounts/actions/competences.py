"""What agencies are there for: adding, changing and ending competences."""

from __future__ import annotations

import datetime as dt

from pendopo.accounts import rules
from pendopo.accounts.actions.authorship import by_actor
from pendopo.accounts.models import Agency, Competence, Matter
from pendopo.accounts.permissions import TABLE
from pendopo.accounts.queries.competences import EDITION
from pendopo.events.accounts import CompetenceChanged
from pendopo.kernel.actor import Actor
from pendopo.kernel.audit import chain
from pendopo.kernel.numbering.api import forget_edition
from pendopo.kernel.outbox.record import record


@by_actor
def add_competence(
    actor: Actor,
    *,
    agency: Agency,
    matter: Matter,
    task: str,
    legal_basis: str,
    keywords: list[str],
    area_code: str = "",
    starts_on: dt.date,
    ends_on: dt.date | None = None,
) -> Competence:
    """State that an agency is there for a matter from a day on; raises ``DatesReversed``."""
    TABLE.check(actor, "keep_competences")
    rules.check_dates(starts_on, ends_on)
    competence = Competence.objects.create(
        agency=agency, matter=matter, area_code=area_code, task=task, legal_basis=legal_basis,
        keywords=keywords, starts_on=starts_on, ends_on=ends_on,
    )  # fmt: skip
    _tell(actor, competence, "accounts.competence_added")
    return competence


@by_actor
def edit_competence(
    actor: Actor,
    *,
    competence: Competence,
    matter: Matter,
    task: str,
    legal_basis: str,
    keywords: list[str],
    area_code: str,
    starts_on: dt.date,
    ends_on: dt.date | None,
) -> None:
    """Change a competence; matters routed before stay where they are. Raises ``DatesReversed``."""
    TABLE.check(actor, "keep_competences")
    rules.check_dates(starts_on, ends_on)
    competence.matter, competence.task, competence.legal_basis = matter, task, legal_basis
    competence.keywords, competence.area_code = keywords, area_code
    competence.starts_on, competence.ends_on = starts_on, ends_on
    competence.save()
    _tell(actor, competence, "accounts.competence_changed")


def _tell(actor: Actor, competence: Competence, action: str) -> None:
    forget_edition(EDITION)
    subject = f"agency:{competence.agency.code}"
    chain.record(
        actor, action=action, subject=subject,
        facts={"matter": competence.matter_id, "competence": competence.pk},
    )  # fmt: skip
    event = CompetenceChanged(
        competence_id=competence.pk, agency_id=competence.agency_id, matter_code=competence.matter_id
    )
    record(event, subject=subject)
