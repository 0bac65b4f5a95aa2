"""The front door of accounts."""

from __future__ import annotations

from pendopo.accounts.actions import (
    add_agency,
    add_competence,
    add_post,
    add_unit,
    appoint,
    delegate,
    end_appointment,
    make_api_key,
    seed_agencies,
)
from pendopo.accounts.queries import (
    AgencyRow,
    Duty,
    PostRow,
    actor_for,
    agencies_by_id,
    find_actor_by_key,
    find_competent_agency,
    find_contact,
    get_agency,
    list_agencies,
    list_posts,
    names_by_account,
    posts_by_id,
    search_duties,
    title_of,
)
from pendopo.accounts.rules import AgencyKind, AgencyNotFound, Choice, Role

__all__ = [
    "AgencyKind",
    "AgencyNotFound",
    "AgencyRow",
    "Choice",
    "Duty",
    "PostRow",
    "Role",
    "actor_for",
    "add_agency",
    "add_competence",
    "add_post",
    "add_unit",
    "agencies_by_id",
    "appoint",
    "delegate",
    "end_appointment",
    "find_actor_by_key",
    "find_competent_agency",
    "find_contact",
    "get_agency",
    "list_agencies",
    "list_posts",
    "make_api_key",
    "names_by_account",
    "posts_by_id",
    "search_duties",
    "seed_agencies",
    "title_of",
]
