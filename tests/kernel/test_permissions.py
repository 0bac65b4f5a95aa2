"""Properties of the permission table, whatever the people and the matter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.accounts.api import Role
from pendopo.kernel.actor import ANONYMOUS, SYSTEM, Actor, ActorKind, Grant
from pendopo.kernel.errors import Refused
from pendopo.kernel.permissions import EVERYBODY, Matter, Relation, Table
from pendopo.reports.permissions import TABLE
from pendopo.reports.rules import Verb

areas = st.sampled_from(["", "35", "35.08", "35.08.1", "35.08.10", "35.08.10.1003", "33.74"])
ids = st.integers(1, 3)
grants = st.builds(
    Grant, role=st.sampled_from([*Role, "nobody"]), agency_id=ids, area_code=areas, post_id=ids
)
people = st.builds(
    Actor,
    kind=st.sampled_from([ActorKind.STAFF, ActorKind.RESIDENT]),
    account_id=ids,
    grants=st.frozensets(grants, max_size=3),
)
matters = st.builds(
    Matter,
    owner_id=st.none() | st.integers(4, 5),
    agency_id=st.none() | ids,
    area_code=areas,
    asked_ids=st.frozensets(ids, max_size=2),
    is_key_shown=st.booleans(),
)
verbs = st.sampled_from([*TABLE.rows])


@given(people, grants, verbs, matters)
def test_a_further_post_never_takes_anything_away(actor, grant, verb, matter):
    richer = Actor(kind=ActorKind.STAFF, account_id=actor.account_id, grants=actor.grants | {grant})
    assert TABLE.allows(richer, verb, matter) or not TABLE.allows(actor, verb, matter)


@given(people, matters)
def test_a_verb_that_stands_nowhere_is_refused_to_everybody(actor, matter):
    assert not TABLE.allows(actor, "fly", matter)
    with pytest.raises(Refused):
        TABLE.check(actor, "fly", matter)


@given(verbs, matters)
def test_the_platform_may_do_everything(verb, matter):
    assert TABLE.allows(SYSTEM, verb, matter)


@given(st.sampled_from([verb for verb, row in TABLE.rows.items() if EVERYBODY not in row]), matters)
def test_nobody_in_particular_may_only_do_what_the_key_allows(verb, matter):
    may = TABLE.allows(ANONYMOUS, verb, matter)
    assert may == (matter.is_key_shown and "owner" in TABLE.rows[verb])


@given(verbs, matters, ids)
def test_who_shows_the_key_may_what_the_owner_may(verb, matter, account_id):
    shown = Matter(matter.owner_id, matter.agency_id, matter.area_code, is_key_shown=True)
    owned = Matter(account_id, matter.agency_id, matter.area_code)
    owner = Actor(kind=ActorKind.RESIDENT, account_id=account_id)
    assert TABLE.allows(ANONYMOUS, verb, shown) == TABLE.allows(owner, verb, owned)


@given(st.sampled_from([Verb.VERIFY, Verb.ASSIGN, Verb.START, Verb.RESOLVE, Verb.REJECT, Verb.NOTE]), areas)
def test_an_officer_works_on_reports_of_the_own_agency_only(verb, area):
    officer = Actor(kind=ActorKind.STAFF, grants=frozenset({Grant(Role.OFFICER, 1, area, 1)}))
    assert not TABLE.allows(officer, verb, Matter(agency_id=2, area_code=area))


@given(areas, areas)
def test_an_area_holds_what_lies_below_it_and_nothing_beside_it(own, other):
    table = Table({"see": {Role.OFFICER: (Relation.AREA,)}})
    officer = Actor(kind=ActorKind.STAFF, grants=frozenset({Grant(Role.OFFICER, 1, own, 1)}))
    is_inside = bool(own) and other.split(".")[: own.count(".") + 1] == own.split(".")
    assert table.allows(officer, "see", Matter(area_code=other)) == is_inside
