"""Another agency is asked for help, and the report stays where it is."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection

from pendopo.accounts.api import appoint, enrol_staff
from pendopo.accounts.models import Account, Post
from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS, SYSTEM
from pendopo.kernel.errors import Conflict, Invalid, Refused
from pendopo.kernel.notifications.models import Message
from pendopo.kernel.outbox.relay import deliver_due
from pendopo.reports import api as reports
from pendopo.reports.models import Coordination, Report
from pendopo.reports.queries import visible_reports
from pendopo.reports.rules import Verb, Visibility
from tests.support import cast

WORDS = "Mohon cek saluran di bawah tiang"


def _ask(actor, number, **changes):
    given = {"agency_code": "dpupr", "instruction": WORDS, **changes}
    return reports.coordinate_report(actor, number, **given)


def _sees(actor, number):
    try:
        reports.get_report(actor, number)
    except reports.ReportNotFound:
        return False
    return True


def _asked_of(actor):
    return [each.row.number for each in reports.list_asked(actor)]


def _only(number):
    (one,) = reports.list_coordinations(Report.objects.get(number=number).pk)
    return one


@pytest.fixture
def asked(lamp, people):
    _ask(people.lamp_officer, lamp.number)
    return lamp


def test_the_report_stays_with_who_asks_and_is_seen_by_who_is_asked(lamp, people):
    assert not _sees(people.road_officer, lamp.number)
    before = reports.get_report(SYSTEM, lamp.number)
    _ask(people.lamp_officer, lamp.number)
    after = reports.get_report(people.road_officer, lamp.number)
    assert (after.agency_code, after.row.state) == (before.agency_code, before.row.state)
    assert after.verbs == {
        Verb.NOTE, Verb.COORDINATION_ANSWER, Verb.COORDINATION_DECLINE, Verb.SUPPORT,
    }  # fmt: skip


def test_who_answered_sees_it_no_more(asked, people):
    reports.answer_coordination(
        people.road_officer, asked.number, agency_code="dpupr", text="Saluran kami utuh"
    )
    assert not _sees(people.road_officer, asked.number)
    assert _asked_of(people.road_officer) == []
    one = _only(asked.number)
    assert (one.state.value, one.answer, one.agency) == ("answered", "Saluran kami utuh", "DPUPR")


def test_it_stands_among_what_the_agency_is_asked_with_its_own_limit(asked, people):
    (row,) = reports.list_asked(people.road_officer)
    assert row.asker == "Dishub"
    assert row.due_at != row.row.due_at
    assert row.due_at == _only(asked.number).due_at
    assert _asked_of(people.lamp_officer) == []
    listed = reports.list_reports(people.road_officer, reports.ReportFilter(scope=reports.Scope.ASKED))
    assert [each.number for each in listed.rows] == [asked.number]
    everything = reports.list_reports(people.road_officer, reports.ReportFilter(scope=reports.Scope.ALL))
    assert [each.number for each in everything.rows] == [asked.number]


@pytest.mark.parametrize(
    ("due_on", "ends"),
    [
        (None, dt.date(2026, 11, 25)),
        (dt.date(2026, 11, 24), dt.date(2026, 11, 24)),
        (dt.date(2026, 11, 28), dt.date(2026, 11, 30)),
    ],
)
def test_its_limit_is_a_day_or_some_working_hours(lamp, people, settings, due_on, ends):
    settings.COORDINATION_HOURS = 16
    _ask(people.lamp_officer, lamp.number, due_on=due_on)
    assert clock.local(_only(lamp.number).due_at).date() == ends


@pytest.mark.parametrize("due_on", [dt.date(2026, 11, 22), dt.date(2028, 1, 1)])
def test_a_day_that_is_past_or_far_away_is_refused(lamp, people, due_on):
    with pytest.raises(Invalid) as fault:
        _ask(people.lamp_officer, lamp.number, due_on=due_on)
    assert "due_on" in fault.value.fields
    assert not Coordination.objects.exists()


def test_who_holds_it_cannot_be_asked_and_nobody_is_asked_twice(asked, people):
    with pytest.raises(Invalid):
        _ask(people.lamp_officer, asked.number, agency_code="dishub")
    with pytest.raises(Conflict) as fault:
        _ask(people.lamp_officer, asked.number)
    assert fault.value.code == "reports.already_coordinating"


def test_after_an_answer_one_may_ask_again(asked, people):
    reports.answer_coordination(people.road_officer, asked.number, agency_code="dpupr", text="Utuh")
    _ask(people.lamp_officer, asked.number, instruction="Mohon cek sekali lagi")
    assert Coordination.objects.count() == 2


def test_declining_needs_a_reason(asked, people):
    with pytest.raises(Invalid):
        reports.decline_coordination(people.road_officer, asked.number, agency_code="dpupr", reason=" ")
    reports.decline_coordination(
        people.road_officer, asked.number, agency_code="dpupr", reason="Milik provinsi"
    )
    one = _only(asked.number)
    assert (one.state.value, one.answer) == ("declined", "Milik provinsi")


def test_nobody_answers_for_an_agency_of_others(asked, people):
    for actor in (people.lamp_officer, people.coordinator):
        with pytest.raises(Refused):
            reports.answer_coordination(actor, asked.number, agency_code="dpupr", text="Sudah")
    with pytest.raises(Conflict):
        reports.answer_coordination(people.road_officer, asked.number, agency_code="dishub", text="Sudah")


def test_who_is_asked_cannot_ask_others_nor_work_on_it(asked, people):
    for act in (
        lambda: _ask(people.road_officer, asked.number, agency_code="bpbd"),
        lambda: reports.withdraw_coordination(people.road_officer, asked.number, agency_code="dpupr"),
        lambda: reports.verify_report(people.road_officer, asked.number),
        lambda: reports.reveal_reporter(people.road_officer, asked.number),
    ):
        with pytest.raises(Refused):
            act()


def test_everybody_reads_who_is_waited_for_and_officers_what_for(asked, people):
    public = reports.get_public_report(asked.number)
    (told,) = [step for step in public.history if step.verb is Verb.COORDINATE]
    assert (told.what, told.note) == ("berkoordinasi dengan DPUPR", "")
    assert len(public.waits_for) == 1
    reporter = reports.get_report(ANONYMOUS, asked.number, key=asked.secret)
    assert [agency.short_name for agency in reporter.asked] == ["DPUPR"]
    assert WORDS not in str(reporter)
    assert WORDS in str(reports.get_report(people.road_officer, asked.number).steps)


def test_what_agencies_tell_each_other_is_for_officers(asked, people):
    reports.answer_coordination(people.road_officer, asked.number, agency_code="dpupr", text="Pipa bocor")
    public = reports.get_public_report(asked.number)
    assert public.waits_for == ()
    assert "Pipa bocor" not in str(public)
    assert "Pipa bocor" not in str(reports.get_report(ANONYMOUS, asked.number, key=asked.secret))
    (told,) = [step for step in public.history if step.verb is Verb.COORDINATION_ANSWER]
    assert told.acting_for == "DPUPR"


def test_a_secret_report_is_seen_by_who_is_asked_and_by_nobody_more(people, monday_morning):
    secret = reports.submit_report(ANONYMOUS, cast.lamp_draft(visibility=Visibility.SECRET))
    _ask(people.lamp_officer, secret.number)
    assert _sees(people.road_officer, secret.number)
    assert not _sees(people.operator, secret.number)
    assert not _sees(people.village_officer, secret.number)
    with pytest.raises(reports.ReportNotFound):
        reports.get_public_report(secret.number)
    reports.withdraw_coordination(people.lamp_officer, secret.number, agency_code="dpupr")
    assert not _sees(people.road_officer, secret.number)


def test_nobody_is_waited_for_when_the_report_is_over(asked, people):
    reports.reject_report(people.lamp_head, asked.number, reason="Tidak ada tempatnya")
    one = _only(asked.number)
    assert (one.state.value, one.closed_by) == ("withdrawn", "")
    assert not _sees(people.road_officer, asked.number)
    assert Report.objects.get().asked_ids is None


def test_who_gets_the_whole_report_is_not_asked_any_more(asked, people):
    _ask(people.lamp_officer, asked.number, agency_code="bpbd")
    reports.hand_over_report(people.lamp_officer, asked.number, agency_code="dpupr", reason="Milik PUPR")
    states = dict(Coordination.objects.values_list("agency__code", "state"))
    assert states == {"dpupr": "withdrawn", "bpbd": "asked"}


def test_the_clock_of_the_report_stands_or_runs_on_while_others_are_asked(lamp, people):
    reports.pause_report(people.lamp_officer, lamp.number, reason="Menunggu suku cadang")
    _ask(people.lamp_officer, lamp.number)
    assert reports.get_report(SYSTEM, lamp.number).row.is_paused


def _appoint(post_title, email):
    account = enrol_staff(SYSTEM, email=email, name=email.partition("@")[0], password_hash="!")
    post = Post.objects.get(title=post_title)
    appoint(SYSTEM, post=post, account=account, starts_on=dt.date(2026, 1, 2))
    return account


def test_who_works_for_the_asked_agency_is_told_and_who_asked_hears_of_the_answer(lamp, people):
    from pendopo.accounts.api import actor_by_id

    asker = _appoint("Petugas lampu", "lampu@contoh.id")
    road = _appoint("Petugas jalan", "jalan@contoh.id")
    _ask(actor_by_id(asker.pk), lamp.number)
    deliver_due()
    told = Message.objects.get(template="reports/coordination_asked")
    assert (told.address, told.account_id) == ("jalan@contoh.id", road.pk)
    assert f"/meja/laporan/{lamp.number}/" in told.text
    assert WORDS not in told.text
    reports.answer_coordination(actor_by_id(road.pk), lamp.number, agency_code="dpupr", text="Utuh")
    deliver_due()
    assert Message.objects.get(template="reports/coordination_closed").address == "lampu@contoh.id"


def test_a_message_about_a_secret_report_says_its_category_only(people, monday_morning):
    _appoint("Petugas jalan", "jalan@contoh.id")
    secret = reports.submit_report(
        ANONYMOUS, cast.lamp_draft(visibility=Visibility.SECRET, title="Mandor minta uang")
    )
    _ask(people.lamp_officer, secret.number)
    deliver_due()
    assert "Mandor" not in Message.objects.get(template="reports/coordination_asked").text


def test_the_list_of_those_asked_agrees_with_the_questions(lamp, people):
    for code in ("dpupr", "bpbd"):
        _ask(people.lamp_officer, lamp.number, agency_code=code)
    reports.withdraw_coordination(people.lamp_officer, lamp.number, agency_code="bpbd")
    (report,) = Report.objects.all()
    asked = Coordination.objects.filter(state="asked").values_list("agency_id", flat=True)
    assert sorted(report.asked_ids) == sorted(asked)


def test_few_asked_reports_are_found_by_an_index_of_their_own(asked, people):
    found = visible_reports(people.road_officer).only("id")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "report_by_asked" in found.order_by().explain()


def test_two_officers_who_ask_the_same_agency_at_once_ask_once(lamp, people):
    version = reports.get_report(people.lamp_officer, lamp.number).row.version
    _ask(people.lamp_officer, lamp.number, version=version)
    with pytest.raises(Conflict):
        _ask(people.lamp_head, lamp.number, version=version)
    assert Coordination.objects.count() == 1


def test_the_account_of_a_stranger_asks_nobody(lamp, people):
    stranger = Account.objects.create_user(email="x@contoh.id")
    from pendopo.accounts.api import actor_by_id

    with pytest.raises(reports.ReportNotFound):
        _ask(actor_by_id(stranger.pk), lamp.number)
