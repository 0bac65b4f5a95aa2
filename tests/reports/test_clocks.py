"""How much time reports have: dated rules, what holds on a day, what a change would do."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.accounts.api import Role
from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS, SYSTEM, Actor, ActorKind, Grant
from pendopo.kernel.audit.reading import entries_about
from pendopo.kernel.errors import Refused
from pendopo.reports import api as reports
from pendopo.reports.models import Category, ClockRule, Report
from pendopo.reports.rules import (
    WITHOUT_RULE,
    ClockRow,
    ClockRuleBegun,
    ClockRuleFaulty,
    ClockRuleTwice,
    Terms,
    speaking_on,
    terms_on,
)
from tests.support.cast import MONDAY_MORNING, lamp_draft

MONDAY = MONDAY_MORNING.date()
TOMORROW = MONDAY + dt.timedelta(days=1)
BASIS = "Perbup 12/2026 Pasal 4"


def rule(**changes: object) -> ClockRow:
    values = {
        "category_code": "", "group": "", "verify_days": 3, "quick_hours": 24, "finish_days": 14,
        "valid_from": dt.date(2026, 1, 1),
    }  # fmt: skip
    return ClockRow(**{**values, **changes})


def lamps(**changes: object) -> ClockRow:
    values = {"verify_days": None, "quick_hours": None, "finish_days": 2, "valid_from": TOMORROW}
    return rule(category_code="lampu-jalan", **{**values, **changes})


def someone(role: Role) -> Actor:
    return Actor(kind=ActorKind.STAFF, name=role, grants=frozenset({Grant(role, 1, "", 1)}), is_strong=True)


def on(rows, day=MONDAY, category="lampu-jalan", group="Jalan dan lampu") -> Terms:
    return terms_on(rows, category_code=category, group=group, day=day)


# what holds on a day


def test_the_rule_of_the_category_speaks_before_that_of_its_group_and_that_for_all():
    rows = [
        rule(),
        rule(group="Jalan dan lampu", quick_hours=8, verify_days=None, finish_days=None),
        rule(category_code="lampu-jalan", finish_days=5, verify_days=None, quick_hours=None),
    ]
    assert on(rows) == Terms(verify_days=3, quick_hours=8, finish_days=5)
    assert on(rows, category="trotoar") == Terms(3, 8, 14)
    assert on(rows, category="sampah", group="Air dan lingkungan") == Terms(3, 24, 14)


def test_a_rule_with_an_end_stands_over_the_ordinary_one_which_goes_on_after_it():
    fasting = rule(quick_hours=48, valid_from=dt.date(2026, 2, 18), valid_until=dt.date(2026, 3, 19))
    rows = [rule(), fasting]
    hours = [
        on(rows, dt.date(2026, month, day)).quick_hours for month, day in ((2, 17), (2, 18), (3, 19), (3, 20))
    ]
    assert hours == [24, 48, 48, 24]


def test_where_no_rule_speaks_the_law_does():
    assert on([]) == WITHOUT_RULE
    assert on([rule(valid_from=TOMORROW)]) == WITHOUT_RULE


_days = st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
_figure = st.none() | st.integers(1, 60)
_rows = st.lists(
    st.builds(
        ClockRow,
        category_code=st.sampled_from(["", "lampu-jalan", "sampah"]),
        group=st.just(""),
        verify_days=_figure,
        quick_hours=_figure,
        finish_days=_figure,
        valid_from=_days,
        valid_until=st.none() | _days,
    ),
    max_size=8,
)


@given(rows=_rows, day=_days)
def test_every_day_has_one_answer_whatever_the_order_of_the_rules(rows, day):
    unlike = list({(each.scope, each.valid_from): each for each in rows}.values())
    assert on(unlike, day) == on(list(reversed(unlike)), day)
    assert all(each.holds_on(day) for each in speaking_on(unlike, category_code="sampah", group="", day=day))


@given(rows=_rows, day=_days)
def test_a_rule_that_has_not_begun_changes_nothing_before_its_day(rows, day):
    later = rule(category_code="lampu-jalan", finish_days=1, valid_from=day + dt.timedelta(days=1))
    assert on([*rows, later], day) == on(rows, day)


# on reports


def test_an_installation_starts_with_the_times_of_its_categories(db):
    terms = {each.category.code: each.terms for each in reports.list_terms(MONDAY)}
    assert terms["lampu-jalan"] == Terms(verify_days=3, quick_hours=24, finish_days=5)
    assert terms["pungli"] == Terms(verify_days=3, quick_hours=24, finish_days=60)
    assert ClockRule.objects.count() == Category.objects.count() + 1


def test_a_new_rule_counts_for_reports_received_from_its_day_on(db, monday_morning):
    before = reports.submit_report(ANONYMOUS, lamp_draft())
    reports.add_clock_rule(SYSTEM, lamps(), legal_basis=BASIS)
    same_day = reports.submit_report(ANONYMOUS, lamp_draft())
    with clock.freeze(MONDAY_MORNING + dt.timedelta(days=1)):
        after = reports.submit_report(ANONYMOUS, lamp_draft())
    days = {
        each.number: clock.local(each.finish_by).date() - clock.local(each.received_at).date()
        for each in Report.objects.all()
    }
    assert days[before.number] == days[same_day.number] == dt.timedelta(days=7)
    assert days[after.number] == dt.timedelta(days=2)


def test_a_report_that_is_reopened_keeps_the_rules_of_the_day_it_was_received(people, lamp, photo):
    from tests.support.cast import prove

    reports.add_clock_rule(SYSTEM, lamps(finish_days=1), legal_basis=BASIS)
    reports.verify_report(people.lamp_officer, lamp.number)
    with clock.freeze(MONDAY_MORNING + dt.timedelta(days=2)):
        reports.resolve_report(
            people.lamp_officer, lamp.number, text="Diganti", photo_uids=[photo()],
            proof=prove(people.lamp_officer, lamp.number),
        )  # fmt: skip
        reports.reopen_report(ANONYMOUS, lamp.number, reason="Padam lagi", key=lamp.secret)
    found = Report.objects.get(number=lamp.number)
    assert clock.local(found.finish_by).date() == dt.date(2026, 12, 2)


def test_the_rule_that_is_followed_ends_on_the_day_before(db, monday_morning):
    reports.add_clock_rule(SYSTEM, lamps(), legal_basis=BASIS)
    former, new = ClockRule.objects.filter(category__code="lampu-jalan").order_by("valid_from")
    assert (former.valid_until, new.followed) == (MONDAY, former)


def test_a_rule_taken_back_before_its_day_leaves_everything_as_it_was(db, monday_morning):
    new = reports.add_clock_rule(SYSTEM, lamps(), legal_basis=BASIS)
    reports.withdraw_clock_rule(SYSTEM, new.pk)
    only = ClockRule.objects.get(category__code="lampu-jalan")
    assert only.valid_until is None


def test_a_rule_that_was_used_is_ended_but_not_changed(db, monday_morning):
    used = ClockRule.objects.get(category__code="lampu-jalan")
    with pytest.raises(ClockRuleBegun):
        reports.withdraw_clock_rule(SYSTEM, used.pk)
    with pytest.raises(ClockRuleBegun):
        reports.edit_clock_rule(SYSTEM, used.pk, lamps(), legal_basis=BASIS)
    reports.end_clock_rule(SYSTEM, used.pk, last_day=MONDAY)
    terms = {each.category.code: each.terms for each in reports.list_terms(TOMORROW)}
    assert terms["lampu-jalan"].finish_days == 14


def test_a_rule_may_be_written_anew_until_its_day(db, monday_morning):
    new = reports.add_clock_rule(SYSTEM, lamps(), legal_basis=BASIS)
    reports.edit_clock_rule(SYSTEM, new.pk, lamps(finish_days=4), legal_basis=BASIS)
    kept = ClockRule.objects.filter(category__code="lampu-jalan").order_by("valid_from")
    assert [(each.finish_days, each.valid_until) for each in kept] == [(5, MONDAY), (4, None)]


@pytest.mark.parametrize(
    "faulty",
    [
        lamps(valid_from=MONDAY),
        lamps(finish_days=None),
        lamps(finish_days=61),
        lamps(quick_hours=0),
        lamps(valid_until=MONDAY),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(db, monday_morning, faulty):
    with pytest.raises(ClockRuleFaulty) as fault:
        reports.add_clock_rule(SYSTEM, faulty, legal_basis=BASIS)
    assert fault.value.fields


def test_two_rules_for_the_same_do_not_begin_on_one_day(db, monday_morning):
    reports.add_clock_rule(SYSTEM, lamps(), legal_basis=BASIS)
    with pytest.raises(ClockRuleTwice):
        reports.add_clock_rule(SYSTEM, lamps(finish_days=3), legal_basis=BASIS)


def test_who_changed_what_stands_in_the_chain(db, monday_morning):
    keeper = someone(Role.ADMINISTRATOR)
    new = reports.add_clock_rule(keeper, lamps(), legal_basis=BASIS)
    reports.end_clock_rule(keeper, new.pk, last_day=TOMORROW)
    ended, added = entries_about(reports.CLOCK_SUBJECT)
    assert (added.action, added.facts["before"]) == ("reports.clock_rule_added", None)
    assert added.facts["after"]["legal_basis"] == BASIS
    assert ended.facts["before"]["valid_until"] is None
    assert ended.facts["after"]["valid_until"] == TOMORROW.isoformat()


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.OFFICER, Role.AGENCY_HEAD, Role.LEADER])
def test_only_the_administrator_writes_rules(db, monday_morning, role):
    with pytest.raises(Refused):
        reports.add_clock_rule(someone(role), lamps(), legal_basis=BASIS)


# before it is written


def test_a_preview_counts_whose_limits_change_and_who_would_be_late(db, people):
    with clock.freeze(MONDAY_MORNING - dt.timedelta(days=7)):
        old = reports.submit_report(ANONYMOUS, lamp_draft())
        reports.verify_report(people.lamp_officer, old.number)
        reports.answer_report(people.lamp_officer, old.number, text="Kami cek")
        reports.submit_report(ANONYMOUS, lamp_draft(category_code="sampah"))
    with clock.freeze(MONDAY_MORNING - dt.timedelta(hours=1)):
        new = reports.submit_report(ANONYMOUS, lamp_draft())
    with clock.freeze(MONDAY_MORNING):
        seen = reports.preview_clock_rules(someone(Role.COORDINATOR), [lamps()])
        assert (seen.looked_at, seen.changed, seen.later, seen.sooner) == (2, 2, 1, 0)
    assert new.number != old.number


def test_a_preview_moves_limits_as_far_as_pauses_moved_them(db, people):
    with clock.freeze(MONDAY_MORNING - dt.timedelta(days=7)):
        told = reports.submit_report(ANONYMOUS, lamp_draft())
        reports.verify_report(people.lamp_officer, told.number)
        reports.answer_report(people.lamp_officer, told.number, text="Kami cek")
        reports.pause_report(people.lamp_officer, told.number, reason="Menunggu suku cadang")
    with clock.freeze(MONDAY_MORNING - dt.timedelta(days=2)):
        reports.resume_report(people.lamp_officer, told.number)
    with clock.freeze(MONDAY_MORNING):
        assert reports.preview_clock_rules(SYSTEM, [lamps()]).later == 0
        assert reports.preview_clock_rules(SYSTEM, [lamps(finish_days=5, quick_hours=24)]).changed == 0


def test_a_preview_of_longer_times_says_who_would_not_be_late(db):
    with clock.freeze(MONDAY_MORNING - dt.timedelta(days=14)):
        reports.submit_report(ANONYMOUS, lamp_draft())
    with clock.freeze(MONDAY_MORNING):
        seen = reports.preview_clock_rules(SYSTEM, [lamps(verify_days=20, quick_hours=200, finish_days=20)])
        assert (seen.later, seen.sooner) == (0, 1)
