"""Guarded reads of accounts; each states its number of queries."""

from __future__ import annotations

from pendopo.accounts.queries.actors import (
    Standing,
    actor_by_id,
    actor_for,
    find_actor_by_key,
    find_contact,
    names_by_account,
    standing_of,
    title_of,
)
from pendopo.accounts.queries.organisation import (
    AgencyRow,
    Duty,
    PostRow,
    agencies_by_id,
    find_competent_agency,
    get_agency,
    get_agency_model,
    list_agencies,
    list_posts,
    posts_by_id,
    search_duties,
)
from pendopo.accounts.queries.people import find_account_by_contact, find_account_for_password
from pendopo.accounts.queries.security import Factors, Passkey, factors_of, strong_posts_of

__all__ = [
    "AgencyRow",
    "Duty",
    "Factors",
    "Passkey",
    "PostRow",
    "Standing",
    "actor_by_id",
    "actor_for",
    "agencies_by_id",
    "factors_of",
    "find_account_by_contact",
    "find_account_for_password",
    "find_actor_by_key",
    "find_competent_agency",
    "find_contact",
    "get_agency",
    "get_agency_model",
    "list_agencies",
    "list_posts",
    "names_by_account",
    "posts_by_id",
    "search_duties",
    "standing_of",
    "strong_posts_of",
    "title_of",
]
