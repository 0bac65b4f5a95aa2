"""How much time reports have: the rules of each day, kept in memory, and what other rules would change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.numbering.api import Snapshot
from pendopo.kernel.working_calendar.api import Calendar, calendar_for
from pendopo.reports import rules
from pendopo.reports.models import ClockRule, Report
from pendopo.reports.permissions import SEE_RULES, TABLE
from pendopo.reports.queries.categories import CategoryRow, get_category, list_categories
from pendopo.reports.rules import ClockRow, MatterKind, Measured, Terms

EDITION = "clock_rules"
"""Subject of the edition; a trigger on the table announces a new one."""
CLOCK_SUBJECT = "clock_rules"
"""Subject of their audit entries and events."""
PREVIEW_DAYS = 90
PREVIEW_LIMIT = 50_000
"""A preview looks at no more reports than this, the newest; it says how many."""


def clock_row(rule: ClockRule) -> ClockRow:
    """A rule as plain values; its category is looked up in memory."""
    return ClockRow(
        id=rule.pk or 0,
        category_code=get_category(rule.category_id).code if rule.category_id else "",
        group=rule.group,
        kind=MatterKind(rule.kind) if rule.kind else None,
        verify_days=rule.verify_days,
        quick_hours=rule.quick_hours,
        finish_days=rule.finish_days,
        valid_from=rule.valid_from,
        valid_until=rule.valid_until,
    )


_rules = Snapshot(EDITION, lambda: tuple(clock_row(each) for each in ClockRule.objects.all()))


def clock_rows() -> tuple[ClockRow, ...]:
    """All rules, past and coming ones too (no query once warm)."""
    return _rules.get()


def terms_for(category: CategoryRow, day: dt.date) -> Terms:
    """What a report of ``category`` that is received on ``day`` has (no query once warm)."""
    return rules.terms_on(clock_rows(), category_code=category.code, group=category.group, day=day)


def terms_of(report: Report) -> Terms:
    """What ``report`` has: the rules of the day on which it was received hold as long as it lives."""
    return terms_for(get_category(report.category_id), clock.local(report.received_at).date())


@dataclass(frozen=True, slots=True)
class ClockRuleRow:
    """A rule as the keeper reads it."""

    id: int
    row: ClockRow
    category: str
    """Name of the category; empty for a group or all."""
    legal_basis: str
    author_id: int | None
    standing: str
    """"coming", "present" or "past"."""


def list_clock_rules(actor: Actor) -> list[ClockRuleRow]:
    """Every rule, those to come first, then those in force, then the past ones (1 query)."""
    TABLE.check(actor, SEE_RULES)
    found = [_rule_row(rule) for rule in ClockRule.objects.select_related("category")]
    return sorted(
        found, key=lambda each: (_STANDINGS.index(each.standing), not each.row.group, each.category)
    )


_STANDINGS = ("coming", "present", "past")


def get_clock_rule(actor: Actor, rule_id: int) -> ClockRuleRow:
    """One rule, or ``ClockRuleNotFound`` (1 query)."""
    TABLE.check(actor, SEE_RULES)
    rule = ClockRule.objects.select_related("category").filter(pk=rule_id).first()
    if rule is None:
        raise rules.ClockRuleNotFound
    return _rule_row(rule)


def _rule_row(rule: ClockRule) -> ClockRuleRow:
    row, today = clock_row(rule), clock.today()
    standing = "coming" if row.valid_from > today else "present" if row.holds_on(today) else "past"
    name = rule.category.name if rule.category else ""
    return ClockRuleRow(rule.pk, row, name, rule.legal_basis, rule.author_id, standing)


@dataclass(frozen=True, slots=True)
class CategoryTerms:
    """What reports of a category have on a day, and which rules say so, the narrowest first."""

    category: CategoryRow
    terms: Terms
    rule_ids: tuple[int, ...]


def list_terms(day: dt.date) -> list[CategoryTerms]:
    """What holds on ``day`` for every category in use (no query once warm)."""
    rows = clock_rows()
    return [
        CategoryTerms(
            category,
            terms_for(category, day),
            tuple(
                row.id
                for row in rules.speaking_on(rows, category_code=category.code, group=category.group, day=day)
            ),
        )
        for category in list_categories()
    ]


@dataclass(frozen=True, slots=True)
class ClockPreview:
    """What a rule would have done to the reports of the last ``PREVIEW_DAYS`` days, had it held then."""

    looked_at: int
    """Reports of the categories whose time it changes."""
    is_cut: bool
    """True when there were more than ``PREVIEW_LIMIT``."""
    changed: int
    """How many would have had other limits."""
    later: int
    """How many more would be late for at least one of their limits."""
    sooner: int
    """How many that are late would not be."""


def preview_clock_rules(
    actor: Actor, drafts: Iterable[ClockRow], *, without: int | None = None
) -> ClockPreview:
    """What ``drafts`` would have changed, had they held for the last 90 days (2 queries at most).

    ``without`` leaves a rule out that they replace. Each limit is moved as far as the report's own was by
    pauses and new beginnings.
    """
    TABLE.check(actor, SEE_RULES)
    first = clock.today() - dt.timedelta(days=PREVIEW_DAYS)
    before = clock_rows()
    kept = [row for row in before if row.id != without]
    after = [*kept, *(replace(row, valid_from=first, valid_until=None) for row in drafts)]
    touched = _touched(before, after)
    if not touched:
        return ClockPreview(0, is_cut=False, changed=0, later=0, sooner=0)
    since = dt.datetime.combine(first, dt.time.min, tzinfo=clock.zone())
    found = Report.objects.filter(received_at__gte=since, category_id__in=touched)
    rows = list(found.order_by("-received_at").values_list(*_Past._fields)[: PREVIEW_LIMIT + 1])
    judged = [_judge(_Past(*row), before, after) for row in rows[:PREVIEW_LIMIT]]
    return ClockPreview(
        looked_at=len(judged),
        is_cut=len(rows) > PREVIEW_LIMIT,
        changed=sum(each.is_changed for each in judged),
        later=sum(each.is_late_then and not each.is_late for each in judged),
        sooner=sum(each.is_late and not each.is_late_then for each in judged),
    )


def _touched(before: Iterable[ClockRow], after: Iterable[ClockRow]) -> list[int]:
    """Categories for which today, or any day of the preview, says something else."""
    rows, others, today = tuple(before), tuple(after), clock.today()
    days = [today - dt.timedelta(days=back) for back in range(PREVIEW_DAYS + 1)]
    return [
        each.id
        for each in list_categories()
        if any(
            rules.terms_on(rows, category_code=each.code, group=each.group, day=day)
            != rules.terms_on(others, category_code=each.code, group=each.group, day=day)
            for day in days
        )
    ]


class _Past(NamedTuple):
    """What a preview reads of a report."""

    category_id: int
    received_at: dt.datetime
    verify_by: dt.datetime
    quick_by: dt.datetime
    finish_by: dt.datetime
    verified_at: dt.datetime | None
    answered_at: dt.datetime | None
    finished_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class _Verdict:
    is_changed: bool
    is_late: bool
    is_late_then: bool


def _judge(past: _Past, before: Iterable[ClockRow], after: Iterable[ClockRow]) -> _Verdict:
    category, now, calendar = get_category(past.category_id), clock.now(), calendar_for()
    day = clock.local(past.received_at).date()
    old, new = (_terms(rows, category, day) for rows in (before, after))
    if old == new:
        return _Verdict(is_changed=False, is_late=False, is_late_then=False)
    was, would = (_limits(past.received_at, terms, calendar) for terms in (old, new))
    limits = (past.verify_by, past.quick_by, past.finish_by)
    kept = (past.verified_at or past.finished_at, past.answered_at or past.finished_at, past.finished_at)
    pairs = [
        (Measured(limit, computed, moment), other)
        for limit, computed, other, moment in zip(limits, was, would, kept, strict=True)
    ]
    return _Verdict(
        is_changed=was != would,
        is_late=any(rules.is_late(measured, now) for measured, _other in pairs),
        is_late_then=any(rules.is_late(measured, now, computed=other) for measured, other in pairs),
    )


def _terms(rows: Iterable[ClockRow], category: CategoryRow, day: dt.date) -> Terms:
    return rules.terms_on(rows, category_code=category.code, group=category.group, day=day)


def _limits(
    received_at: dt.datetime, terms: Terms, calendar: Calendar
) -> tuple[dt.datetime, dt.datetime, dt.datetime]:
    limits = rules.deadlines_for(received_at, terms, calendar)
    return limits.verify_by, limits.quick_by, limits.finish_by
