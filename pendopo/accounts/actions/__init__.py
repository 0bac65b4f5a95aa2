"""Everything that changes accounts, one function per verb."""

from __future__ import annotations

from pendopo.accounts.actions.competences import add_competence, edit_competence
from pendopo.accounts.actions.organisation import (
    add_agency,
    add_post,
    add_unit,
    appoint,
    appoint_or_invite,
    delegate,
    edit_agency,
    edit_post,
    end_appointment,
    end_delegation,
    make_administrator,
    set_agency_active,
)
from pendopo.accounts.actions.own import make_api_key, note_person_read
from pendopo.accounts.actions.people import enrol_staff, totp_code
from pendopo.accounts.actions.seed import seed_agencies

__all__ = [
    "add_agency",
    "add_competence",
    "add_post",
    "add_unit",
    "appoint",
    "appoint_or_invite",
    "delegate",
    "edit_agency",
    "edit_competence",
    "edit_post",
    "end_appointment",
    "end_delegation",
    "enrol_staff",
    "make_administrator",
    "make_api_key",
    "note_person_read",
    "seed_agencies",
    "set_agency_active",
    "totp_code",
]
