"""Rules of time: a new one from a day on, changed or withdrawn before it begins, ended once it was used."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from django.db import transaction

from pendopo.events.reports import ClockRulesChanged
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.audit import chain
from pendopo.kernel.numbering.api import forget_edition
from pendopo.kernel.outbox.record import record
from pendopo.reports import rules
from pendopo.reports.models import ClockRule
from pendopo.reports.permissions import KEEP_RULES, TABLE
from pendopo.reports.queries.categories import find_category
from pendopo.reports.queries.clocks import CLOCK_SUBJECT, EDITION, clock_row
from pendopo.reports.rules import ClockRow


@transaction.atomic
def add_clock_rule(actor: Actor, row: ClockRow, *, legal_basis: str) -> ClockRule:
    """Let reports received from a day to come have other limits; those received before keep theirs.

    Without an end it follows the rule of the same scope, which ends on the day before. Raises
    ``ClockRuleFaulty``, ``ClockRuleTwice``, ``CategoryUnknown``.
    """
    TABLE.check(actor, KEEP_RULES)
    basis = rules.clean_line(legal_basis, field="legal_basis")
    others = _locked()
    rules.check_clock_rule(row, others.values(), today=clock.today())
    rule = _write(ClockRule(author_id=actor.account_id), row, basis)
    for each in rules.followed_by(row, others.values()):
        former = ClockRule.objects.get(pk=each.id)
        former.valid_until = row.valid_from - dt.timedelta(days=1)
        former.save(update_fields=["valid_until"])
        rule.followed = former
    rule.save(update_fields=["followed"])
    _conclude(actor, "added", rule, before=None)
    return rule


@transaction.atomic
def edit_clock_rule(actor: Actor, rule_id: int, row: ClockRow, *, legal_basis: str) -> ClockRule:
    """Write a rule that has not begun anew; raises ``ClockRuleBegun`` and what ``add_clock_rule`` raises."""
    TABLE.check(actor, KEEP_RULES)
    withdraw_clock_rule(actor, rule_id)
    return add_clock_rule(actor, row, legal_basis=legal_basis)


@transaction.atomic
def withdraw_clock_rule(actor: Actor, rule_id: int) -> None:
    """Take a rule back that has not begun; the one that it followed goes on. Raises ``ClockRuleBegun``."""
    TABLE.check(actor, KEEP_RULES)
    rule = _get(rule_id)
    rules.check_not_begun(rule.valid_from, today=clock.today())
    former = rule.followed
    if former is not None:
        former.valid_until = None
        former.save(update_fields=["valid_until"])
    ClockRule.objects.filter(followed=rule).update(followed=former)
    before = _facts(rule)
    rule.delete()
    _conclude(actor, "withdrawn", None, before=before)


@transaction.atomic
def end_clock_rule(actor: Actor, rule_id: int, *, last_day: dt.date) -> None:
    """Let a rule hold until ``last_day``, today at the earliest; then the wider rule speaks.

    Raises ``ClockRuleFaulty``.
    """
    TABLE.check(actor, KEEP_RULES)
    rule = _get(rule_id)
    row = clock_row(rule)
    if last_day < max(clock.today(), row.valid_from) or (row.valid_until and last_day > row.valid_until):
        raise rules.ClockRuleFaulty(fields={"last_day": rules.ClockRuleFaulty.text})
    before = _facts(rule)
    rule.valid_until = last_day
    rule.save(update_fields=["valid_until"])
    _conclude(actor, "ended", rule, before=before)


def _locked() -> dict[int, ClockRow]:
    """All rules; who writes another one at the same time waits."""
    return {each.pk: clock_row(each) for each in ClockRule.objects.select_for_update(of=("self",))}


def _get(rule_id: int) -> ClockRule:
    rule = ClockRule.objects.select_for_update(of=("self",)).filter(pk=rule_id).first()
    if rule is None:
        raise rules.ClockRuleNotFound
    return rule


def _write(rule: ClockRule, row: ClockRow, legal_basis: str) -> ClockRule:
    category = find_category(row.category_code) if row.category_code else None
    if row.category_code and category is None:
        raise rules.CategoryUnknown(fields={"scope": rules.CategoryUnknown.text})
    rule.category_id = category.id if category else None
    rule.group, rule.kind = row.group, row.kind or ""
    rule.verify_days, rule.quick_hours, rule.finish_days = row.verify_days, row.quick_hours, row.finish_days
    rule.valid_from, rule.valid_until, rule.legal_basis = row.valid_from, row.valid_until, legal_basis
    rule.save()
    return rule


def _facts(rule: ClockRule) -> dict[str, object]:
    row = replace(clock_row(rule), id=0)
    return {
        "category": row.category_code,
        "group": row.group,
        "verify_days": row.verify_days,
        "quick_hours": row.quick_hours,
        "finish_days": row.finish_days,
        "valid_from": row.valid_from.isoformat(),
        "valid_until": row.valid_until.isoformat() if row.valid_until else None,
        "legal_basis": rule.legal_basis,
    }


def _conclude(actor: Actor, verb: str, rule: ClockRule | None, *, before: dict[str, object] | None) -> None:
    forget_edition(EDITION)
    after = _facts(rule) if rule is not None else None
    facts = {"before": before, "after": after}
    chain.record(actor, action=f"reports.clock_rule_{verb}", subject=CLOCK_SUBJECT, facts=facts)
    record(ClockRulesChanged(rule_id=rule.pk if rule is not None else None), subject=CLOCK_SUBJECT)
