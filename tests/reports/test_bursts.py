"""Many reports that are one event: seen as they come in, merged or dismissed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS, SYSTEM
from pendopo.kernel.errors import Conflict, Refused
from pendopo.kernel.maps.distance import METRES_PER_DEGREE
from pendopo.kernel.outbox.relay import deliver_due
from pendopo.reports import api as reports
from pendopo.reports import rules
from pendopo.reports.actions import end_bursts
from pendopo.reports.models import Burst, Report
from pendopo.reports.rules import Visibility
from tests.support import cast
from tests.support.crossing import meanwhile

LON, LAT = cast.IN_TOWN
LIMITS = rules.BurstLimits(count=5, metres=500, within=dt.timedelta(minutes=60))
START = cast.MONDAY_MORNING


def _flood(count, *, first=0, minutes=5, step=0.0, **changes):
    """So many reports of a flood, some minutes and metres apart; the events are delivered."""
    numbers = []
    for index in range(first, first + count):
        with clock.freeze(START + dt.timedelta(minutes=minutes * index)):
            place = {"lon": LON, "lat": LAT + step * index / METRES_PER_DEGREE}
            draft = cast.lamp_draft(category_code="bencana", text="Air masuk rumah", **{**place, **changes})
            numbers.append(reports.submit_report(ANONYMOUS, draft).number)
            deliver_due()
    return numbers


def test_five_floods_in_an_hour_in_one_street_are_one_event(people):
    _flood(4)
    assert reports.list_bursts() == ()
    _flood(1, first=4)
    (burst,) = reports.list_bursts()
    assert (burst.count, burst.category) == (5, "Bencana")


def test_later_reports_join_while_it_goes_on(people):
    _flood(8)
    (burst,) = reports.list_bursts()
    assert burst.count == 8


@pytest.mark.parametrize(
    "spread",
    [{"minutes": 20}, {"step": 400.0}, {"visibility": Visibility.SECRET}],
    ids=["over hours", "over kilometres", "secret"],
)
def test_what_is_spread_or_secret_is_no_event(people, spread):
    _flood(6, **spread)
    assert not Burst.objects.exists()


def test_other_kinds_close_by_are_not_counted(people):
    _flood(3)
    for _each in range(3):
        reports.submit_report(ANONYMOUS, cast.lamp_draft())
    deliver_due()
    assert not Burst.objects.exists()


def test_the_same_report_seen_twice_counts_once(people):
    numbers = _flood(5)
    report = Report.objects.get(number=numbers[-1])
    assert reports.note_arrival(report.pk) == reports.note_arrival(report.pk)
    assert Burst.objects.get().report_count == 5


def test_merging_the_event_leaves_one_report_with_the_weight_of_all(people):
    numbers = _flood(5)
    assert reports.merge_burst(people.coordinator, Burst.objects.get().pk) == 4
    oldest = reports.get_report(SYSTEM, numbers[0]).row
    assert (oldest.state.value, oldest.support_count) == ("received", 4)
    assert {reports.get_report(SYSTEM, number).row.state.value for number in numbers[1:]} == {"merged"}
    assert reports.list_bursts() == ()


def test_reports_that_are_matters_of_their_own_are_left_alone(people):
    numbers = _flood(5)
    reports.dismiss_burst(people.coordinator, Burst.objects.get().pk)
    assert {reports.get_report(SYSTEM, number).row.state.value for number in numbers} == {"received"}
    assert reports.list_bursts() == ()
    with pytest.raises(Conflict):
        reports.dismiss_burst(people.coordinator, Burst.objects.get().pk)


def test_an_officer_of_one_agency_does_not_decide_about_the_event(people):
    _flood(5)
    with pytest.raises(Refused):
        reports.merge_burst(people.lamp_officer, Burst.objects.get().pk)


def test_who_may_merge_none_of_them_leaves_the_event_open(people):
    numbers = _flood(5)
    burst = Burst.objects.get()
    with pytest.raises(Refused):
        reports.merge_burst(people.operator, burst.pk)
    assert [row.count for row in reports.list_bursts()] == [5]
    assert {reports.get_report(SYSTEM, number).row.state.value for number in numbers} == {"received"}


def test_only_who_may_decide_about_the_event_is_asked_to(people):
    number = _flood(5)[0]
    asked = {}
    for name in ("coordinator", "operator", "lamp_officer"):
        actor = getattr(people, name)
        burst = reports.burst_of(actor, reports.get_report(SYSTEM, number).id)
        asked[name] = (burst.can_keep, burst.can_merge)
    assert asked == {
        "coordinator": (True, True),
        "operator": (True, False),
        "lamp_officer": (False, False),
    }


def test_each_report_of_the_event_is_merged_by_itself(committed_city):
    people, numbers = cast.hire(), _flood(6)
    burst, merged = Burst.objects.get(), Report.objects.filter(state="merged")
    seen = []
    meanwhile(
        lambda: Report.objects.select_for_update().get(number=numbers[3]),
        lambda: reports.merge_burst(people.coordinator, burst.pk),
        seen=lambda: seen.append(merged.count()),
    )
    assert (seen, merged.count()) == ([2], 5)


def test_what_comes_while_the_event_is_merged_is_merged_too(committed_city):
    people, numbers = cast.hire(), _flood(5)
    burst = Burst.objects.get()
    meanwhile(
        lambda: Report.objects.select_for_update().get(number=numbers[3]),
        lambda: reports.merge_burst(people.coordinator, burst.pk),
        seen=lambda: _flood(1, first=5),
    )
    assert Report.objects.filter(state="merged").count() == 5
    assert Burst.objects.get().state == "merged"


def test_after_six_silent_hours_it_is_over(people):
    _flood(5)
    with clock.freeze(START + dt.timedelta(hours=6)):
        assert end_bursts() == 0
    with clock.freeze(START + dt.timedelta(hours=7)):
        assert end_bursts() == 1
    assert reports.list_bursts() == ()


def test_the_wall_shows_it_above_everything(people):
    from pendopo.situation.queries import get_wall

    _flood(5)
    wall = get_wall(people.operator)
    assert [burst.count for burst in wall.bursts] == [5]
    assert len(wall.bursts) + len(wall.rows) <= 8


_arrivals = st.builds(
    rules.Arrival,
    report_id=st.integers(1, 10_000),
    lon=st.floats(LON - 0.01, LON + 0.01),
    lat=st.floats(LAT - 0.01, LAT + 0.01),
    received_at=st.datetimes(dt.datetime(2026, 11, 23), dt.datetime(2026, 11, 23, 3)).map(  # noqa: DTZ001 - made aware next
        lambda moment: moment.replace(tzinfo=dt.UTC)
    ),
)


@given(_arrivals, st.lists(_arrivals, max_size=12, unique_by=lambda each: each.report_id))
def test_everybody_in_a_burst_is_close_in_space_and_time(newest, others):
    family = rules.burst_around(newest, others, LIMITS)
    assert family == () or (newest in family and len(family) >= LIMITS.count)
    for each in family:
        assert rules.is_near(newest, each.lon, each.lat, LIMITS)
        assert dt.timedelta(0) <= newest.received_at - each.received_at <= LIMITS.within
    assert rules.burst_around(newest, others, replace(LIMITS, count=len(others) + 2)) == ()
