from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.db import connection

from pendopo.accounts.api import actor_by_id
from pendopo.accounts.models import Account
from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS, SYSTEM, Actor, ActorKind
from pendopo.kernel.audit.models import AuditEntry
from pendopo.kernel.errors import Conflict, Invalid, Refused
from pendopo.reports import api as reports
from pendopo.reports.actions import forget_reporters, forget_tickets
from pendopo.reports.models import FieldTicket, Report, Supporter
from pendopo.reports.rules import Verb
from tests.support import cast
from tests.support.sessions import signed_in_client


def _state(number):
    return reports.get_report(SYSTEM, number).row.state.value


def _resolve(actor, number, text, photo):
    proof = cast.prove(actor, number)
    return reports.resolve_report(actor, number, text=text, photo_uids=[photo()], proof=proof)


def test_a_report_travels_the_whole_way(lamp, people, photo):
    number = lamp.number
    reports.verify_report(people.coordinator, number)
    reports.assign_report(people.lamp_head, number, post_id=people.lamp_post_id, instruction="Cek malam ini")
    reports.start_report(people.lamp_officer, number)
    reports.answer_report(people.lamp_officer, number, text="Petugas berangkat")
    _resolve(people.lamp_officer, number, "Lampu menyala", photo)
    reports.confirm_report(ANONYMOUS, number, key=lamp.secret)
    reports.rate_report(ANONYMOUS, number, stars=5, key=lamp.secret)
    detail = reports.get_report(ANONYMOUS, number, key=lamp.secret)
    assert (detail.row.state.value, detail.stars) == ("confirmed", 5)
    assert [step.verb.value for step in detail.steps] == [
        "submit", "route", "verify", "assign", "start", "answer", "resolve", "confirm", "rate",
    ]  # fmt: skip
    assert len(detail.result_photos) == 1


def test_a_resolution_without_a_photo_is_refused(lamp, people):
    with pytest.raises(Invalid) as fault:
        reports.resolve_report(people.lamp_officer, lamp.number, text="Sudah", photo_uids=[])
    assert "photos" in fault.value.fields
    assert _state(lamp.number) == "received"


def test_an_officer_of_another_agency_sees_nothing(lamp, people):
    with pytest.raises(reports.ReportNotFound):
        reports.verify_report(people.road_officer, lamp.number)


def test_the_village_sees_what_lies_in_it_but_does_not_work_on_it(lamp, people):
    assert reports.get_report(people.village_officer, lamp.number).verbs == {Verb.SUPPORT}
    with pytest.raises(Refused):
        reports.verify_report(people.village_officer, lamp.number)


def test_an_officer_may_not_reject_but_the_head_may(lamp, people):
    with pytest.raises(Refused):
        reports.reject_report(people.lamp_officer, lamp.number, reason="Bukan")
    reports.reject_report(people.lamp_head, lamp.number, reason="Tidak ada tempatnya")
    assert _state(lamp.number) == "rejected"


def test_assigning_to_a_post_of_another_agency_is_refused(lamp, people):
    with pytest.raises(Invalid):
        reports.assign_report(people.lamp_head, lamp.number, post_id=people.road_post_id)


def test_handing_over_moves_the_report_out_of_sight_with_its_reason(lamp, people):
    reports.hand_over_report(people.lamp_officer, lamp.number, agency_code="dpupr", reason="Tiang milik PUPR")
    with pytest.raises(reports.ReportNotFound):
        reports.get_report(people.lamp_officer, lamp.number)
    assert reports.get_report(people.road_officer, lamp.number).route_reason == "Tiang milik PUPR"


def test_handing_over_to_oneself_is_refused(lamp, people):
    with pytest.raises(Invalid):
        reports.hand_over_report(people.lamp_officer, lamp.number, agency_code="dishub", reason="x")


def test_who_decided_on_an_older_version_is_told_that_somebody_was_faster(lamp, people):
    reports.verify_report(people.lamp_officer, lamp.number, version=1)
    with pytest.raises(Conflict) as fault:
        reports.assign_report(people.lamp_head, lamp.number, post_id=people.lamp_post_id, version=1)
    assert fault.value.code == "reports.somebody_was_faster"


def test_a_private_note_is_read_by_officers_only(lamp, people):
    reports.note_report(people.lamp_officer, lamp.number, text="Kabel dicuri")
    seen_by = {
        name: "Kabel dicuri" in [step.text for step in detail.steps]
        for name, detail in {
            "officer": reports.get_report(people.lamp_officer, lamp.number),
            "reporter": reports.get_report(ANONYMOUS, lamp.number, key=lamp.secret),
            "village": reports.get_report(people.village_officer, lamp.number),
        }.items()
    }
    assert seen_by == {"officer": True, "reporter": False, "village": False}


def test_reopening_gives_a_new_limit_and_keeps_the_story(lamp, people, photo):
    before = reports.get_report(SYSTEM, lamp.number).finish_by
    reports.verify_report(people.lamp_officer, lamp.number)
    _resolve(people.lamp_officer, lamp.number, "Beres", photo)
    with clock.freeze(cast.MONDAY_MORNING + dt.timedelta(days=13)):
        reports.reopen_report(ANONYMOUS, lamp.number, reason="Masih gelap", key=lamp.secret)
        detail = reports.get_report(people.lamp_officer, lamp.number)
    assert detail.row.state.value == "verified"
    assert detail.finish_by > before
    assert detail.row.reopen_count == 1


def test_after_the_window_a_report_stays_closed(lamp, people):
    reports.reject_report(people.lamp_head, lamp.number, reason="Tidak jelas")
    with clock.freeze(cast.MONDAY_MORNING + dt.timedelta(days=15)), pytest.raises(Conflict) as fault:
        reports.reopen_report(ANONYMOUS, lamp.number, reason="Lagi", key=lamp.secret)
    assert fault.value.code == "reports.reopen_window_closed"


def test_without_the_key_nobody_acts_as_the_reporter(lamp, people):
    stranger = Actor(kind=ActorKind.RESIDENT, account_id=987)
    for actor in (ANONYMOUS, stranger):
        with pytest.raises(reports.ReportNotFound):
            reports.confirm_report(actor, lamp.number, key="salah")


def test_reading_the_reporter_is_logged(lamp, people):
    reporter = reports.reveal_reporter(people.lamp_officer, lamp.number)
    assert reporter.phone == "+6281234567890"
    assert AuditEntry.objects.filter(action="reports.reporter_read").count() == 1


def test_the_reporter_sees_that_the_contact_was_read(people, monday_morning):
    reporter = Account.objects.create_user(email="pelapor@contoh.id", display_name="Bu Sri")
    number = reports.submit_report(actor_by_id(reporter.pk), cast.lamp_draft()).number
    client = signed_in_client(reporter)
    assert "membaca data kontak" not in client.get("/keamanan/catatan/").content.decode()
    reports.reveal_reporter(people.lamp_officer, number)
    assert "membaca data kontak" in client.get("/keamanan/catatan/").content.decode()


def test_a_hidden_reporter_is_known_to_the_coordinator_only(people, monday_morning):
    draft = cast.lamp_draft(visibility=reports.Visibility.ANONYMOUS)
    number = reports.submit_report(ANONYMOUS, draft).number
    with pytest.raises(Refused):
        reports.reveal_reporter(people.lamp_officer, number)
    assert reports.reveal_reporter(people.coordinator, number).phone == "+6281234567890"


def test_a_step_asks_the_database_a_known_number_of_times(lamp, people, django_assert_num_queries):
    with django_assert_num_queries(7):  # lock, update, step, audit, event, and the savepoint around them
        reports.verify_report(people.lamp_officer, lamp.number)


@pytest.mark.parametrize("stars", [0, 6, -1])
def test_there_are_one_to_five_stars(lamp, people, photo, stars):
    with pytest.raises(Invalid):
        reports.rate_report(ANONYMOUS, lamp.number, stars=stars, key=lamp.secret)


def test_of_two_officers_at_once_one_is_told_that_the_other_was_faster(committed_city):
    people = cast.hire()
    receipt = reports.submit_report(ANONYMOUS, cast.lamp_draft())
    together, outcomes = threading.Barrier(2), []

    def assign():
        together.wait()
        try:
            reports.assign_report(people.lamp_head, receipt.number, post_id=people.lamp_post_id, version=1)
            outcomes.append("assigned")
        except Conflict as fault:
            outcomes.append(fault.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=assign) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["assigned", "reports.somebody_was_faster"]
    steps = reports.get_report(SYSTEM, receipt.number).steps
    assert [step.verb.value for step in steps].count("assign") == 1


def _words_of(actor, number, verb, key=""):
    steps = reports.get_report(actor, number, key=key).steps
    return next(step.text for step in steps if step.verb is verb)


def test_the_instruction_of_a_disposisi_is_read_by_officers_only(lamp, people):
    number, verb = lamp.number, reports.Verb.ASSIGN
    reports.assign_report(people.lamp_head, number, post_id=people.lamp_post_id, instruction="Cek malam ini")
    assert _words_of(people.lamp_officer, number, verb) == "Cek malam ini"
    assert _words_of(people.operator, number, verb) == ""
    assert _words_of(ANONYMOUS, number, verb, key=lamp.secret) == ""


def test_a_coordinator_who_reopens_does_not_speak_as_the_reporter(lamp, people, photo):
    reports.verify_report(people.coordinator, lamp.number)
    _resolve(people.lamp_officer, lamp.number, "Menyala", photo)
    reports.reopen_report(people.coordinator, lamp.number, reason="Warga lain bilang masih gelap")
    last = reports.get_report(SYSTEM, lamp.number).steps[-1]
    assert (last.verb, last.is_by_reporter) == (reports.Verb.REOPEN, False)


def test_a_wrong_key_does_not_make_an_officer_the_reporter(lamp, people):
    reports.answer_report(people.lamp_officer, lamp.number, text="Kami datang", key="bukan-kuncinya")
    last = reports.get_report(SYSTEM, lamp.number).steps[-1]
    assert (last.text, last.is_by_reporter) == ("Kami datang", False)


def test_years_after_the_end_nobody_knows_who_reported_and_the_record_stays(lamp, people):
    reports.reject_report(people.lamp_head, lamp.number, reason="Tidak ada tempatnya")
    with clock.freeze(clock.now() + dt.timedelta(days=4 * 365)):
        assert forget_reporters(SYSTEM) == 0
    with clock.freeze(clock.now() + dt.timedelta(days=5 * 365 + 1)):
        assert (forget_reporters(SYSTEM), forget_reporters(SYSTEM)) == (1, 0)
    report = Report.objects.get()
    assert (report.contact_phone, report.reporter_name, report.secret) == ("", "", "")
    assert len(reports.get_report(SYSTEM, lamp.number).steps) == 3
    with pytest.raises(reports.ReportNotFound):
        reports.get_report(ANONYMOUS, lamp.number, key=lamp.secret)


def test_years_after_the_end_nobody_knows_who_stood_where_or_who_said_me_too(lamp, people, photo):
    reports.support_report(ANONYMOUS, lamp.number, phone="0812 1111 2222")
    voice = Supporter.objects.get().voice
    reports.verify_report(people.lamp_officer, lamp.number)
    _resolve(people.lamp_officer, lamp.number, "Menyala", photo)
    with clock.freeze(clock.now() + dt.timedelta(days=5 * 365 + 1)):
        forget_reporters(SYSTEM)
    ticket, supporter = FieldTicket.objects.get(), Supporter.objects.get()
    assert (ticket.lon, ticket.lat, ticket.accuracy, ticket.account_id) == (None, None, None, None)
    assert ticket.metres is not None
    assert (supporter.phone, supporter.voice == voice) == ("", False)


def test_a_ticket_that_nobody_used_is_gone_after_its_day(lamp, people, photo):
    reports.verify_report(people.lamp_officer, lamp.number)
    reports.open_ticket(people.lamp_officer, lamp.number)
    _resolve(people.lamp_officer, lamp.number, "Menyala", photo)
    assert forget_tickets(SYSTEM) == 0
    with clock.freeze(clock.now() + dt.timedelta(hours=25)):
        assert forget_tickets(SYSTEM) == 1
    assert FieldTicket.objects.get().used_at is not None


@pytest.mark.parametrize("forget", [forget_reporters, forget_tickets])
def test_no_person_may_make_the_platform_forget(people, forget):
    with pytest.raises(Refused):
        forget(people.coordinator)
