"""When a report was written on a phone whose clock may be wrong, and when it came."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.kernel.actor import ANONYMOUS
from pendopo.reports import api as reports
from pendopo.reports.models import Report
from pendopo.reports.rules import WAITING_LIMIT, written_by_our_clock
from tests.support import cast

NOW = dt.datetime(2026, 11, 23, 4, 40, tzinfo=dt.UTC)
WRONG = st.timedeltas(dt.timedelta(days=-400), dt.timedelta(days=400))
HOURS = dt.timedelta(hours=2, minutes=28)


def _written(waited: dt.timedelta, wrong: dt.timedelta = dt.timedelta()) -> dt.datetime | None:
    """What we read from a phone that waited so long and whose clock is so wrong."""
    draft = cast.lamp_draft(written_at=NOW - waited + wrong, sent_at=NOW + wrong)
    return written_by_our_clock(draft, NOW)


@given(waited=st.timedeltas(dt.timedelta(), WAITING_LIMIT), wrong=WRONG)
def test_however_wrong_the_clock_of_a_phone_is_the_time_of_writing_is_right(waited, wrong):
    assert _written(waited, wrong) == NOW - waited


@given(waited=st.timedeltas(WAITING_LIMIT + dt.timedelta(seconds=1), dt.timedelta(days=4000)))
def test_what_would_have_waited_longer_than_phones_keep_it_is_not_believed(waited):
    assert _written(waited) is None


def test_the_future_is_not_believed_but_a_moment_of_it_is_now():
    assert _written(dt.timedelta(hours=-1)) is None
    assert _written(dt.timedelta(seconds=-30)) == NOW


@pytest.mark.parametrize("missing", [{"written_at": None}, {"sent_at": None}])
def test_a_program_that_says_nothing_of_it_sends_a_report_without_that_moment(missing):
    assert (
        written_by_our_clock(cast.lamp_draft(**{"written_at": NOW, "sent_at": NOW, **missing}), NOW) is None
    )


def test_dates_at_the_end_of_the_calendar_are_no_time_of_writing():
    ends = {
        "written_at": dt.datetime.max.replace(tzinfo=dt.UTC),
        "sent_at": dt.datetime.min.replace(tzinfo=dt.UTC),
    }
    assert written_by_our_clock(cast.lamp_draft(**ends), NOW) is None


def _sent(**changes):
    return Report.objects.get(number=reports.submit_report(ANONYMOUS, cast.lamp_draft(**changes)).number)


def test_the_legal_clock_starts_when_a_report_arrives_and_not_when_it_was_written(db, monday_morning):
    fresh, waited = _sent(), _sent(written_at=monday_morning - HOURS, sent_at=monday_morning)
    assert waited.written_at == monday_morning - HOURS
    assert waited.received_at == monday_morning
    assert (waited.verify_by, waited.finish_by) == (fresh.verify_by, fresh.finish_by)


def test_officers_are_told_that_a_report_waited_and_how_exactly_the_phone_knew_its_place(
    people, monday_morning
):
    waited = _sent(written_at=monday_morning - HOURS, sent_at=monday_morning, accuracy=18.0)
    seen = reports.get_report(people.lamp_officer, waited.number)
    assert seen.has_waited
    assert seen.written_at == monday_morning - HOURS
    assert seen.accuracy == 18.0
    soon = _sent(written_at=monday_morning - dt.timedelta(seconds=40), sent_at=monday_morning)
    assert not reports.get_report(people.lamp_officer, soon.number).has_waited


@pytest.mark.parametrize("told", [float("nan"), float("inf"), -1.0, 1e9])
def test_an_accuracy_that_no_phone_means_is_not_kept(db, monday_morning, told):
    assert _sent(accuracy=told).accuracy is None


def test_a_village_has_no_accuracy(db, monday_morning):
    assert _sent(lon=None, lat=None, area_code=cast.VILLAGE, accuracy=12.0).accuracy is None
