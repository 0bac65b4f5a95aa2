"""Going up: reports whose limit passes reach the next rung, once for each limit; and the keeping of rungs."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable

from django.db import DatabaseError, transaction

from pendopo.accounts.api import get_agency
from pendopo.events.reports import LadderChanged, ReportEscalated
from pendopo.kernel import clock
from pendopo.kernel.actor import SYSTEM, Actor
from pendopo.kernel.audit import chain
from pendopo.kernel.errors import PendopoError
from pendopo.kernel.jobs.queue import enqueue
from pendopo.kernel.numbering.api import forget_edition
from pendopo.kernel.outbox.record import record
from pendopo.reports import rules
from pendopo.reports.actions.steps import conclude
from pendopo.reports.models import OPEN, Escalation, LadderRung, Report, Step
from pendopo.reports.permissions import KEEP_RULES, TABLE
from pendopo.reports.queries.categories import find_category
from pendopo.reports.queries.ladder import (
    LADDER_EDITION,
    LADDER_SUBJECT,
    due_for_escalation,
    next_climb_of,
    rung_of,
)
from pendopo.reports.rules import Audience, Climb, Rung, RungTarget, Verb, Visibility

_AT_ONCE = 200
_PLANNED_AT_ONCE = 500
_log = logging.getLogger("pendopo.reports")


def escalate_reports(*, is_stopping: Callable[[], bool] = lambda: False) -> int:
    """Let every report whose next rung is reached go up; returns how many rungs were written.

    One transaction for each report: cut off, the next run goes on. One that cannot be escalated does not keep
    the others; it is logged and tried again the next time.
    """
    now, written = clock.now(), 0
    due = due_for_escalation(now)
    while not is_stopping() and (page := list(due.values_list("escalate_at", "id")[:_AT_ONCE])):
        for _moment, report_id in page:
            written += _tried(report_id, now)
        moment, last_id = page[-1]
        due = due_for_escalation(now).filter(escalate_at__gte=moment)
        due = due.exclude(escalate_at=moment, id__lte=last_id)
    return written


def _tried(report_id: int, now: dt.datetime) -> int:
    try:
        return _escalate(report_id, now)
    except (PendopoError, DatabaseError):
        _log.exception("report %s could not be escalated", report_id)
        return 0


@transaction.atomic
def _escalate(report_id: int, now: dt.datetime) -> int:
    """Every rung that ``report_id`` has reached; none when somebody works on it at this moment."""
    due = due_for_escalation(now).filter(pk=report_id).defer("words", "loc").order_by()
    report = due.select_for_update(of=("self",), skip_locked=True).first()
    if report is None:
        return 0
    written = 0
    climb = next_climb_of(report)
    while climb is not None and climb.at <= now:
        written += sum(_reach(report, rung, climb) for rung in climb.rungs)
        report.escalation_level = climb.level
        climb = next_climb_of(report)
    report.escalate_at = climb.at if climb else None
    report.save(update_fields=["escalation_level", "escalate_at"])
    return written


def _reach(report: Report, rung: Rung, climb: Climb) -> int:
    """Write that ``report`` reached ``rung``; 0 when that stands there already.

    The version stays: what an officer is about to write is not outdated by it.
    """
    target = rules.heard_by(
        rung.target,
        agency_id=report.agency_id,
        post_id=report.post_id,
        is_secret=report.visibility == Visibility.SECRET,
    )
    _escalation, is_new = Escalation.objects.get_or_create(
        report=report,
        limit_number=report.limit_number,
        rung_id=rung.id,
        defaults={
            "target": target,
            "agency_id": report.agency_id,
            "post_id": report.post_id,
            "at": clock.now(),
        },
    )
    if not is_new:
        return 0
    step = Step.objects.create(
        report=report,
        at=clock.now(),
        verb=Verb.ESCALATE,
        state=report.state,
        audience=Audience.INTERNAL,
        is_by_system=True,
        agency_id=report.agency_id,
        post_id=report.post_id,
        facts={"level": str(climb.level), "target": target},
    )
    conclude(SYSTEM, report, step, ReportEscalated, action="escalated", level=climb.level, target=str(target))
    return 1


def plan_escalations(*, after_id: int = 0) -> int:
    """Write down anew when open reports reach their next rung, ``_PLANNED_AT_ONCE`` from an id on.

    Returns the id of the last one, 0 at the end.
    """
    with transaction.atomic():
        found = Report.objects.filter(state__in=OPEN, pk__gt=after_id).defer("words", "loc").order_by("pk")
        reports = list(found.select_for_update(of=("self",))[:_PLANNED_AT_ONCE])
        changed = [report for report in reports if _is_replanned(report)]
        Report.objects.bulk_update(changed, ["escalate_at"])
    return reports[-1].pk if len(reports) == _PLANNED_AT_ONCE else 0


def _is_replanned(report: Report) -> bool:
    climb, before = next_climb_of(report), report.escalate_at
    report.escalate_at = climb.at if climb else None
    return report.escalate_at != before


@transaction.atomic
def add_rung(actor: Actor, rung: Rung, *, legal_basis: str, agency_code: str = "") -> LadderRung:
    """A rung from a day to come on; raises ``RungFaulty``, ``CategoryUnknown``, ``AgencyNotFound``."""
    TABLE.check(actor, KEEP_RULES)
    basis = rules.clean_line(legal_basis, field="legal_basis")
    agency = get_agency(agency_code) if agency_code else None
    category = find_category(rung.category_code) if rung.category_code else None
    if rung.category_code and category is None:
        raise rules.CategoryUnknown(fields={"category": rules.CategoryUnknown.text})
    row = LadderRung(
        level=rung.level,
        at=rung.at,
        amount=rung.amount,
        target=rung.target,
        agency_id=agency.id if agency else None,
        category_id=category.id if category else None,
        valid_from=rung.valid_from,
        valid_until=rung.valid_until,
        legal_basis=basis,
        author_id=actor.account_id,
    )
    others = [rung_of(each) for each in LadderRung.objects.select_for_update(of=("self",))]
    rules.check_rung(rung_of(row), others, today=clock.today())
    row.save()
    _conclude(actor, "added", before=None, after=row)
    return row


@transaction.atomic
def end_rung(actor: Actor, rung_id: int, *, last_day: dt.date) -> None:
    """Let a rung hold until ``last_day``, today at the earliest; raises ``RungFaulty``."""
    TABLE.check(actor, KEEP_RULES)
    row = _rung(rung_id)
    if last_day < max(clock.today(), row.valid_from) or (row.valid_until and last_day > row.valid_until):
        raise rules.RungFaulty(fields={"last_day": rules.RungFaulty.text})
    before = _facts(row)
    row.valid_until = last_day
    row.save(update_fields=["valid_until"])
    _conclude(actor, "ended", before=before, after=row)


@transaction.atomic
def withdraw_rung(actor: Actor, rung_id: int) -> None:
    """Take a rung back that has not begun; raises ``RungBegun``."""
    TABLE.check(actor, KEEP_RULES)
    row = _rung(rung_id)
    rules.check_rung_not_begun(row.valid_from, today=clock.today())
    before = _facts(row)
    row.delete()
    _conclude(actor, "withdrawn", before=before, after=None)


def _rung(rung_id: int) -> LadderRung:
    row = LadderRung.objects.select_for_update(of=("self",)).filter(pk=rung_id).first()
    if row is None:
        raise rules.RungNotFound
    return row


def _facts(row: LadderRung) -> dict[str, object]:
    return {
        "level": row.level,
        "at": row.at,
        "amount": row.amount,
        "target": row.target,
        "agency": row.agency.code if row.agency else "",
        "category": row.category.code if row.category else "",
        "valid_from": row.valid_from.isoformat(),
        "valid_until": row.valid_until.isoformat() if row.valid_until else None,
        "legal_basis": row.legal_basis,
    }


def _conclude(actor: Actor, verb: str, *, before: dict[str, object] | None, after: LadderRung | None) -> None:
    """Tell other processes, plan all open reports anew, audit, record."""
    forget_edition(LADDER_EDITION)
    enqueue("reports.plan_escalations", in_line="reports.plan_escalations", after_id=0)
    facts = {"before": before, "after": _facts(after) if after else None}
    chain.record(actor, action=f"reports.rung_{verb}", subject=LADDER_SUBJECT, facts=facts)
    record(LadderChanged(), subject=LADDER_SUBJECT)


_STARTING_LADDER = (
    (1, rules.RungTime.SHARE, 80, RungTarget.POST),
    (2, rules.RungTime.BREACH, 0, RungTarget.HEAD),
    (3, rules.RungTime.AFTER, 8, RungTarget.COORDINATOR),
    (4, rules.RungTime.AFTER, 40, RungTarget.LEADER),
)
STARTING_BASIS = "Usulan awal; ganti dengan keputusan kepala daerah"


@transaction.atomic
def seed_ladder() -> int:
    """The ladder that an installation starts with, where there is none; returns how many rungs.

    Where reports lie already it holds from today on: nobody is told about what was late before.
    """
    if LadderRung.objects.exists():
        return 0
    since = clock.today() if Report.objects.exists() else rules.SINCE_EVER
    rows = [
        LadderRung(
            level=level, at=at, amount=amount, target=target, valid_from=since, legal_basis=STARTING_BASIS
        )
        for level, at, amount, target in _STARTING_LADDER
    ]
    LadderRung.objects.bulk_create(rows)
    forget_edition(LADDER_EDITION)
    if since != rules.SINCE_EVER:
        enqueue("reports.plan_escalations", in_line="reports.plan_escalations", after_id=0)
    return len(rows)
