"""Every address of the rule book, and who gets what there."""

from __future__ import annotations

import pytest

from tests.support.office import Door, names_of, open_office

READERS = (302, 403, 403, 403, 403, 200, 200)
"""Nobody, a resident, an officer, the situation room, the holder; then a coordinator and an administrator."""
PEOPLE = ("anonymous", "resident", "other", "operator", "holder", "coordinator", "keeper")
KEEPER = (302, 403, 403, 403, 403, 403, 200)
KEEPER_POSTS = (401, 403, 403, 403, 403, 403)

DOORS = {
    "clock_list_page": Door("/meja/aturan/waktu/", READERS),
    "clock_new_page": Door("/meja/aturan/waktu/baru/", READERS),
    "clock_page": Door("/meja/aturan/waktu/1/", READERS),
    "clock_edit_page": Door("/meja/aturan/waktu/1/ubah/", KEEPER),
    "withdraw_clock": Door("/meja/aturan/waktu/1/tarik/", (*KEEPER_POSTS, 409), {}),
    "end_clock": Door("/meja/aturan/waktu/1/akhiri/", (*KEEPER_POSTS, 422), {}),
    "ladder_page": Door("/meja/aturan/tangga/", READERS),
    "rung_new_page": Door("/meja/aturan/tangga/baru/", READERS),
    "rung_page": Door("/meja/aturan/tangga/1/", READERS),
    "withdraw_rung": Door("/meja/aturan/tangga/1/tarik/", (*KEEPER_POSTS, 409), {}),
    "end_rung": Door("/meja/aturan/tangga/1/akhiri/", (*KEEPER_POSTS, 422), {}),
}


def test_every_address_of_the_rule_book_stands_in_the_table():
    assert names_of("rulebook") == set(DOORS)


@pytest.mark.parametrize("name", DOORS)
def test_rules_open_to_the_coordinator_and_the_administrator_only(db, name):
    office, door = open_office(), DOORS[name]
    assert tuple(office.knock(who, door.path, door.body).status_code for who in PEOPLE) == door.statuses
