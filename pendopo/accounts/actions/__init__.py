"""Everything that changes accounts, one function per verb."""

from __future__ import annotations

from pendopo.accounts.actions.organisation import (
    add_agency,
    add_competence,
    add_post,
    add_unit,
    appoint,
    delegate,
    end_appointment,
    end_delegation,
)
from pendopo.accounts.actions.own import make_api_key
from pendopo.accounts.actions.people import enrol_staff, totp_code
from pendopo.accounts.actions.seed import seed_agencies

__all__ = [
    "add_agency",
    "add_competence",
    "add_post",
    "add_unit",
    "appoint",
    "delegate",
    "end_appointment",
    "end_delegation",
    "enrol_staff",
    "make_api_key",
    "seed_agencies",
    "totp_code",
]
