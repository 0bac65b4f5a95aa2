"""A secret report: only who works on it sees it, and nothing says who sent it until two officers agree."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.db import connection

from pendopo.accounts.models import Account
from pendopo.accounts.queries import own_data
from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS, Actor, ActorKind
from pendopo.kernel.audit.models import AuditEntry
from pendopo.kernel.errors import Conflict, Invalid, Refused
from pendopo.kernel.notifications.models import Message
from pendopo.kernel.outbox.relay import deliver_due
from pendopo.reports import api as reports
from pendopo.reports.actions import forget_reporters
from pendopo.reports.models import Report
from pendopo.reports.rules import Visibility
from tests.support import cast


@pytest.fixture
def sri(db):
    account = Account.objects.create_user(email="sri@contoh.id", display_name="Bu Sri")
    return Actor(kind=ActorKind.RESIDENT, account_id=account.pk, name="Bu Sri")


@pytest.fixture
def secret(sri, monday_morning):
    draft = cast.lamp_draft(visibility=Visibility.SECRET, phone="", text="Kepala pasar minta uang lampu")
    return reports.submit_report(sri, draft)


@pytest.fixture
def two(people):
    """Two officers who may open a seal."""
    return replace(people.coordinator, account_id=901), replace(people.lamp_head, account_id=902)


def _sees(actor, receipt, **key):
    try:
        reports.get_report(actor, receipt.number, **key)
    except reports.ReportNotFound:
        return False
    return True


def test_only_who_works_on_it_sees_it(secret, people, sri):
    watchers = {
        "coordinator": people.coordinator, "officer": people.lamp_officer, "head": people.lamp_head,
        "operator": people.operator, "village": people.village_officer, "other agency": people.road_officer,
        "reporter": sri, "anybody": ANONYMOUS,
    }  # fmt: skip
    seen = {name for name, actor in watchers.items() if _sees(actor, secret)}
    assert seen == {"coordinator", "officer", "head", "reporter"}


def test_lists_and_exports_show_it_to_the_same_people(secret, people, sri):
    everything = reports.ReportFilter(scope=reports.Scope.ALL)
    for actor in (people.coordinator, people.lamp_officer, sri):
        assert [row.number for row in reports.list_reports(actor, everything).rows] == [secret.number]
    for actor in (people.operator, people.village_officer, people.road_officer):
        assert reports.list_reports(actor, everything).rows == ()
        assert list(reports.export_reports(actor, everything)) == []


def test_the_reporter_finds_it_among_the_own_and_answers(secret, people, sri):
    assert [row.number for row in reports.list_own_reports(sri)] == [secret.number]
    reports.ask_reporter(people.lamp_officer, secret.number, text="Hari apa?")
    reports.answer_report(sri, secret.number, text="Tiap Senin")
    assert not reports.get_report(people.lamp_officer, secret.number).row.is_paused


def test_no_row_of_the_database_says_in_clear_who_sent_it(secret, people, sri):
    reports.answer_report(sri, secret.number, text="Tolong cepat")
    deliver_due()
    report = Report.objects.get(number=secret.number)
    assert (report.reporter_id, report.sealed_reporter) == (None, str(sri.account_id))
    assert set(report.steps.values_list("account_id", flat=True)) == {None}
    about = f"report:{report.uid}"
    assert set(AuditEntry.objects.filter(subject=about).values_list("account_id", flat=True)) == {None}
    assert set(Message.objects.filter(about=about).values_list("account_id", flat=True)) == {None}
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed_reporter FROM reports_report")
        assert cursor.fetchone()[0] != str(sri.account_id)


def test_a_resident_who_uses_the_link_signed_in_is_not_written_down_either(secret, people):
    neighbour = Actor(kind=ActorKind.RESIDENT, account_id=77)
    reports.answer_report(neighbour, secret.number, text="Ini saya", key=secret.secret)
    report = Report.objects.get(number=secret.number)
    assert 77 not in set(report.steps.values_list("account_id", flat=True))
    assert not AuditEntry.objects.filter(account_id=77).exists()


def test_the_message_reaches_the_reporter_all_the_same(secret, people):
    reports.reject_report(people.lamp_head, secret.number, reason="Diteruskan ke Inspektorat")
    deliver_due()
    told = {message.address for message in Message.objects.all()}
    assert told == {"sri@contoh.id"}


def test_one_officer_alone_opens_nothing(secret, two):
    coordinator, _head = two
    with pytest.raises(Conflict) as fault:
        reports.reveal_reporter(coordinator, secret.number)
    assert fault.value.code == "reports.still_sealed"
    reports.ask_unsealing(coordinator, secret.number, reason="Surat polisi B/12")
    with pytest.raises(Conflict) as fault:
        reports.agree_unsealing(coordinator, secret.number)
    assert fault.value.code == "reports.own_request"


def test_two_officers_open_it_for_a_day_and_the_reporter_is_told(secret, two, sri):
    coordinator, head = two
    reports.ask_unsealing(coordinator, secret.number, reason="Surat polisi B/12")
    reports.agree_unsealing(head, secret.number)
    assert reports.reveal_reporter(coordinator, secret.number).name == "Bu Sri"
    assert reports.reveal_reporter(head, secret.number).email == "sri@contoh.id"
    deliver_due()
    assert Message.objects.filter(title__contains="dibuka", text__isnull=False).count() == 1
    assert "Surat polisi B/12" in [step.reason for step in reports.get_report(sri, secret.number).steps]
    with clock.freeze(cast.MONDAY_MORNING + dt.timedelta(hours=25)), pytest.raises(Conflict):
        reports.reveal_reporter(coordinator, secret.number)


def test_a_third_officer_does_not_look_through_what_two_opened(secret, two, people):
    coordinator, head = two
    reports.ask_unsealing(coordinator, secret.number, reason="Surat polisi")
    reports.agree_unsealing(head, secret.number)
    with pytest.raises(Conflict):
        reports.reveal_reporter(replace(people.coordinator, account_id=903), secret.number)


def test_an_officer_who_only_works_on_it_cannot_ask(secret, people):
    with pytest.raises(Refused):
        reports.ask_unsealing(
            replace(people.lamp_officer, account_id=904), secret.number, reason="Ingin tahu"
        )


def test_a_reason_is_needed_and_an_open_report_has_no_seal(secret, two, lamp):
    coordinator, _head = two
    with pytest.raises(Invalid):
        reports.ask_unsealing(coordinator, secret.number, reason=" ")
    with pytest.raises(Conflict) as fault:
        reports.ask_unsealing(coordinator, lamp.number, reason="Untuk apa")
    assert fault.value.code == "reports.nothing_sealed"


def test_the_seal_is_forgotten_with_the_reporter(secret, people):
    from pendopo.kernel.actor import SYSTEM

    reports.reject_report(people.lamp_head, secret.number, reason="Bukan wewenang")
    with clock.freeze(cast.MONDAY_MORNING + dt.timedelta(days=6 * 365)):
        assert forget_reporters(SYSTEM) == 1
    report = Report.objects.get(number=secret.number)
    assert (report.sealed_reporter, report.reporter_hash) == ("", "")


def test_the_own_data_of_a_person_hold_the_reports_and_the_voices_of_that_person_only(secret, sri):
    own = reports.submit_report(sri, cast.lamp_draft(text="Gelap"))
    other = reports.submit_report(ANONYMOUS, cast.lamp_draft(text="Milik orang lain"))
    reports.support_report(sri, other.number)
    data = own_data(sri, current="")
    assert [each["number"] for each in data["reports"]] == [secret.number, own.number]
    assert data["reports"][1]["contact_phone"] == "+6281234567890"
    assert [each["number"] for each in data["voices"]] == [other.number]
    assert "Milik orang lain" not in str(data)
