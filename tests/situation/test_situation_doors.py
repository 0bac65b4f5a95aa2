"""Every address of the situation room, and who gets what there."""

from __future__ import annotations

import pytest

from tests.support.office import Door, names_of, open_office

WATCHERS = (302, 403, 403, 200, 403)

DOORS = {
    "board_page": Door("/situasi/", WATCHERS),
    "board_fragment": Door("/situasi/_papan/", WATCHERS),
    "live_address": Door("/situasi/_langsung/", WATCHERS),
}


def test_every_address_of_the_situation_room_stands_in_the_table():
    assert names_of("situation") == set(DOORS)


@pytest.mark.parametrize("name", DOORS)
def test_only_who_watches_the_whole_city_comes_in(db, name):
    assert open_office().answers_at(DOORS[name]) == DOORS[name].statuses


@pytest.mark.parametrize("name", ["board_page", "board_fragment"])
def test_the_wall_shows_no_name_and_no_words_of_people(db, name):
    office = open_office()
    shown = office.knock("operator", DOORS[name].path).content.decode()
    assert office.receipt.number in shown
    assert "Bu Sri" not in shown
    assert "di depan pasar" not in shown
