"""Reports whose limit passes go up: each rung once for each limit, and not while the clock stands."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.accounts.api import Role, appoint, delegate, enrol_staff
from pendopo.accounts.models import Post
from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS, SYSTEM, Actor, ActorKind, Grant
from pendopo.kernel.audit.reading import entries_about
from pendopo.kernel.errors import Refused
from pendopo.kernel.notifications.models import Message
from pendopo.kernel.outbox.relay import deliver_due
from pendopo.kernel.working_calendar.rules import Calendar, Hours
from pendopo.reports import api as reports
from pendopo.reports.actions.ladder import plan_escalations
from pendopo.reports.models import Escalation, LadderRung, Report, Step
from pendopo.reports.rules import (
    Audience,
    Limit,
    Rung,
    RungBegun,
    RungFaulty,
    RungTarget,
    RungTime,
    Verb,
    Visibility,
    next_climb,
    reached_at,
)
from tests.support.cast import MONDAY_MORNING, lamp_draft

MONDAY = MONDAY_MORNING.date()
TOMORROW = MONDAY + dt.timedelta(days=1)
JAKARTA = ZoneInfo("Asia/Jakarta")
OFFICE = Calendar(JAKARTA, tuple(Hours(day, dt.time(8), dt.time(16)) for day in range(5)))
BASIS = "SK Bupati 188/2026"


def rung(level: int, at: RungTime, amount: int = 0, **changes: object) -> Rung:
    values = {"target": RungTarget.HEAD, "valid_from": dt.date(2026, 1, 1)}
    return Rung(level=level, at=at, amount=amount, **{**values, **changes})


LADDER = (
    rung(1, RungTime.SHARE, 80),
    rung(2, RungTime.BREACH),
    rung(3, RungTime.AFTER, 8, target=RungTarget.COORDINATOR),
)


def at(day: int, hour: int, month: int = 11) -> dt.datetime:
    return dt.datetime(2026, month, day, hour, tzinfo=JAKARTA)


def limit(**changes: object) -> Limit:
    values = {"since": at(23, 8), "due": at(27, 16), "agency_id": 1, "category_code": "lampu-jalan"}
    return Limit(**{**values, **changes})


def someone(role: Role, agency_id: int = 1) -> Actor:
    grant = Grant(role, agency_id, "", 1)
    return Actor(kind=ActorKind.STAFF, name=role, grants=frozenset({grant}), is_strong=True)


# which rung comes next


def test_a_share_is_told_within_working_hours():
    night = limit(since=at(23, 8), due=at(25, 8))
    assert reached_at(rung(1, RungTime.SHARE, 80), night, OFFICE) == at(25, 8)
    day = limit(since=at(23, 8), due=at(27, 16))
    assert reached_at(rung(1, RungTime.SHARE, 50), day, OFFICE) == at(25, 12)


def test_what_comes_after_the_limit_counts_working_hours():
    friday = limit(due=at(27, 16))
    assert reached_at(LADDER[2], friday, OFFICE) == at(30, 16)


def test_the_rungs_come_one_after_the_other():
    levels = [next_climb(LADDER, limit(level=level), OFFICE) for level in (0, 1, 2)]
    assert [climb.level for climb in levels] == [1, 2, 3]
    assert next_climb(LADDER, limit(level=3), OFFICE) is None


def test_a_rung_that_began_after_its_moment_is_not_made_up_for():
    late = rung(2, RungTime.BREACH, valid_from=dt.date(2026, 11, 28))
    assert next_climb([late], limit(), OFFICE) is None
    assert next_climb([late], limit(due=at(28, 10)), OFFICE).level == 2


def test_rungs_of_an_agency_stand_instead_of_those_for_all():
    own = rung(1, RungTime.BREACH, agency_id=1, target=RungTarget.LEADER)
    assert next_climb([*LADDER, own], limit(), OFFICE).rungs == (own,)
    assert next_climb([*LADDER, own], limit(agency_id=2), OFFICE).rungs == (LADDER[0],)


def test_a_limit_that_was_over_when_it_began_anew_is_broken_at_that_moment():
    again = limit(since=at(30, 9), due=at(27, 16))
    first = next_climb(LADDER, again, OFFICE)
    assert (first.level, first.at) == (2, at(30, 9))
    assert next_climb(LADDER, limit(since=at(30, 9), due=at(27, 16), level=2), OFFICE).at == at(1, 9, 12)


_moments = st.integers(0, 8000).map(lambda hours: at(5, 0, 1) + dt.timedelta(hours=hours))


@given(since=_moments, due=_moments, level=st.integers(0, 3))
def test_whoever_climbs_reaches_the_top_and_no_rung_twice(since, due, level):
    standing, told = limit(since=since, due=due, level=level), []
    while (climb := next_climb(LADDER, standing, OFFICE)) is not None:
        told.append(climb.level)
        standing = limit(since=since, due=due, level=climb.level)
    assert told == sorted(set(told))
    assert all(each > level for each in told)


# what is written


@pytest.fixture
def late(people, lamp):
    """A lamp that was checked at once and is two days over its limit to finish."""
    reports.verify_report(people.lamp_officer, lamp.number)
    return lamp


def report(receipt) -> Report:
    return Report.objects.get(number=receipt.number)


def run_at(moment: dt.datetime) -> int:
    with clock.freeze(moment):
        return reports.escalate_reports()


def test_each_rung_is_written_once_however_often_the_job_runs(late):
    due = report(late).due_at
    assert run_at(due - dt.timedelta(minutes=5)) == 1
    assert run_at(due) == 1
    assert run_at(due) == 0
    run_at(due + dt.timedelta(days=30))
    assert [each.rung.level for each in Escalation.objects.order_by("rung__level")] == [1, 2, 3, 4]
    assert run_at(due + dt.timedelta(days=60)) == 0
    steps = Step.objects.filter(report__number=late.number, verb=Verb.ESCALATE)
    targets = [each.facts["target"] for each in steps.order_by("pk")]
    assert targets == ["head", "head", "coordinator", "leader"]


def test_nobody_but_officers_reads_that_it_went_up(late, people):
    before = report(late)
    run_at(before.due_at)
    step = Step.objects.filter(verb=Verb.ESCALATE).first()
    assert step.audience == Audience.INTERNAL
    assert all(
        each.verb != Verb.ESCALATE
        for each in reports.get_report(ANONYMOUS, late.number, key=late.secret).steps
    )
    assert [each.what for each in reports.get_report(people.lamp_officer, late.number).steps][-1].startswith(
        "menaikkan ke"
    )
    assert report(late).version == before.version


def test_while_the_clock_stands_nothing_goes_up_and_the_ladder_waits_as_long(late, people):
    due = report(late).due_at
    reports.pause_report(people.lamp_officer, late.number, reason="Menunggu suku cadang")
    assert run_at(due + dt.timedelta(days=3)) == 0
    with clock.freeze(MONDAY_MORNING + dt.timedelta(days=7)):
        reports.resume_report(people.lamp_officer, late.number)
    found = report(late)
    assert (found.limit_number, found.escalation_level) == (2, 0)
    assert found.due_at > due
    assert run_at(due) == 0
    assert run_at(found.due_at) == 2


def test_a_limit_that_begins_anew_is_climbed_from_the_foot(late, people):
    run_at(report(late).due_at)
    with clock.freeze(report(late).due_at + dt.timedelta(hours=1)):
        reports.hand_over_report(
            people.lamp_officer, late.number, agency_code="dpupr", reason="Kabel di jalan"
        )
        found = report(late)
        assert (found.escalation_level, found.limit_number) == (0, 3)
        assert reports.escalate_reports() == 1
    assert Escalation.objects.get(limit_number=3).agency_id == report(late).agency_id


def test_a_report_that_is_done_is_left_alone(late, people, photo):
    from tests.support.cast import prove

    due = report(late).due_at
    reports.resolve_report(
        people.lamp_officer, late.number, text="Diganti", photo_uids=[photo()],
        proof=prove(people.lamp_officer, late.number),
    )  # fmt: skip
    assert run_at(due + dt.timedelta(days=5)) == 0


def test_to_be_checked_and_to_be_done_are_two_limits(people, lamp):
    run_at(report(lamp).due_at)
    assert report(lamp).escalation_level == 2
    with clock.freeze(report(lamp).due_at + dt.timedelta(minutes=1)):
        reports.verify_report(people.lamp_officer, lamp.number)
    assert report(lamp).escalation_level == 0
    run_at(report(lamp).due_at)
    assert set(Escalation.objects.values_list("limit_number", flat=True)) == {1, 2}


def test_of_a_secret_report_the_leader_does_not_hear(db, monday_morning):
    receipt = reports.submit_report(ANONYMOUS, lamp_draft(visibility=Visibility.SECRET))
    run_at(report(receipt).due_at + dt.timedelta(days=30))
    assert "leader" not in set(Escalation.objects.values_list("target", flat=True))


# who hears


def hire(title: str, email: str):
    account = enrol_staff(SYSTEM, email=email, name=email, password_hash="!")
    appoint(SYSTEM, post=Post.objects.get(title=title), account=account, starts_on=dt.date(2026, 1, 2))
    return account


def test_the_holder_and_who_stands_in_for_the_holder_are_told(people, lamp):
    hire("Petugas lampu", "lampu@contoh.id")
    stand_in = enrol_staff(SYSTEM, email="pengganti@contoh.id", name="Ganti", password_hash="!")
    post = Post.objects.get(title="Petugas lampu")
    delegate(
        SYSTEM, appointment=post.appointments.get(), account=stand_in,
        starts_on=MONDAY, ends_on=MONDAY + dt.timedelta(days=30), reason="Cuti",
    )  # fmt: skip
    reports.assign_report(people.lamp_head, lamp.number, post_id=people.lamp_post_id, instruction="Segera")
    soon = report(lamp).due_at - dt.timedelta(minutes=1)
    with clock.freeze(soon):
        reports.escalate_reports()
        while deliver_due():
            pass
        told = {each.address: each for each in Message.objects.filter(template="reports/escalated")}
    assert set(told) == {"lampu@contoh.id", "pengganti@contoh.id"}
    message = told["lampu@contoh.id"]
    assert message.path == f"/meja/laporan/{lamp.number}/"
    assert "naik ke pemegang jabatan" in message.title
    assert "Lampu jalan padam di depan pasar" not in message.text


def test_what_went_up_to_me_is_a_list_of_its_own(late, people):
    raised = reports.ReportFilter(is_raised=True)
    run_at(report(late).due_at)
    head, officer = people.lamp_head, people.lamp_officer
    (row,) = reports.list_reports(head, raised).rows
    assert (row.number, row.level) == (late.number, 2)
    assert reports.list_reports(officer, raised).rows == ()
    assert reports.list_reports(people.coordinator, raised).rows == ()
    run_at(report(late).due_at + dt.timedelta(days=5))
    assert len(reports.list_reports(people.coordinator, raised).rows) == 1


# keeping the ladder


def new_rung(**changes: object) -> Rung:
    values = {
        "level": 4,
        "at": RungTime.AFTER,
        "amount": 80,
        "target": RungTarget.LEADER,
        "valid_from": TOMORROW,
    }
    return Rung(**{**values, **changes})


def test_a_new_rung_is_planned_for_every_open_report(late, monday_morning):
    before = report(late).escalate_at
    reports.add_rung(SYSTEM, new_rung(level=1, at=RungTime.SHARE, amount=30), legal_basis=BASIS)
    assert plan_escalations() == 0
    assert report(late).escalate_at < before


@pytest.mark.parametrize(
    "faulty",
    [
        new_rung(valid_from=MONDAY),
        new_rung(amount=0),
        new_rung(level=0),
        new_rung(level=1),
        new_rung(at=RungTime.SHARE, amount=100),
        new_rung(valid_until=MONDAY),
    ],
)
def test_a_rung_that_cannot_be_is_refused(db, monday_morning, faulty):
    with pytest.raises(RungFaulty):
        reports.add_rung(SYSTEM, faulty, legal_basis=BASIS)


def test_a_used_rung_is_ended_and_one_to_come_is_taken_back(db, monday_morning):
    used = LadderRung.objects.get(level=4)
    with pytest.raises(RungBegun):
        reports.withdraw_rung(SYSTEM, used.pk)
    reports.end_rung(SYSTEM, used.pk, last_day=MONDAY)
    new = reports.add_rung(SYSTEM, new_rung(), legal_basis=BASIS)
    reports.withdraw_rung(SYSTEM, new.pk)
    actions = [each.action for each in entries_about(reports.LADDER_SUBJECT)]
    assert actions == ["reports.rung_withdrawn", "reports.rung_added", "reports.rung_ended"]


def test_only_the_administrator_keeps_the_ladder(db, monday_morning):
    with pytest.raises(Refused):
        reports.add_rung(someone(Role.COORDINATOR), new_rung(), legal_basis=BASIS)
    reports.add_rung(someone(Role.ADMINISTRATOR), new_rung(), legal_basis=BASIS)


def test_a_preview_counts_who_would_have_reached_a_rung(late, people):
    with clock.freeze(report(late).due_at + dt.timedelta(days=2)):
        seen = reports.preview_rung(someone(Role.COORDINATOR), new_rung(at=RungTime.BREACH, amount=0))
        other = reports.preview_rung(SYSTEM, new_rung(category_code="sampah"))
    assert (seen.looked_at, seen.reached, seen.open_now) == (1, 1, 1)
    assert other.looked_at == 0


def test_the_job_finds_its_reports_by_an_index_that_holds_only_them(db):
    from django.db import connection

    from pendopo.reports.queries.ladder import due_for_escalation

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        sql, values = due_for_escalation(clock.now()).values_list("pk")[:200].query.sql_with_params()
        cursor.execute(f"EXPLAIN {sql}", values)
        assert "report_to_escalate" in "\n".join(row[0] for row in cursor.fetchall())
