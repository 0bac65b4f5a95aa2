"""What came before at a place, and where the same thing is put right again and again."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS
from pendopo.kernel.errors import Refused
from pendopo.kernel.maps.distance import METRES_PER_DEGREE, metres_between
from pendopo.reports import api as reports
from pendopo.reports.jobs import count_chronic_spots
from pendopo.reports.models import Report, Spot
from pendopo.reports.rules import Repair, SpotLimits, State, Visibility, is_repair, spots_of
from tests.support import cast
from tests.support.jobs import run_now

NORTH = 1 / METRES_PER_DEGREE
"""One metre towards the north, in degrees."""


def _sent(metres=0.0, **changes):
    place = {"lon": cast.IN_TOWN[0], "lat": cast.IN_TOWN[1] + metres * NORTH}
    return reports.submit_report(ANONYMOUS, cast.lamp_draft(**{**place, **changes})).number


def _fixed(metres=0.0, *, days_ago=10, state="resolved", **changes):
    """A report that ended some days ago; its end is written past the actions, the rest is of no matter."""
    now = clock.now()
    with clock.freeze(now - dt.timedelta(days=days_ago + 1)):
        number = _sent(metres, **changes)
    ended = now - dt.timedelta(days=days_ago)
    Report.objects.filter(number=number).update(state=state, finished_at=ended, due_at=None)
    return number


def _history(actor, number):
    return reports.place_history(actor, reports.get_report(actor, number))


def test_earlier_reports_at_the_place_are_shown_with_their_ends(people, monday_morning):
    near, far = _fixed(20), _fixed(45)
    rejected = _fixed(5, state="rejected")
    now = _sent()
    history = _history(people.lamp_officer, now)
    assert {past.number for past in history.past} == {near, rejected}
    assert far not in {past.number for past in history.past}
    assert (history.count, history.fixed_count, history.is_chronic) == (2, 1, False)
    assert {past.metres for past in history.past} == {20, 5}


def test_put_right_three_times_in_a_year_it_is_a_chronic_spot(people, monday_morning):
    for days_ago in (10, 100, 300):
        _fixed(days_ago=days_ago)
    _fixed(days_ago=400)
    history = _history(people.lamp_officer, _sent())
    assert (history.count, history.fixed_count, history.is_chronic) == (4, 3, True)


@pytest.mark.parametrize(
    "other",
    [{"category_code": "jalan-rusak"}, {"visibility": Visibility.SECRET}],
    ids=["another category", "a secret one"],
)
def test_what_is_of_another_kind_or_secret_does_not_show(people, monday_morning, other):
    _fixed(**other)
    assert _history(people.coordinator, _sent()).past == ()


def test_a_report_without_an_exact_place_has_no_history(people, monday_morning):
    _fixed()
    number = _sent()
    Report.objects.filter(number=number).update(is_exact=False)
    assert _history(people.lamp_officer, number).past == ()


def test_what_another_agency_held_is_opened_on_its_public_page(people, monday_morning):
    earlier = _fixed()
    Report.objects.filter(number=earlier).update(agency_id=None)
    number = _sent()
    assert [past.may_open for past in _history(people.lamp_officer, number).past] == [False]
    assert [past.may_open for past in _history(people.coordinator, number).past] == [True]


def test_the_list_of_chronic_spots_is_counted_by_night_and_read_by_the_coordinator(people, monday_morning):
    for days_ago in (10, 20, 30, 40):
        last = _fixed(days_ago=50 - days_ago)
    _fixed(200)
    run_now(count_chronic_spots)
    run_now(count_chronic_spots)
    (spot,) = reports.list_spots(people.coordinator)
    assert (spot.fixed_count, spot.last_number, spot.agency) == (4, last, "Dishub")
    assert spot.category == "Lampu jalan mati" or "ampu" in spot.category
    assert reports.list_spots(people.coordinator, category_code="jalan-rusak") == []
    assert [each.last_number for each in reports.export_spots(people.coordinator)] == [last]
    for actor in (people.lamp_officer, ANONYMOUS):
        with pytest.raises(Refused):
            reports.list_spots(actor)


def test_a_secret_report_makes_no_spot(people, monday_morning):
    for _each in range(4):
        _fixed(visibility=Visibility.SECRET)
    run_now(count_chronic_spots)
    assert not Spot.objects.exists()


def test_what_was_done_long_ago_or_is_not_done_is_no_repair():
    now = cast.MONDAY_MORNING
    for state in State:
        assert is_repair(state, now, now) == (state in {State.RESOLVED, State.CONFIRMED})
    assert not is_repair(State.CONFIRMED, now - dt.timedelta(days=366), now)
    assert not is_repair(State.RESOLVED, None, now)


def test_a_row_of_lamps_is_not_one_long_spot():
    row = [_repair(at, 25.0 * at) for at in range(30)]
    spots = spots_of(row, SpotLimits(3, 30))
    assert all(len(spot.repairs) == 3 for spot in spots)


def _repair(pk, metres_north, metres_east=0.0):
    lon, lat = cast.IN_TOWN
    return Repair(pk, lon + metres_east * NORTH, lat + metres_north * NORTH, cast.MONDAY_MORNING)


metres = st.integers(0, 120)


@given(st.lists(st.tuples(metres, metres), max_size=40), st.integers(2, 4))
def test_every_spot_has_enough_repairs_around_one_of_them_and_none_counts_twice(places, least):
    repairs = [_repair(at, north, east) for at, (north, east) in enumerate(places)]
    spots = spots_of(repairs, SpotLimits(least, 30))
    taken = [each for spot in spots for each in spot.repairs]
    assert len(taken) == len(set(taken))
    for spot in spots:
        assert len(spot.repairs) >= least
        assert any(
            all(metres_between(one.lon, one.lat, each.lon, each.lat) <= 30 for each in spot.repairs)
            for one in spot.repairs
        )
    left = [each for each in repairs if each not in taken]
    alone = [sum(metres_between(one.lon, one.lat, each.lon, each.lat) <= 30 for each in left) for one in left]
    assert all(count < least for count in alone) or spots
