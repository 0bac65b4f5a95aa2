from __future__ import annotations

import datetime as dt

import pytest

from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS, Actor, ActorKind
from pendopo.kernel.errors import Refused
from pendopo.reports import api as reports
from pendopo.reports.api import ReportFilter, Scope, Sort
from tests.support import cast


def _numbers(actor, **filters):
    return [row.number for row in reports.list_reports(actor, ReportFilter(**filters)).rows]


@pytest.fixture
def three(people, monday_morning):
    """A lamp, a road, and a secret lamp, a minute apart."""
    drafts = [
        cast.lamp_draft(),
        cast.lamp_draft(category_code="jalan-rusak", text="Jalan berlubang dekat sekolah"),
        cast.lamp_draft(visibility=reports.Visibility.SECRET, text="Lampu dirusak preman"),
    ]
    numbers = []
    for minute, draft in enumerate(drafts):
        with clock.freeze(cast.MONDAY_MORNING + dt.timedelta(minutes=minute)):
            numbers.append(reports.submit_report(ANONYMOUS, draft).number)
    return numbers


def test_an_agency_sees_its_own_inbox(three, people):
    assert _numbers(people.lamp_officer) == [three[0], three[2]]
    assert _numbers(people.road_officer) == [three[1]]


def test_the_coordinator_sees_what_is_not_yet_verified(three, people):
    assert _numbers(people.coordinator) == three


def test_the_anonymous_list_is_empty(three):
    assert _numbers(ANONYMOUS, scope=Scope.ALL) == []


def test_the_village_sees_all_reports_in_it_but_the_secret_one(three, people):
    assert set(_numbers(people.village_officer, scope=Scope.ALL)) == set(three[:2])


def test_words_are_found_in_their_indonesian_forms(three, people):
    assert _numbers(people.coordinator, scope=Scope.ALL, words="jalan lubang") == [three[1]]


def test_a_number_is_found_however_it_is_typed(three, people):
    assert _numbers(people.coordinator, words=three[1].lower()) == [three[1]]


def test_filters_narrow_together(three, people):
    lamps = {"category_code": "lampu-jalan", "state": "received"}
    assert _numbers(people.coordinator, area_code="35.08.10", **lamps) == [three[0], three[2]]
    assert _numbers(people.coordinator, area_code="35.08.01", **lamps) == []


def test_the_newest_comes_first_when_asked(three, people):
    assert _numbers(people.coordinator, sort=Sort.NEWEST) == three[::-1]


def test_only_what_is_late_is_late(three, people):
    assert _numbers(people.coordinator, is_late=True) == []
    with clock.freeze(cast.MONDAY_MORNING + dt.timedelta(days=30)):
        assert len(_numbers(people.coordinator, is_late=True)) == 3


@pytest.mark.parametrize("sort", list(Sort))
def test_pages_follow_each_other_without_gap_or_repetition(people, monday_morning, sort):
    numbers = {reports.submit_report(ANONYMOUS, cast.lamp_draft()).number for _ in range(7)}
    seen, cursor = [], ""
    while True:
        page = reports.list_reports(people.coordinator, ReportFilter(sort=sort), cursor=cursor, limit=3)
        seen += [row.number for row in page.rows]
        cursor = page.next_cursor
        if not cursor:
            break
    assert len(seen) == 7
    assert set(seen) == numbers


@pytest.mark.parametrize("scope", [Scope.ALL, Scope.DONE])
def test_a_list_by_limits_goes_on_with_the_reports_that_have_none(people, monday_morning, scope):
    numbers = [reports.submit_report(ANONYMOUS, cast.lamp_draft()).number for _ in range(7)]
    for number in numbers[:5]:
        reports.reject_report(people.lamp_head, number, reason="Bukan")
    wanted = set(numbers) if scope is Scope.ALL else set(numbers[:5])
    seen, cursor = [], ""
    for _page in range(4):
        found = ReportFilter(scope=scope, sort=Sort.DUE)
        page = reports.list_reports(people.coordinator, found, cursor=cursor, limit=2)
        seen += [row.number for row in page.rows]
        cursor = page.next_cursor
        if not cursor:
            break
    assert (len(seen), set(seen)) == (len(wanted), wanted)


@pytest.mark.parametrize("cursor", ["x", "e30=", "WzEsMl0=", "é", "bnVsbA=="])
def test_a_made_up_cursor_shows_the_first_page(three, people, cursor):
    page = reports.list_reports(people.coordinator, ReportFilter(), cursor=cursor)
    assert [row.number for row in page.rows] == three


def test_a_page_of_a_longer_list_asks_the_database_twice(people, monday_morning, django_assert_num_queries):
    for _ in range(5):
        reports.submit_report(ANONYMOUS, cast.lamp_draft())
    with django_assert_num_queries(2):
        reports.list_reports(people.coordinator, ReportFilter(), limit=3)


def test_a_report_in_full_asks_the_database_seven_times_at_most(lamp, people, django_assert_max_num_queries):
    with django_assert_max_num_queries(7):
        reports.get_report(people.lamp_officer, lamp.number)


def test_own_reports_are_listed_for_their_sender_only(db, monday_morning):
    from pendopo.accounts.models import Account

    account = Account.objects.create(display_name="Warga")
    resident = Actor(kind=ActorKind.RESIDENT, account_id=account.pk)
    number = reports.submit_report(resident, cast.lamp_draft()).number
    assert [row.number for row in reports.list_own_reports(resident)] == [number]
    assert reports.list_own_reports(Actor(kind=ActorKind.RESIDENT, account_id=account.pk + 1)) == ()


def test_the_board_counts_secret_reports_but_does_not_list_them(three, people):
    board = reports.get_board(people.operator)
    assert board.figures.open_count == 3
    assert three[2] not in [row.number for row in board.newest]


def test_the_board_is_for_roles_that_see_the_whole_city(three, people):
    with pytest.raises(Refused):
        reports.get_board(people.lamp_officer)


def test_the_board_asks_the_database_four_times(three, people, django_assert_num_queries):
    with django_assert_num_queries(4):
        reports.get_board(people.operator)


def test_nearby_reports_are_of_the_same_kind_and_never_secret(three):
    lon, lat = cast.IN_TOWN
    near = reports.nearby_reports(
        lon=lon + 0.0003, lat=lat, category_code="lampu-jalan", is_for_officers=True
    )
    assert [each.number for each in near] == [three[0]]
    assert near[0].metres == pytest.approx(33, abs=1)


def test_what_is_far_away_is_not_nearby(three):
    assert reports.nearby_reports(lon=113.25, lat=-8.13, category_code="lampu-jalan") == []


def test_in_a_crowd_the_nearest_are_found_first(db):
    lon, lat = cast.IN_TOWN
    for step in (7, 3, 1, 8, 5, 2, 9, 6, 4, 10, 12, 11):
        reports.submit_report(ANONYMOUS, cast.lamp_draft(lon=lon + step * 0.00005, lat=lat))
    near = reports.nearby_reports(lon=lon, lat=lat, category_code="lampu-jalan", is_for_officers=True)
    assert [each.metres for each in near] == [pytest.approx(5.5 * step, abs=1) for step in range(1, 6)]
