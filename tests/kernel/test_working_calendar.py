from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS, SYSTEM
from pendopo.kernel.errors import Refused
from pendopo.kernel.working_calendar.actions import DEFAULT_HOURS
from pendopo.kernel.working_calendar.api import (
    BadHours,
    Calendar,
    HolidayExists,
    HolidayKind,
    Hours,
    NoWorkingTime,
    add_holiday,
    add_working_days,
    add_working_time,
    calendar_for,
    end_of_working_day,
    is_working,
    is_working_day,
    list_holidays,
    load_defaults,
    load_holidays,
    next_working_moment,
    refresh_holidays,
    remove_holiday,
    set_office_hours,
    working_time_between,
)
from pendopo.kernel.working_calendar.jobs import look_ahead_monthly
from tests.support.jobs import run_now

WIB, WIT = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Jayapura")
CHRISTMAS = dt.date(2026, 12, 25)
OFFICE = Calendar(WIB, DEFAULT_HOURS, frozenset({CHRISTMAS}))
FIRE_BRIGADE = Calendar(
    WIB,
    tuple(Hours(day, dt.time(0), dt.time(0), on_holidays=True) for day in range(7)),
    frozenset({CHRISTMAS}),
)


def at(text: str, zone: ZoneInfo = WIB) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=zone)


def hours(count: float) -> dt.timedelta:
    return dt.timedelta(hours=count)


@pytest.mark.parametrize(
    ("start", "span", "due"),
    [
        ("2026-11-23 08:00", 2, "2026-11-23 10:00"),
        ("2026-11-23 11:00", 2, "2026-11-23 14:00"),  # over the break
        ("2026-11-23 15:00", 2, "2026-11-24 08:30"),  # into the next day
        ("2026-11-23 15:00", 1, "2026-11-23 16:00"),  # ends at closing, not at the next opening
        ("2026-11-27 16:00", 1, "2026-11-30 08:00"),  # over the weekend
        ("2026-11-28 10:00", 0.5, "2026-11-30 08:00"),  # arrived on a Saturday
        ("2026-12-24 15:30", 1, "2026-12-28 08:00"),  # over Christmas and the weekend
        ("2026-11-28 10:00", 0, "2026-11-28 10:00"),
    ],
)
def test_working_time_runs_only_while_the_office_is_open(start, span, due):
    assert add_working_time(at(start), hours(span), OFFICE) == at(due)


def test_the_same_moment_is_due_earlier_in_the_east():
    east = Calendar(WIT, DEFAULT_HOURS)
    monday_morning = at("2026-11-23 05:30", WIB)
    assert add_working_time(monday_morning, hours(1), east) == at("2026-11-23 08:30", WIT)
    assert add_working_time(monday_morning, hours(1), OFFICE) == at("2026-11-23 08:30", WIB)


def test_an_ordinary_day_has_seven_and_a_half_hours():
    for day in range(23, 28):
        start, end = at(f"2026-11-{day} 00:00"), at(f"2026-11-{day} 23:59")
        assert working_time_between(start, end, OFFICE) == hours(7.5)


def test_the_fire_brigade_works_at_night_and_on_christmas():
    start = at("2026-12-24 23:00")
    assert add_working_time(start, hours(24), FIRE_BRIGADE) == at("2026-12-25 23:00")
    assert is_working(at("2026-12-25 03:00"), FIRE_BRIGADE)
    assert not is_working_day(CHRISTMAS, OFFICE)


def test_the_office_is_shut_from_the_moment_of_closing():
    assert is_working(at("2026-11-23 15:59"), OFFICE)
    assert not is_working(at("2026-11-23 16:00"), OFFICE)
    assert not is_working(at("2026-11-23 12:30"), OFFICE)


def test_the_next_working_moment_of_a_saturday_is_monday_morning():
    assert next_working_moment(at("2026-11-28 10:00"), OFFICE) == at("2026-11-30 07:30")
    assert next_working_moment(at("2026-11-30 09:00"), OFFICE) == at("2026-11-30 09:00")


def test_working_days_leave_out_the_first_day_weekends_and_holidays():
    assert add_working_days(dt.date(2026, 12, 23), 1, OFFICE) == dt.date(2026, 12, 24)
    assert add_working_days(dt.date(2026, 12, 23), 2, OFFICE) == dt.date(2026, 12, 28)
    assert add_working_days(dt.date(2026, 12, 26), 0, OFFICE) == dt.date(2026, 12, 26)


def test_a_working_day_ends_at_its_last_closing():
    assert end_of_working_day(dt.date(2026, 11, 27), OFFICE) == at("2026-11-27 16:30")
    assert end_of_working_day(CHRISTMAS, OFFICE) is None


def test_hours_of_ramadan_stand_over_the_ordinary_ones_while_they_are_valid():
    first, last = dt.date(2027, 2, 8), dt.date(2027, 3, 9)
    ramadan = Hours(0, dt.time(8), dt.time(15), valid_from=first, valid_to=last)
    calendar = Calendar(WIB, (*DEFAULT_HOURS, ramadan))
    assert next_working_moment(at("2027-02-08 06:00"), calendar) == at("2027-02-08 08:00")
    assert next_working_moment(at("2027-03-15 06:00"), calendar) == at("2027-03-15 07:30")


def test_a_calendar_that_never_opens_says_so():
    empty = Calendar(WIB, ())
    with pytest.raises(NoWorkingTime):
        add_working_time(at("2026-11-23 08:00"), hours(1), empty)
    with pytest.raises(NoWorkingTime):
        add_working_days(dt.date(2026, 11, 23), 1, empty)


moments = st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2027, 12, 31), timezones=st.just(WIB))  # noqa: DTZ001 - bounds take their zone from the strategy
spans = st.integers(0, 200 * 60).map(lambda minutes: dt.timedelta(minutes=minutes))
calendars = st.sampled_from([OFFICE, FIRE_BRIGADE])


@given(moments, spans, calendars)
def test_exactly_the_span_has_passed_when_it_is_due(start, span, calendar):
    assert working_time_between(start, add_working_time(start, span, calendar), calendar) == span


@given(moments, spans, spans, calendars)
def test_two_spans_one_after_the_other_are_due_with_their_sum(start, first, second, calendar):
    in_turn = add_working_time(add_working_time(start, first, calendar), second, calendar)
    assert in_turn == add_working_time(start, first + second, calendar)


@given(moments, moments, moments, calendars)
def test_working_time_of_two_stretches_adds_up(one, two, three, calendar):
    whole = working_time_between(one, three, calendar)
    assert whole == working_time_between(one, two, calendar) + working_time_between(two, three, calendar)


@given(st.dates(dt.date(2026, 1, 1), dt.date(2027, 12, 31)), st.integers(1, 40))
def test_working_days_end_on_a_working_day(on, days):
    due = add_working_days(on, days, OFFICE)
    assert is_working_day(due, OFFICE)
    assert add_working_days(due, 0, OFFICE) == due


@pytest.fixture
def calendar_in_database(db):
    load_defaults()


def test_the_shipped_calendar_is_loaded_once(calendar_in_database):
    assert load_holidays() == 0
    assert len(list_holidays(year=2026)) == 25
    assert not is_working_day(dt.date(2026, 8, 17), calendar_for())


def test_a_day_off_that_people_removed_does_not_come_back(calendar_in_database):
    joint_leave = next(row for row in list_holidays(year=2026) if row.kind is HolidayKind.JOINT_LEAVE)
    remove_holiday(SYSTEM, on=joint_leave.on)
    load_defaults()
    refresh_holidays(years=[2026])
    assert joint_leave.on not in {row.on for row in list_holidays(year=2026)}


def test_the_calendar_is_kept_in_memory(calendar_in_database, django_assert_num_queries):
    calendar_for()
    with django_assert_num_queries(0):
        assert calendar_for("agency:1") is calendar_for()


def test_the_calendar_is_in_the_zone_of_the_installation(calendar_in_database):
    assert calendar_for().zone == clock.zone()


def test_a_unit_with_its_own_hours_does_not_follow_the_default(calendar_in_database):
    saturday = Hours(5, dt.time(8), dt.time(12))
    set_office_hours(SYSTEM, unit_key="agency:7", hours=[saturday])
    assert is_working_day(dt.date(2026, 11, 28), calendar_for("agency:7"))
    assert not is_working_day(dt.date(2026, 11, 23), calendar_for("agency:7"))
    set_office_hours(SYSTEM, unit_key="agency:7", hours=[])
    assert is_working_day(dt.date(2026, 11, 23), calendar_for("agency:7"))


def test_a_regional_day_off_counts_only_where_it_was_given(calendar_in_database, settings):
    settings.CITY_CODE = "35.08"
    day, other = dt.date(2026, 12, 15), dt.date(2026, 12, 16)
    add_holiday(SYSTEM, on=day, name="Hari Jadi Lumajang", kind=HolidayKind.REGIONAL, area_code="35.08")
    add_holiday(SYSTEM, on=other, name="Hari lain", kind=HolidayKind.REGIONAL, area_code="35.09")
    assert not is_working_day(day, calendar_for())
    assert is_working_day(other, calendar_for())
    remove_holiday(SYSTEM, on=day, area_code="35.08")
    assert is_working_day(day, calendar_for())


def test_the_same_day_cannot_be_a_holiday_twice(calendar_in_database):
    with pytest.raises(HolidayExists):
        add_holiday(SYSTEM, on=dt.date(2026, 8, 17), name="HUT RI", kind=HolidayKind.NATIONAL)


def test_only_an_admin_changes_the_calendar(calendar_in_database):
    with pytest.raises(Refused):
        add_holiday(ANONYMOUS, on=CHRISTMAS, name="Natal", kind=HolidayKind.NATIONAL)


@pytest.mark.parametrize(
    "wrong",
    [
        [Hours(0, dt.time(9), dt.time(8))],
        [Hours(7, dt.time(8), dt.time(9))],
        [Hours(0, dt.time(8), dt.time(12)), Hours(0, dt.time(11), dt.time(13))],
    ],
)
def test_hours_that_make_no_sense_are_refused(calendar_in_database, wrong):
    with pytest.raises(BadHours):
        set_office_hours(SYSTEM, unit_key="agency:7", hours=wrong)


def test_a_later_year_comes_from_the_library(calendar_in_database):
    assert refresh_holidays(years=[2029]) > 10
    assert not is_working_day(dt.date(2029, 8, 17), calendar_for())
    assert refresh_holidays(years=[2029]) == 0
    run_now(look_ahead_monthly)
