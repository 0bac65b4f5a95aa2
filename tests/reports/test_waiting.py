"""When it cannot be now: questions, pauses with a public reason, promises with a day."""

from __future__ import annotations

import datetime as dt

import pytest

from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS, SYSTEM
from pendopo.kernel.errors import Conflict, Invalid, Refused
from pendopo.reports import api as reports
from pendopo.reports.actions import recall_promises
from pendopo.reports.rules import Urgency, Verb
from tests.support import cast

MONDAY = cast.MONDAY_MORNING
A_WEEK = dt.timedelta(days=7)


def _report(number):
    return reports.get_report(SYSTEM, number)


def test_while_the_clock_stands_nothing_is_late(lamp, people):
    reports.pause_report(people.lamp_officer, lamp.number, reason="Menunggu suku cadang dari Surabaya")
    with clock.freeze(MONDAY + 8 * A_WEEK):
        assert _report(lamp.number).row.urgency is Urgency.NONE
        assert reports.get_board(SYSTEM).figures.late_count == 0
        assert reports.count_inbox(people.lamp_officer) == (1, 0)


def test_everybody_reads_why_the_clock_stands(lamp, people):
    reports.pause_report(people.lamp_officer, lamp.number, reason="Menunggu suku cadang")
    seen = reports.get_report(ANONYMOUS, lamp.number, key=lamp.secret)
    assert seen.pause_reason == "Menunggu suku cadang"
    assert seen.steps[-1].reason == "Menunggu suku cadang"


def test_a_pause_without_a_reason_is_refused(lamp, people):
    with pytest.raises(Invalid):
        reports.pause_report(people.lamp_officer, lamp.number, reason="  ")


def test_the_limits_move_on_by_the_time_that_the_clock_stood(lamp, people):
    before = _report(lamp.number)
    reports.pause_report(people.lamp_officer, lamp.number, reason="Hujan deras")
    with clock.freeze(MONDAY + A_WEEK):
        reports.resume_report(people.lamp_officer, lamp.number)
        after = _report(lamp.number)
    assert after.finish_by - before.finish_by == A_WEEK
    assert after.quick_by - before.quick_by == A_WEEK
    assert after.pause_reason == ""


def test_what_was_late_before_a_pause_is_late_after_it(lamp, people):
    before = _report(lamp.number)
    with clock.freeze(MONDAY + 4 * A_WEEK):
        reports.pause_report(people.lamp_officer, lamp.number, reason="Banjir")
    with clock.freeze(MONDAY + 5 * A_WEEK):
        reports.resume_report(people.lamp_officer, lamp.number)
        assert _report(lamp.number).finish_by == before.finish_by


def test_working_on_it_ends_a_pause(lamp, people):
    reports.verify_report(people.lamp_officer, lamp.number)
    reports.pause_report(people.lamp_officer, lamp.number, reason="Menunggu tangga")
    reports.start_report(people.lamp_officer, lamp.number)
    assert not _report(lamp.number).row.is_paused


def test_a_note_leaves_the_pause_as_it_is(lamp, people):
    reports.pause_report(people.lamp_officer, lamp.number, reason="Menunggu tangga")
    reports.note_report(people.lamp_officer, lamp.number, text="Tangga datang Kamis")
    assert _report(lamp.number).row.is_paused


def test_the_clock_waits_for_the_answer_and_runs_on_with_it(lamp, people):
    reports.ask_reporter(people.lamp_officer, lamp.number, text="Tiang nomor berapa?")
    assert _report(lamp.number).is_asked
    reports.answer_report(people.lamp_officer, lamp.number, text="Mohon dijawab, ya")
    assert _report(lamp.number).row.is_paused
    reports.answer_report(ANONYMOUS, lamp.number, text="Tiang 17", key=lamp.secret)
    assert not _report(lamp.number).row.is_paused


def test_the_clock_is_stopped_once(lamp, people):
    reports.pause_report(people.lamp_officer, lamp.number, reason="Hujan")
    with pytest.raises(Conflict) as fault:
        reports.ask_reporter(people.lamp_officer, lamp.number, text="Masih padam?")
    assert fault.value.code == "reports.already_paused"


def test_a_clock_that_runs_cannot_be_resumed(lamp, people):
    with pytest.raises(Conflict):
        reports.resume_report(people.lamp_officer, lamp.number)


def test_an_officer_is_offered_what_the_clock_allows(lamp, people):
    running = reports.get_report(people.lamp_officer, lamp.number).verbs
    reports.pause_report(people.lamp_officer, lamp.number, reason="Hujan")
    standing = reports.get_report(people.lamp_officer, lamp.number).verbs
    clock_verbs = {Verb.PAUSE, Verb.ASK, Verb.RESUME}
    assert (running & clock_verbs, standing & clock_verbs) == ({Verb.PAUSE, Verb.ASK}, {Verb.RESUME})


def test_a_promise_names_its_day_to_everybody(lamp, people):
    reports.verify_report(people.lamp_officer, lamp.number)
    day = MONDAY.date() + dt.timedelta(days=60)
    reports.promise_report(people.lamp_head, lamp.number, day=day, reason="Menunggu APBD perubahan")
    seen = reports.get_report(ANONYMOUS, lamp.number, key=lamp.secret)
    assert (seen.row.state.value, seen.promised_for) == ("promised", day)
    assert "22 Januari 2027" in seen.steps[-1].what


@pytest.mark.parametrize("days", [-1, 0, 731])
def test_a_promise_is_for_a_day_to_come_that_one_can_keep(lamp, people, days):
    reports.verify_report(people.lamp_officer, lamp.number)
    day = MONDAY.date() + dt.timedelta(days=days)
    with pytest.raises(Invalid) as fault:
        reports.promise_report(people.lamp_head, lamp.number, day=day, reason="APBD")
    assert "day" in fault.value.fields


def test_only_the_head_promises(lamp, people):
    reports.verify_report(people.lamp_officer, lamp.number)
    day = MONDAY.date() + dt.timedelta(days=30)
    with pytest.raises(Refused):
        reports.promise_report(people.lamp_officer, lamp.number, day=day, reason="APBD")


def test_on_the_promised_day_the_report_is_at_its_agency_again_with_a_new_limit(lamp, people):
    reports.verify_report(people.lamp_officer, lamp.number)
    day = MONDAY.date() + dt.timedelta(days=30)
    reports.promise_report(people.lamp_head, lamp.number, day=day, reason="APBD")
    with clock.freeze(MONDAY + dt.timedelta(days=29)):
        assert recall_promises() == 0
    with clock.freeze(MONDAY + dt.timedelta(days=30)):
        assert (recall_promises(), recall_promises()) == (1, 0)
        report = _report(lamp.number)
    assert report.row.state.value == "verified"
    assert report.finish_by > MONDAY + dt.timedelta(days=30)


def test_what_was_handed_outside_keeps_their_number(lamp, people):
    reports.refer_report(
        people.lamp_officer,
        lamp.number,
        outside_name="PLN  UP3 Jember",
        outside_number="K-77",
        reason="Tiang PLN",
    )
    report = _report(lamp.number)
    assert (report.row.state.value, report.outside_name, report.outside_number) == (
        "referred", "PLN UP3 Jember", "K-77",
    )  # fmt: skip
    assert "PLN UP3 Jember (K-77)" in report.steps[-1].what


def test_what_was_handed_outside_can_be_taken_back(lamp, people):
    reports.refer_report(people.lamp_officer, lamp.number, outside_name="PLN", reason="Tiang PLN")
    reports.reopen_report(people.coordinator, lamp.number, reason="PLN: bukan tiang mereka")
    report = _report(lamp.number)
    assert (report.row.state.value, report.outside_name) == ("verified", "")


def test_after_two_agencies_said_not_ours_the_coordinator_decides(lamp, people):
    number = lamp.number
    reports.hand_over_report(people.lamp_officer, number, agency_code="dpupr", reason="Tiang PUPR")
    reports.hand_over_report(people.road_officer, number, agency_code="dishub", reason="Lampu Dishub")
    reports.hand_over_report(people.lamp_officer, number, agency_code="dpupr", reason="Bukan kami")
    assert reports.find_holder(number) is None
    assert number in [
        row.number for row in reports.list_reports(people.coordinator, reports.ReportFilter()).rows
    ]
    with clock.freeze(MONDAY + dt.timedelta(hours=4)):
        assert _report(number).row.urgency is not Urgency.LATE
    with clock.freeze(MONDAY + dt.timedelta(hours=6)):
        assert _report(number).row.urgency is Urgency.LATE


def test_what_the_coordinator_decided_stands(lamp, people):
    number = lamp.number
    reports.hand_over_report(people.lamp_officer, number, agency_code="dpupr", reason="Tiang PUPR")
    reports.hand_over_report(people.coordinator, number, agency_code="dishub", reason="Perbup 12/2024")
    with pytest.raises(Conflict) as fault:
        reports.hand_over_report(people.lamp_officer, number, agency_code="dpupr", reason="Tetap bukan")
    assert fault.value.code == "reports.already_arbitrated"


def _contested(people, number):
    reports.hand_over_report(people.lamp_officer, number, agency_code="dpupr", reason="Tiang PUPR")
    reports.hand_over_report(people.road_officer, number, agency_code="dishub", reason="Lampu Dishub")
    reports.hand_over_report(people.lamp_officer, number, agency_code="dpupr", reason="Bukan kami")
    return _report(number).row.due_at


def test_words_do_not_put_off_the_hours_of_the_arbiter(lamp, people):
    limit = _contested(people, lamp.number)
    reports.note_report(people.coordinator, lamp.number, text="Saya telepon keduanya")
    reports.answer_report(people.coordinator, lamp.number, text="Sebentar lagi diputuskan")
    reports.answer_report(ANONYMOUS, lamp.number, text="Baik", key=lamp.secret)
    assert _report(lamp.number).row.due_at == limit


def test_a_pause_puts_off_the_hours_of_the_arbiter_by_the_time_it_lasted(lamp, people):
    limit = _contested(people, lamp.number)
    reports.ask_reporter(people.coordinator, lamp.number, text="Tiang nomor berapa?")
    with clock.freeze(MONDAY + A_WEEK):
        reports.answer_report(ANONYMOUS, lamp.number, text="Tiang 17", key=lamp.secret)
    assert _report(lamp.number).row.due_at == limit + A_WEEK


def test_once_the_arbiter_decided_the_limit_of_the_category_counts_again(lamp, people):
    _contested(people, lamp.number)
    reports.hand_over_report(people.coordinator, lamp.number, agency_code="dpupr", reason="Perbup 12/2024")
    report = _report(lamp.number)
    assert report.row.due_at == report.finish_by


def test_the_arbiter_reads_whose_it_is_according_to_the_agency(lamp, people):
    _contested(people, lamp.number)
    contest = reports.get_report(people.coordinator, lamp.number).steps[-1]
    assert "Dinas Pekerjaan Umum" in contest.what


def test_who_does_not_accept_a_promise_brings_it_back(lamp, people):
    reports.verify_report(people.lamp_officer, lamp.number)
    day = MONDAY.date() + dt.timedelta(days=300)
    reports.promise_report(people.lamp_head, lamp.number, day=day, reason="APBD 2027")
    with clock.freeze(MONDAY + 4 * A_WEEK):
        assert Verb.REOPEN in reports.get_report(ANONYMOUS, lamp.number, key=lamp.secret).verbs
        reports.reopen_report(ANONYMOUS, lamp.number, reason="Terlalu lama", key=lamp.secret)
    report = _report(lamp.number)
    assert (report.row.state.value, report.promised_for) == ("verified", None)


def test_work_that_begins_before_the_promised_day_is_due_on_that_day(lamp, people):
    reports.verify_report(people.lamp_officer, lamp.number)
    day = MONDAY.date() + dt.timedelta(days=60)
    reports.promise_report(people.lamp_head, lamp.number, day=day, reason="Menunggu tiang")
    with clock.freeze(MONDAY + dt.timedelta(days=50)):
        reports.start_report(people.lamp_officer, lamp.number)
        report = _report(lamp.number)
    assert report.row.urgency is not Urgency.LATE
    assert report.row.due_at.date() == day


def test_the_number_outside_that_follows_does_not_move_the_end(lamp, people):
    reports.refer_report(people.lamp_officer, lamp.number, outside_name="PLN", reason="Tiang PLN")
    ended = _report(lamp.number).finished_at
    with clock.freeze(MONDAY + A_WEEK):
        reports.refer_report(
            people.lamp_officer, lamp.number, outside_name="PLN", outside_number="K-77", reason="Nomornya"
        )
    assert _report(lamp.number).finished_at == ended
