"""What strangers read of reports: enough to follow the city, nothing that leads to a person."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import astuple

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS
from pendopo.kernel.maps import quadkey
from pendopo.reports import api as reports
from pendopo.reports.api import Around, OpenDataFilter, State, Visibility
from pendopo.reports.models import Report
from tests.support import cast

EVERYTHING = OpenDataFilter()
WORDS = "Lampu padam, hubungi 0812 3456 7890"
SPAN = {"since": cast.MONDAY_MORNING, "until": cast.MONDAY_MORNING + dt.timedelta(days=2), "limit": 100}


def _sent(**changes):
    return reports.submit_report(ANONYMOUS, cast.lamp_draft(**changes)).number


def _numbers(wanted=EVERYTHING, **bounds):
    return [row.number for row in reports.list_open_data(wanted, **{"limit": 100, **bounds}).rows]


def test_the_newest_report_stands_first_without_the_words_until_it_was_read(people, monday_morning):
    older = _sent(text=WORDS)
    newer = _sent(text=WORDS)
    rows = reports.list_open_data(EVERYTHING, limit=10).rows
    assert [row.number for row in rows] == [newer, older]
    assert [row.text for row in rows] == [row.category.name for row in rows]


def test_a_report_that_was_read_tells_its_words_masked(people, monday_morning):
    number = _sent(text=WORDS)
    reports.verify_report(people.lamp_officer, number)
    assert reports.find_open_data(number).text == "Lampu padam, hubungi •••"


def test_a_report_without_a_name_keeps_its_words_too(people, monday_morning):
    number = _sent(text="Saya Sri, tetangga Bu Tutik", visibility=Visibility.ANONYMOUS)
    reports.verify_report(people.lamp_officer, number)
    row = reports.find_open_data(number)
    assert row.text == row.category.name


def test_the_place_is_told_no_finer_than_the_map(db, monday_morning):
    number = _sent(lon=113.220123, lat=-8.130456)
    row = reports.find_open_data(number)
    assert (row.lon, row.lat) != (113.220123, -8.130456)
    assert abs(row.lon - 113.220123) < 0.0002 > abs(row.lat + 8.130456)


@pytest.mark.parametrize("state", list(State))
def test_a_secret_report_is_never_there(people, lamp, monday_morning, state):
    secret = _sent(text="rahasia-sekali", visibility=Visibility.SECRET)
    parent = Report.objects.get(number=lamp.number) if state == State.MERGED else None
    Report.objects.filter(number=secret).update(state=state, parent=parent, verified_at=clock.now())
    assert reports.find_open_data(secret) is None
    assert _numbers() == _numbers(OpenDataFilter(numbers=(secret, lamp.number))) == [lamp.number]
    told = reports.list_open_data_steps(**SPAN)
    assert secret not in {step.number for step in told}


@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(
        st.tuples(st.sampled_from(State), st.sampled_from(Visibility), st.booleans()), min_size=1, max_size=6
    ),
    st.frozensets(st.sampled_from(State)),
)
def test_whatever_the_states_and_wishes_nothing_leaks(db, kinds, states):
    with clock.freeze(cast.MONDAY_MORNING):
        parent = Report.objects.get(number=_sent(text="induk"))
        for index, (state, visibility, is_verified) in enumerate(kinds):
            number = _sent(text=f"kata{index} {visibility}", name="Sri Wahyuni", landmark="rumah Sri")
            Report.objects.filter(number=number).update(
                state=state, visibility=visibility, verified_at=clock.now() if is_verified else None,
                parent=parent if state == State.MERGED else None,
            )  # fmt: skip
        rows = reports.list_open_data(OpenDataFilter(states=states), limit=1000).rows
    told = " ".join(str(astuple(row)) for row in rows)
    assert all(row.state in states for row in rows if states)
    for forbidden in ("secret", "anonymous", "Sri", "rumah", "81234567890"):
        assert forbidden not in told
    shown = {row.number for row in rows if row.text.startswith("kata")}
    known = Report.objects.filter(number__in=shown).values_list("visibility", "verified_at", "state")
    assert all(v == "open" and at and s not in {"received", "rejected"} for v, at, s in known)


def test_pages_hold_everything_once_by_cursor_and_by_offset(db, monday_morning):
    numbers = [_sent() for _ in range(5)][::-1]
    by_cursor, cursor = [], ""
    for _turn in range(3):
        page = reports.list_open_data(EVERYTHING, limit=2, cursor=cursor)
        by_cursor, cursor = [*by_cursor, *(row.number for row in page.rows)], page.next_cursor
    assert by_cursor == numbers
    assert cursor == ""
    by_offset = itertools.chain.from_iterable(_numbers(limit=2, offset=start) for start in (0, 2, 4, 6))
    assert list(by_offset) == numbers


def test_each_wish_narrows(people, monday_morning):
    lamp, hole = _sent(), _sent(category_code="jalan-rusak")
    later = cast.MONDAY_MORNING + dt.timedelta(hours=2)
    with clock.freeze(later):
        third = _sent()
        reports.verify_report(people.lamp_officer, lamp)
    assert set(_numbers(OpenDataFilter(category_codes=("jalan-rusak", "tidak-ada")))) == {hole}
    assert _numbers(OpenDataFilter(category_codes=("tidak-ada",))) == []
    assert set(_numbers(OpenDataFilter(states=frozenset({State.VERIFIED})))) == {lamp}
    assert set(_numbers(OpenDataFilter(since=later))) == {third}
    assert set(_numbers(OpenDataFilter(until=cast.MONDAY_MORNING))) == {lamp, hole}
    assert set(_numbers(OpenDataFilter(changed_after=cast.MONDAY_MORNING))) == {lamp, third}


def test_a_circle_holds_what_is_told_inside_it(db, monday_morning):
    here = _sent()
    _far = _sent(lon=113.2300)
    lon, lat = cast.IN_TOWN
    assert _numbers(OpenDataFilter(around=Around(lon, lat, 100))) == [here]
    assert len(_numbers(OpenDataFilter(around=Around(lon, lat, 5000)))) == 2


@given(st.floats(113.2199, 113.2201), st.floats(-8.1301, -8.1299), st.floats(5, 60))
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_nobody_closes_in_on_a_house_by_small_circles(db, lon, lat, metres):
    """Two houses with the same told place are in the same circles."""
    with clock.freeze(cast.MONDAY_MORNING):
        cell = quadkey.bounds_of(quadkey.tile_at(*cast.IN_TOWN, quadkey.ZOOM))
        first = _sent(lon=cell.west + 1e-6, lat=cell.south + 1e-6)
        second = _sent(lon=cell.east - 1e-6, lat=cell.north - 1e-6)
    found = set(
        _numbers(OpenDataFilter(around=Around(lon, lat, metres), since=cast.MONDAY_MORNING), limit=1000)
    )
    assert (first in found) == (second in found)


def test_steps_tell_what_was_done_and_only_reasons_for_everybody(people, lamp, monday_morning):
    number = lamp.number
    reports.verify_report(people.lamp_officer, number, text="kata petugas")
    reports.assign_report(people.lamp_head, number, post_id=people.lamp_post_id, instruction="pakai tangga")
    reports.answer_report(people.lamp_officer, number, text="jawaban untuk pelapor")
    reports.note_report(people.lamp_officer, number, text="catatan dalam")
    reports.pause_report(people.lamp_officer, number, reason="Menunggu suku cadang, tanya 0812 3456 7890")
    reports.resume_report(people.lamp_officer, number, text="kata lain")
    told = reports.list_open_data_steps(**SPAN)
    assert [step.what.split()[0] for step in told] == [
        "memeriksa:",
        "menugaskan",
        "menghentikan",
        "melanjutkan;",
    ]
    assert [step.reason for step in told] == ["", "", "Menunggu suku cadang, tanya •••", ""]
    assert "Petugas lampu" in told[1].what


def test_a_page_is_one_statement_and_steps_are_three(people, lamp, monday_morning):
    reports.verify_report(people.lamp_officer, lamp.number)
    reports.list_open_data(EVERYTHING, limit=10)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        reports.list_open_data(EVERYTHING, limit=10)
    assert len(asked) == 1
    with CaptureQueriesContext(connection) as asked:
        reports.list_open_data_steps(**SPAN)
    assert len(asked) <= 3


@pytest.mark.parametrize(
    "cursor", ["x", "é", "W10=", "WyIiLCAxXQ==", "WyIyMDI2LTAxLTAxIiwgMV0=", "W1" * 3000, "WyJ4IiwgImEiXQ=="]
)
def test_a_cursor_that_we_did_not_write_begins_at_the_beginning(db, monday_morning, cursor):
    number = _sent()
    assert _numbers(cursor=cursor) == [number]
