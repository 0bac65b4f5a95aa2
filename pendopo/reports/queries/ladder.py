"""The ladder, kept in memory: what comes next for a report, and what a rung would do."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from pendopo.accounts.api import Role
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.numbering.api import Snapshot
from pendopo.kernel.working_calendar.api import calendar_for
from pendopo.reports import rules
from pendopo.reports.models import OPEN, Escalation, LadderRung, Report
from pendopo.reports.permissions import SEE_RULES, TABLE
from pendopo.reports.queries.categories import get_category
from pendopo.reports.rules import Climb, Limit, Rung, RungTarget, RungTime

LADDER_EDITION = "ladder"
LADDER_SUBJECT = "ladder"
"""Subject of the audit entries and of the event."""
LADDER_PREVIEW_DAYS = 90
LADDER_PREVIEW_LIMIT = 50_000


def rung_of(row: LadderRung) -> Rung:
    """A rung as plain values; its category is looked up in memory."""
    return Rung(
        id=row.pk or 0,
        level=row.level,
        at=RungTime(row.at),
        amount=row.amount,
        target=RungTarget(row.target),
        agency_id=row.agency_id,
        category_code=get_category(row.category_id).code if row.category_id else "",
        valid_from=row.valid_from,
        valid_until=row.valid_until,
    )


_ladder = Snapshot(LADDER_EDITION, lambda: tuple(rung_of(each) for each in LadderRung.objects.all()))


def ladder_rungs() -> tuple[Rung, ...]:
    """All rungs, past and coming ones too (no query once warm)."""
    return _ladder.get()


def next_climb_of(report: Report) -> Climb | None:
    """What comes next for ``report``; None when nothing does, or while its clock stands (no query)."""
    if report.due_at is None or report.paused_at is not None or report.state not in OPEN:
        return None
    limit = Limit(
        since=report.limit_since or report.received_at,
        due=report.due_at,
        agency_id=report.agency_id,
        category_code=get_category(report.category_id).code,
        level=report.escalation_level,
    )
    return rules.next_climb(ladder_rungs(), limit, calendar_for())


def due_for_escalation(now: dt.datetime) -> QuerySet[Report]:
    """Open reports whose next rung is reached while their clock runs, by an index that holds only them."""
    return Report.objects.filter(
        state__in=OPEN, paused_at=None, escalate_at__isnull=False, escalate_at__lte=now
    ).order_by("escalate_at", "id")


def raised_to(actor: Actor) -> Q:
    """Open reports that went up to ``actor``, with the limit that counts now."""
    mine = Q(pk__in=[])
    if actor.has_role(Role.COORDINATOR):
        mine |= Q(target=RungTarget.COORDINATOR)
    if actor.has_role(Role.LEADER):
        mine |= Q(target=RungTarget.LEADER)
    if heading := actor.agencies_with_role(Role.AGENCY_HEAD):
        mine |= Q(target=RungTarget.HEAD, agency_id__in=heading)
    if posts := {grant.post_id for grant in actor.grants}:
        mine |= Q(target=RungTarget.POST, post_id__in=posts)
    told = Escalation.objects.filter(mine, report=OuterRef("pk"), limit_number=OuterRef("limit_number"))
    return Q(state__in=OPEN, escalation_level__gt=0) & Q(Exists(told))


@dataclass(frozen=True, slots=True)
class RungRow:
    """A rung as the keeper reads it."""

    id: int
    rung: Rung
    agency: str
    category: str
    legal_basis: str
    author_id: int | None
    standing: str
    """"coming", "present" or "past"."""


def list_rungs(actor: Actor) -> list[RungRow]:
    """Every rung, those in force or to come first, by scope and level (1 query)."""
    TABLE.check(actor, SEE_RULES)
    rows = LadderRung.objects.select_related("agency", "category")
    found = [_rung_row(each) for each in rows]
    return sorted(
        found,
        key=lambda row: (row.standing == "past", row.agency, row.category, row.rung.level, row.rung.height),
    )


def get_rung(actor: Actor, rung_id: int) -> RungRow:
    """One rung, or ``RungNotFound`` (1 query)."""
    TABLE.check(actor, SEE_RULES)
    row = LadderRung.objects.select_related("agency", "category").filter(pk=rung_id).first()
    if row is None:
        raise rules.RungNotFound
    return _rung_row(row)


def _rung_row(row: LadderRung) -> RungRow:
    rung, today = rung_of(row), clock.today()
    return RungRow(
        id=row.pk,
        rung=rung,
        agency=row.agency.short_name if row.agency else "",
        category=row.category.name if row.category else "",
        legal_basis=row.legal_basis,
        author_id=row.author_id,
        standing="coming" if rung.valid_from > today else "present" if rung.holds_on(today) else "past",
    )


@dataclass(frozen=True, slots=True)
class RungPreview:
    """What a rung would have done with the reports of the last 90 days."""

    looked_at: int
    is_cut: bool
    """True when there were more than ``LADDER_PREVIEW_LIMIT``."""
    reached: int
    """Reports that would have reached it by one of their limits."""
    open_now: int
    """How many of those are still open."""


def preview_rung(actor: Actor, rung: Rung) -> RungPreview:
    """How many reports of the last 90 days would have reached ``rung`` (1 query).

    Looks at the limit to verify and the limit to finish as they stand; times at which the clock stood before
    are in the limits already.
    """
    TABLE.check(actor, SEE_RULES)
    first = dt.datetime.combine(
        clock.today() - dt.timedelta(days=LADDER_PREVIEW_DAYS), dt.time.min, tzinfo=clock.zone()
    )
    found = Report.objects.filter(received_at__gte=first)
    if rung.agency_id is not None:
        found = found.filter(agency_id=rung.agency_id)
    if rung.category_code:
        found = found.filter(category__code=rung.category_code)
    columns = found.order_by("-received_at").values_list(
        "received_at", "verify_by", "verified_at", "finish_by", "finished_at", F("state")
    )
    rows = list(columns[: LADDER_PREVIEW_LIMIT + 1])
    calendar, now = calendar_for(), clock.now()
    reached = [
        state in OPEN
        for received_at, verify_by, verified_at, finish_by, finished_at, state in rows[:LADDER_PREVIEW_LIMIT]
        if any(
            rules.reached_at(rung, Limit(received_at, due, None, ""), calendar) <= (kept or now)
            for due, kept in ((verify_by, verified_at or finished_at), (finish_by, finished_at))
        )
    ]
    return RungPreview(
        min(len(rows), LADDER_PREVIEW_LIMIT), len(rows) > LADDER_PREVIEW_LIMIT, len(reached), sum(reached)
    )
