"""How much time a report has: dated rules for a category, a group or all, and what holds on a day. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from pendopo.kernel.errors import gettext_noop
from pendopo.reports.rules.errors import ClockRuleBegun, ClockRuleFaulty, ClockRuleTwice

SINCE_EVER = dt.date(1945, 8, 17)
"""The first day of rules that an installation starts with."""
LONGEST_DAYS = 60
"""No rule may give more working days than the law allows in all (Perpres 76/2013)."""
LONGEST_HOURS = 240
LONGEST_BASIS = 200


class MatterKind(StrEnum):
    """Classes of complaints by how long the standards of service give to finish them."""

    INFORMATION = "information"
    """Asks for information or for what a norm says."""
    ORDINARY = "ordinary"
    """A complaint that needs no supervision and no inquiry in the field."""
    SUPERVISION = "supervision"
    """A complaint for the supervisors, with an inquiry in the field."""


KIND_DAYS = {MatterKind.INFORMATION: 5, MatterKind.ORDINARY: 14, MatterKind.SUPERVISION: 60}
"""Working days to finish by class, as local standards of service state them (5, 14, 60)."""

KIND_LABELS = {
    MatterKind.INFORMATION: gettext_noop("Informasi dan normatif"),
    MatterKind.ORDINARY: gettext_noop("Bukan pengawasan"),
    MatterKind.SUPERVISION: gettext_noop("Berkadar pengawasan"),
}


@dataclass(frozen=True, slots=True)
class Terms:
    """How much time a report has."""

    verify_days: int
    """Working days until somebody has checked it."""
    quick_hours: int
    """Working hours until the first answer."""
    finish_days: int
    """Working days until it is done."""


WITHOUT_RULE = Terms(verify_days=3, quick_hours=48, finish_days=LONGEST_DAYS)
"""Where no rule speaks: what the law allows at most (3 days to pass on, 60 to finish)."""


@dataclass(frozen=True, slots=True)
class ClockRow:
    """One dated rule. Neither category nor group: it is for all. None leaves a figure to the wider rule."""

    category_code: str
    group: str
    verify_days: int | None
    quick_hours: int | None
    finish_days: int | None
    valid_from: dt.date
    valid_until: dt.date | None = None
    """Last day; None for no end."""
    kind: MatterKind | None = None
    id: int = 0

    @property
    def scope(self) -> tuple[str, str]:
        """Whom it is for; of two rules with one scope the later one holds."""
        return self.category_code, self.group

    def holds_on(self, day: dt.date) -> bool:
        """True from its first day to its last."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


_FIGURES = ("verify_days", "quick_hours", "finish_days")


def speaking_on(
    rows: Iterable[ClockRow], *, category_code: str, group: str, day: dt.date
) -> tuple[ClockRow, ...]:
    """The rules that speak about a category on ``day``, the narrowest first, one of each scope."""
    best: dict[tuple[str, str], ClockRow] = {}
    for row in rows:
        if row.scope in {(category_code, ""), ("", group), ("", "")} and row.holds_on(day):
            rival = best.get(row.scope)
            if rival is None or row.valid_from > rival.valid_from:
                best[row.scope] = row
    scopes = dict.fromkeys(((category_code, ""), ("", group), ("", "")))
    return tuple(best[scope] for scope in scopes if scope in best)


def terms_on(rows: Iterable[ClockRow], *, category_code: str, group: str, day: dt.date) -> Terms:
    """What a report of a category has when it is received on ``day``.

    The rule of the category speaks first, then that of its group, then that for all: each for the figures
    that the narrower ones leave open.
    """
    speaking = speaking_on(rows, category_code=category_code, group=group, day=day)

    def said(name: str) -> int:
        values = (getattr(row, name) for row in speaking)
        return int(next((value for value in values if value is not None), getattr(WITHOUT_RULE, name)))

    return Terms(said("verify_days"), said("quick_hours"), said("finish_days"))


def check_clock_rule(row: ClockRow, others: Iterable[ClockRow], *, today: dt.date) -> None:
    """Raise ``ClockRuleFaulty`` or ``ClockRuleTwice`` unless ``row`` can be written today.

    It begins tomorrow at the earliest, so that all reports of one day have the same limits.
    """
    faults: dict[str, str] = {}
    if all(getattr(row, name) is None for name in _FIGURES):
        faults["finish_days"] = gettext_noop("Isi paling sedikit satu batas.")
    for name in _FIGURES:
        value, most = getattr(row, name), LONGEST_HOURS if name == "quick_hours" else LONGEST_DAYS
        if value is not None and not 1 <= value <= most:
            faults[name] = gettext_noop("Angka itu di luar yang masuk akal.")
    if row.valid_from <= today:
        faults["valid_from"] = gettext_noop("Paling cepat berlaku besok.")
    if row.valid_until is not None and row.valid_until < row.valid_from:
        faults["valid_until"] = gettext_noop("Hari terakhir harus sesudah hari pertama.")
    if faults:
        raise ClockRuleFaulty(fields=faults)
    if any(each.scope == row.scope and each.valid_from == row.valid_from for each in others):
        raise ClockRuleTwice(fields={"valid_from": ClockRuleTwice.text})


def check_not_begun(valid_from: dt.date, *, today: dt.date) -> None:
    """Raise ``ClockRuleBegun`` for a rule that reports were measured by."""
    if valid_from <= today:
        raise ClockRuleBegun


def followed_by(row: ClockRow, others: Iterable[ClockRow]) -> tuple[ClockRow, ...]:
    """Rules without an end that ``row`` follows: they end on the day before it.

    A rule with an end (a month of fasting, a disaster) stands over the ordinary one, which goes on after it.
    """
    if row.valid_until is not None:
        return ()
    return tuple(
        each
        for each in others
        if each.scope == row.scope and each.valid_from < row.valid_from and each.valid_until is None
    )


@dataclass(frozen=True, slots=True)
class Measured:
    """One limit of a report that is over or not: when it was kept, and until when it should have been."""

    limit: dt.datetime
    computed: dt.datetime
    """What the rules of its day gave, before pauses and new beginnings moved it to ``limit``."""
    kept_at: dt.datetime | None


def is_late(measured: Measured, now: dt.datetime, *, computed: dt.datetime | None = None) -> bool:
    """True when it was kept too late or is not kept yet and over.

    With ``computed`` under another rule: what moved the limit since moves the other one as far.
    """
    limit = measured.limit
    if computed is not None:
        limit += computed - measured.computed
    return (measured.kept_at or now) > limit
