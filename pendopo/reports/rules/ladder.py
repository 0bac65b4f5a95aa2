"""Who hears when a report takes too long: dated rungs, and which one comes next. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pendopo.kernel.errors import gettext_noop
from pendopo.kernel.working_calendar.rules import Calendar, add_working_time, next_working_moment
from pendopo.reports.rules.errors import RungBegun, RungFaulty
from pendopo.reports.rules.states import State, Verb

MOST_LEVELS = 9
MOST_HOURS = 480
LEAST_SHARE, MOST_SHARE = 10, 99


class RungTime(StrEnum):
    """When a rung is reached, measured at the limit that counts."""

    SHARE = "share"
    """A share of its time is over, in percent; told within working hours."""
    BREACH = "breach"
    """It is over."""
    AFTER = "after"
    """So many working hours after it was over."""


class RungTarget(StrEnum):
    """Who is told."""

    POST = "post"
    """Who holds the post that it was given to; without one, the head."""
    HEAD = "head"
    """The head of the agency that has it; without an agency, the coordinator."""
    COORDINATOR = "coordinator"
    LEADER = "leader"


TARGET_LABELS = {
    RungTarget.POST: gettext_noop("pemegang jabatan"),
    RungTarget.HEAD: gettext_noop("pimpinan instansi"),
    RungTarget.COORDINATOR: gettext_noop("koordinator"),
    RungTarget.LEADER: gettext_noop("pimpinan daerah"),
}


@dataclass(frozen=True, slots=True)
class Rung:
    """One dated rung; neither agency nor category: it is for all."""

    level: int
    at: RungTime
    amount: int
    """Percent or working hours; 0 for the breach."""
    target: RungTarget
    valid_from: dt.date
    valid_until: dt.date | None = None
    agency_id: int | None = None
    category_code: str = ""
    id: int = 0

    @property
    def scope(self) -> tuple[str, int | None]:
        """Whom it is for."""
        return self.category_code, self.agency_id

    @property
    def height(self) -> tuple[int, int]:
        """Grows with the time at which it is reached, whatever the limit."""
        return list(RungTime).index(self.at), self.amount

    def holds_on(self, day: dt.date) -> bool:
        """True from its first day to its last."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


@dataclass(frozen=True, slots=True)
class Limit:
    """The limit that counts for a report, and how far up it has gone."""

    since: dt.datetime
    due: dt.datetime
    agency_id: int | None
    category_code: str
    level: int = 0
    """The highest level that was told already."""


@dataclass(frozen=True, slots=True)
class Climb:
    """What comes next: all rungs of one level, and when."""

    at: dt.datetime
    level: int
    rungs: tuple[Rung, ...]


def reached_at(rung: Rung, limit: Limit, calendar: Calendar) -> dt.datetime:
    """When ``rung`` is reached: a share counts like the warning that people see, by the clock on the wall.

    A limit that was over when it began anew (another agency got the report) is broken at that moment.
    """
    breach = max(limit.due, limit.since)
    if rung.at is RungTime.BREACH:
        return breach
    if rung.at is RungTime.AFTER:
        return add_working_time(breach, dt.timedelta(hours=rung.amount), calendar)
    share = limit.since + (limit.due - limit.since) * (rung.amount / 100)
    return min(next_working_moment(share, calendar), breach)


def next_climb(rungs: Iterable[Rung], limit: Limit, calendar: Calendar) -> Climb | None:
    """The next level of ``limit``, or None at the top.

    A rung counts when it holds on the day on which it is reached: what lay before its first day is not made
    up for. Rungs of the narrowest scope stand instead of the wider ones: category and agency, category,
    agency, all.
    """
    timed = [
        (rung, moment)
        for rung in rungs
        if rung.category_code in {"", limit.category_code} and rung.agency_id in {None, limit.agency_id}
        if rung.at is not RungTime.SHARE or limit.since < limit.due
        for moment in (reached_at(rung, limit, calendar),)
        if rung.holds_on(calendar.local_date(moment))
    ]
    scope = max((_width(rung) for rung, _moment in timed), default=None)
    left = [pair for pair in timed if _width(pair[0]) == scope and pair[0].level > limit.level]
    if not left:
        return None
    level = min(rung.level for rung, _moment in left)
    chosen = [pair for pair in left if pair[0].level == level]
    return Climb(min(moment for _rung, moment in chosen), level, tuple(rung for rung, _moment in chosen))


def _width(rung: Rung) -> tuple[bool, bool]:
    return bool(rung.category_code), rung.agency_id is not None


def heard_by(
    target: RungTarget, *, agency_id: int | None, post_id: int | None, is_secret: bool
) -> RungTarget:
    """Who is there to hear it: without a post the head, without an agency the coordinator.

    Of a secret report hears nobody who only watches.
    """
    if target is RungTarget.LEADER and is_secret:
        return RungTarget.COORDINATOR
    if target is RungTarget.POST and post_id is None:
        target = RungTarget.HEAD
    return RungTarget.COORDINATOR if target is RungTarget.HEAD and agency_id is None else target


BEGINNING_VERBS = frozenset({Verb.HAND_OVER, Verb.CONTEST, Verb.REOPEN, Verb.RECALL, Verb.SPLIT})
"""After these the ladder begins at its foot, whether the limit is another one or not."""


def is_new_limit(verb: Verb, before: State, *, had_limit: bool, has_limit: bool) -> bool:
    """True when another limit counts than before: checked after being received, or begun anew.

    A limit that a pause put off is the same one.
    """
    if not has_limit:
        return False
    return verb in BEGINNING_VERBS or not had_limit or (before is State.RECEIVED and verb in _CHECKING)


_CHECKING = frozenset({Verb.VERIFY, Verb.ASSIGN})


def check_rung(rung: Rung, others: Sequence[Rung], *, today: dt.date) -> None:
    """Raise ``RungFaulty`` unless ``rung`` can be written today: from tomorrow on, higher levels later."""
    faults: dict[str, str] = {}
    least, most = _AMOUNTS[rung.at]
    if not least <= rung.amount <= most:
        faults["amount"] = gettext_noop("Angka itu di luar yang masuk akal.")
    if not 1 <= rung.level <= MOST_LEVELS:
        faults["level"] = gettext_noop("Angka itu di luar yang masuk akal.")
    if rung.valid_from <= today:
        faults["valid_from"] = gettext_noop("Paling cepat berlaku besok.")
    if rung.valid_until is not None and rung.valid_until < rung.valid_from:
        faults["valid_until"] = gettext_noop("Hari terakhir harus sesudah hari pertama.")
    if any(_crosses(rung, other) for other in others):
        faults["level"] = gettext_noop("Tingkat yang lebih tinggi tidak boleh lebih dulu.")
    if faults:
        raise RungFaulty(fields=faults)


_AMOUNTS = {
    RungTime.SHARE: (LEAST_SHARE, MOST_SHARE),
    RungTime.BREACH: (0, 0),
    RungTime.AFTER: (1, MOST_HOURS),
}


def _crosses(rung: Rung, other: Rung) -> bool:
    """True when both hold on one day for the same, and the higher of them comes first."""
    is_together = rung.holds_on(max(rung.valid_from, other.valid_from)) and other.holds_on(
        max(rung.valid_from, other.valid_from)
    )
    if rung.scope != other.scope or not is_together:
        return False
    low, high = sorted((rung, other), key=lambda each: each.level)
    return low.level < high.level and low.height > high.height


def check_rung_not_begun(valid_from: dt.date, *, today: dt.date) -> None:
    """Raise ``RungBegun`` for a rung that reports may have been on."""
    if valid_from <= today:
        raise RungBegun
