"""What everybody may read of reports, and what they may not."""

from __future__ import annotations

import datetime as dt

import pytest

from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS
from pendopo.reports import api as reports
from pendopo.reports.actions import recall_promises
from pendopo.reports.api import PublicFilter, Standing, Verb, Visibility
from pendopo.reports.models import Report
from pendopo.reports.rules import Audience, State
from pendopo.reports.rules.publicity import STANDING_STATES, TOLD_STEPS, blurred
from tests.support import cast

TELLING = "Lampu padam di rumah Pak Budi, hubungi 0812 3456 7890 atau budi@contoh.id, motor N 1234 YAB"


def _sent(**changes):
    return reports.submit_report(ANONYMOUS, cast.lamp_draft(**changes)).number


def _page(number):
    return reports.get_public_report(number)


def _numbers(**wanted):
    return [row.number for row in reports.list_public_reports(PublicFilter(**wanted)).rows]


@pytest.fixture
def claimed(lamp, people, photo):
    """The lamp, verified, given down, and claimed to be done twelve metres from its point."""
    officer = people.lamp_officer
    reports.verify_report(officer, lamp.number, text="Benar, kata Pak Budi")
    reports.assign_report(
        people.lamp_head, lamp.number, post_id=people.lamp_post_id, instruction="Rahasia: dahulukan"
    )
    reports.note_report(officer, lamp.number, text="Rahasia: tetangga marah")
    reports.answer_report(officer, lamp.number, text="Rahasia: kami datang besok")
    proof = cast.prove(officer, lamp.number, at=(cast.IN_TOWN[0], cast.IN_TOWN[1] + 0.000108))
    reports.resolve_report(officer, lamp.number, text="Lampu diganti.", photo_uids=[photo()], proof=proof)
    return lamp


def test_a_report_has_a_page_from_its_arrival_without_the_words_of_its_reporter(lamp):
    page = _page(lamp.number)
    assert (page.row.title, page.text, page.landmark) == ("Lampu jalan", "", "")
    assert [step.verb for step in page.history] == [Verb.ROUTE, Verb.SUBMIT]


def test_words_show_once_an_officer_has_read_them(lamp, people):
    reports.verify_report(people.lamp_officer, lamp.number)
    assert (_page(lamp.number).row.title, _page(lamp.number).text) == (
        "Lampu jalan padam di depan pasar",
        "Lampu jalan padam di depan pasar",
    )


def test_words_that_lead_to_a_person_are_masked(people, monday_morning):
    number = _sent(text=TELLING, landmark="depan wartel (0334) 881-234")
    reports.verify_report(people.lamp_officer, number)
    page = _page(number)
    told = f"{page.text} {page.landmark} {page.row.title}"
    assert "•••" in page.text
    assert not [each for each in ("3456", "budi@", "1234", "881") if each in told]


def test_words_of_a_refused_report_are_hidden_again(people, monday_morning):
    number = _sent(text="Tetangga saya pencuri")
    reports.verify_report(people.lamp_officer, number)
    reports.reject_report(people.lamp_head, number, reason="Bukan urusan kota, Pak Budi")
    page = _page(number)
    assert (page.row.title, page.text) == ("Lampu jalan", "")
    assert "Budi" not in " ".join(step.note for step in page.history)


def test_who_hides_the_name_hides_the_words(people, monday_morning):
    number = _sent(visibility=Visibility.ANONYMOUS, text="Saya, Budi, melapor")
    reports.verify_report(people.lamp_officer, number)
    assert (_page(number).row.title, _page(number).text) == ("Lampu jalan", "")


def test_a_secret_report_is_not_there(lamp):
    number = _sent(visibility=Visibility.SECRET)
    assert number not in _numbers()
    with pytest.raises(reports.ReportNotFound):
        _page(number)


def test_nobody_reads_instructions_notes_answers_or_names_of_officers(claimed):
    page = _page(claimed.number)
    told = repr(page)
    assert not [
        word for word in ("Rahasia", "Petugas lampu", "Pak Budi") if word in told and word != page.post
    ]
    assert {step.who for step in page.history} <= {"Pelapor", "Petugas", "Sistem"}
    assert "Lampu diganti." in told


def test_the_claim_says_how_near_it_was_made_and_who_agreed(claimed, people):
    page = _page(claimed.number)
    assert (page.metres, page.agreed_by, len(page.result_photos)) == (12, None, 1)
    reports.check_report(people.coordinator, claimed.number, text="Sudah menyala")
    assert _page(claimed.number).agreed_by is Verb.CHECK


def test_the_reporter_who_agrees_is_named_as_such_and_no_more(claimed):
    reports.confirm_report(ANONYMOUS, claimed.number, key=claimed.secret)
    assert _page(claimed.number).agreed_by is Verb.CONFIRM


def test_photos_of_the_reporter_are_for_officers(people, photo, monday_morning):
    number = _sent(photo_uids=(photo(),))
    assert (_page(number).result_photos, _page(number).has_hidden_photos) == ((), True)


def test_the_point_is_told_of_matters_at_a_place_and_of_others_only_the_village(lamp):
    paper = _sent(category_code="adminduk", text="KTP belum jadi")
    there, village = _page(lamp.number).row.spot, _page(paper).row.spot
    assert (there.lon, there.lat, there.is_exact) == (*blurred(*cast.IN_TOWN), True)
    assert village is not None
    assert not village.is_exact
    assert (village.lon, village.lat) != cast.IN_TOWN


def test_a_promise_shows_its_day_and_its_reason(lamp, people):
    reports.verify_report(people.lamp_officer, lamp.number)
    day = dt.date(2027, 3, 1)
    reports.promise_report(people.lamp_head, lamp.number, day=day, reason="Menunggu anggaran 2027")
    page = _page(lamp.number)
    assert (page.row.promised_for, page.history[0].note) == (day, "Menunggu anggaran 2027")


def test_a_pause_shows_its_reason_and_no_limit(lamp, people):
    reports.pause_report(people.lamp_officer, lamp.number, reason="Menunggu tiang dari Surabaya")
    page = _page(lamp.number)
    assert (page.pause_reason, page.row.due_at) == ("Menunggu tiang dari Surabaya", None)


def test_a_merged_report_leads_to_its_parent(lamp, people):
    twin = _sent(text="Gelap juga di sini")
    reports.merge_report(people.lamp_officer, twin, parent_number=lamp.number)
    assert _page(twin).parent_number == lamp.number
    assert _page(lamp.number).row.support_count == 1


def test_what_was_handed_on_outside_names_body_and_number(lamp, people):
    reports.refer_report(
        people.lamp_officer,
        lamp.number,
        outside_name="PLN UP3 Jember",
        outside_number="K-77",
        reason="Tiang PLN",
    )
    page = _page(lamp.number)
    assert (page.outside_name, page.outside_number) == ("PLN UP3 Jember", "K-77")


def test_lists_narrow_by_standing(lamp, people, monday_morning):
    twin = _sent(text="Gelap juga di sini")
    reports.reject_report(people.lamp_head, twin, reason="Tidak ada tempatnya")
    assert _numbers(standing=Standing.OPEN) == [lamp.number]
    assert _numbers(standing=Standing.CLOSED) == [twin]
    assert _numbers(standing=Standing.LATE) == []
    with clock.freeze(cast.MONDAY_MORNING + dt.timedelta(days=30)):
        assert _numbers(standing=Standing.LATE) == [lamp.number]


def test_a_promise_whose_day_passed_is_found(lamp, people):
    reports.verify_report(people.lamp_officer, lamp.number)
    reports.promise_report(people.lamp_head, lamp.number, day=dt.date(2026, 12, 1), reason="Menunggu tiang")
    with clock.freeze(cast.MONDAY_MORNING + dt.timedelta(days=8)):
        assert recall_promises() == 1
        assert _numbers(standing=Standing.BROKEN) == []
    with clock.freeze(cast.MONDAY_MORNING + dt.timedelta(days=10)):
        assert _numbers(standing=Standing.BROKEN) == [lamp.number]
        assert _numbers(standing=Standing.PROMISED) == []


def test_lists_narrow_by_place_category_agency_and_month(lamp):
    road = _sent(category_code="jalan-rusak", text="Berlubang")
    assert _numbers(category_code="lampu-jalan") == [lamp.number]
    assert _numbers(agency_code="dpupr") == [road]
    assert _numbers(agency_code="tidak-ada") == _numbers(category_code="tidak-ada") == []
    assert _numbers(area_code="35.08.10") == _numbers(area_code=cast.VILLAGE) == [road, lamp.number]
    assert _numbers(area_code="35.08.1") == []
    assert _numbers(month=dt.date(2026, 11, 30)) == [road, lamp.number]
    assert _numbers(month=dt.date(2026, 10, 31)) == []


def test_pages_of_the_list_follow_each_other_without_gap_or_repetition(db, monday_morning):
    numbers = {_sent() for _each in range(7)}
    seen, cursor = [], ""
    while True:
        page = reports.list_public_reports(PublicFilter(), cursor=cursor, limit=3)
        seen += [row.number for row in page.rows]
        cursor = page.next_cursor
        if not cursor:
            break
    assert len(seen) == len(numbers)
    assert set(seen) == numbers


@pytest.mark.parametrize("cursor", ["x", "W10=", "WyIyMDI2LTAxLTAxIiwgMV0="])
def test_a_cursor_that_nobody_gave_shows_the_newest(lamp, cursor):
    assert reports.list_public_reports(PublicFilter(), cursor=cursor).rows[0].number == lamp.number


def test_nearby_reports_show_no_words_that_no_officer_has_read(lamp, people):
    place = {"lon": cast.IN_TOWN[0], "lat": cast.IN_TOWN[1], "category_code": "lampu-jalan"}
    assert [near.title for near in reports.nearby_reports(**place)] == ["Lampu jalan"]
    reports.verify_report(people.lamp_officer, lamp.number)
    assert [near.title for near in reports.nearby_reports(**place)] == ["Lampu jalan padam di depan pasar"]


def test_every_state_stands_somewhere_in_the_list():
    assert set().union(*STANDING_STATES.values()) == set(State)


def test_steps_for_others_stand_in_no_table(claimed, people):
    steps = Report.objects.get(number=claimed.number).steps
    assert not steps.exclude(audience=Audience.PUBLIC).filter(verb__in=TOLD_STEPS).exists()
