"""What every action shares: finding the report under a lock, writing a step, closing the act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from pendopo.events.reports import ReportEvent
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.audit import chain
from pendopo.kernel.files.api import attach
from pendopo.kernel.numbering.api import parse_number
from pendopo.kernel.one_row import OneRow
from pendopo.kernel.outbox.record import record
from pendopo.kernel.working_calendar.api import calendar_for
from pendopo.reports import rules
from pendopo.reports.models import Coordination, Photo, Report, Step
from pendopo.reports.permissions import TABLE, known_as, matter_of, may_see
from pendopo.reports.queries.categories import get_category
from pendopo.reports.queries.ladder import next_climb_of
from pendopo.reports.rules import Audience, State, Verb

_LOCKED = OneRow(
    lambda: Report.objects.select_for_update(of=("self",)).defer("words", "loc").filter(number="")
)


def locked_report(
    actor: Actor, number: str, verb: Verb, *, version: int | None = None, key: str = ""
) -> Report:
    """The report under a row lock, once the actor may do ``verb`` on it (1 query).

    Raises ``ReportNotFound`` when the actor may not even see it, ``Refused`` when only the verb is
    forbidden, ``SomebodyWasFaster`` when the actor decided on an older ``version``.
    """
    if parse_number(number) is None:
        raise rules.ReportNotFound
    report = _LOCKED.find(number)
    if report is None:
        raise rules.ReportNotFound
    if not may_see(actor, report, key=key):
        raise rules.ReportNotFound
    TABLE.check(actor, verb, matter_of(actor, report, key=key))
    if version is not None and version != report.version:
        raise rules.SomebodyWasFaster
    return report


def move(report: Report, verb: Verb, *, is_by_reporter: bool = False) -> State:
    """Set the state that ``verb`` leads to, with its due time; raises ``StepNotPossible``.

    A pause ends with the first act that is more than words, or with the answer that was waited for.
    """
    before, had_limit = State(report.state), report.due_at is not None
    state = rules.next_state(before, verb)
    is_limit_kept = verb in rules.LIMIT_KEEPING_VERBS and has_own_limit(report)
    if verb not in rules.PAUSED_VERBS or (is_by_reporter and report.is_asked):
        run_clock(report)
    report.state = state
    if not is_limit_kept:
        report.due_at = rules.due_at(state, verify_by=report.verify_by, finish_by=report.finish_by)
    has_limit = report.due_at is not None
    if rules.is_new_limit(verb, before, had_limit=had_limit, has_limit=has_limit):
        report.limit_since = None if before is State.RECEIVED and state is not before else clock.now()
        report.limit_number += 1
        report.escalation_level = 0
    return state


def has_own_limit(report: Report) -> bool:
    """True when another limit than those of its category counts: the hours of the arbiter."""
    return report.due_at is not None and report.due_at not in {report.verify_by, report.finish_by}


def run_clock(report: Report) -> None:
    """Let the clock run again where it stands; its limits move on by the working time that it stood."""
    if report.paused_at is None:
        return
    paused_at, now, calendar = report.paused_at, clock.now(), calendar_for()
    if report.due_at is not None and has_own_limit(report):
        report.due_at = rules.put_off(report.due_at, paused_at=paused_at, now=now, calendar=calendar)
    limits = rules.after_pause(
        rules.Deadlines(report.verify_by, report.quick_by, report.finish_by),
        paused_at=paused_at,
        now=now,
        calendar=calendar,
    )
    report.verify_by, report.quick_by, report.finish_by = limits.verify_by, limits.quick_by, limits.finish_by
    report.paused_at, report.is_asked, report.pause_reason = None, False, ""


def write_step(
    actor: Actor,
    report: Report,
    verb: Verb,
    *,
    audience: Audience = Audience.PUBLIC,
    text: str = "",
    reason: str = "",
    is_by_reporter: bool = False,
    photo_uids: Sequence[UUID] = (),
    facts: Mapping[str, str] | None = None,
    acting_for: int | None = None,
) -> Step:
    """Save the changed report and append the step to its timeline (2 queries, 2 more with photos).

    ``acting_for`` names the agency of the step where it is not the one that holds the report.
    """
    report.version += 1
    report.changed_at = clock.now()
    climb = next_climb_of(report)
    report.escalate_at = climb.at if climb else None
    report.save(update_fields=_CHANGING)
    step = Step.objects.create(
        report=report,
        at=report.changed_at,
        verb=verb,
        state=report.state,
        audience=audience,
        account_id=known_as(actor, report).account_id,
        is_by_reporter=is_by_reporter,
        is_by_system=actor.is_system,
        agency_id=acting_for or report.agency_id,
        post_id=report.post_id,
        text=text,
        reason=reason,
        facts=dict(facts or {}),
    )
    add_photos(report, step, photo_uids, is_result=verb is Verb.RESOLVE)
    return step


_CHANGING = [
    "state", "version", "agency", "post", "route_reason", "due_at", "verify_by", "quick_by", "finish_by",
    "verified_at", "answered_at", "finished_at", "confirmed_at", "changed_at", "reopen_count", "stars",
    "cover_uid", "paused_at", "is_asked", "pause_reason", "bounce_count", "is_arbitrated", "promised_for",
    "outside_name", "outside_number", "parent", "support_count", "claimant_id", "asked_ids",
    "limit_since", "limit_number", "escalation_level", "escalate_at",
]  # fmt: skip


def add_photos(report: Report, step: Step, photo_uids: Sequence[UUID], *, is_result: bool) -> list[Photo]:
    """Attach uploaded photos to a step; each belongs to one report for good."""
    if not photo_uids:
        return []
    files = attach(photo_uids, owner=f"report:{report.uid}")
    return Photo.objects.bulk_create(
        Photo(report=report, step=step, file=file, is_result=is_result, position=position)
        for position, file in enumerate(files)
    )


def conclude(
    actor: Actor, report: Report, step: Step, event_class: type[ReportEvent], *, action: str, **facts: Any
) -> None:
    """The last two beats of every act: the audit entry, then the event with its live screens (2 queries).

    Who is asked for help hears of it too, and of the end of it (2 queries more).
    """
    subject = f"report:{report.uid}"
    hears = {report.agency_id, facts.get("asked_agency_id"), *report.waits_for_ids}
    _let_go(report)
    stated = {"state": report.state, **facts}
    chain.record(known_as(actor, report), action=f"reports.{action}", subject=subject, facts=stated)
    record(
        event_class(
            report_id=report.pk,
            step_id=step.pk,
            number=report.number,
            category_code=get_category(report.category_id).code,
            area_code=report.area_id,
            agency_id=report.agency_id,
            state=report.state,
            **facts,
        ),
        subject=subject,
        live=["situation", subject, *sorted(f"agency:{agency_id}" for agency_id in hears if agency_id)],
    )


def _let_go(report: Report) -> None:
    """Wait no more for agencies that were asked: the report is over, or lies with one of them."""
    is_over = State(report.state) not in rules.PARENT_STATES
    ended = [each for each in report.waits_for_ids if is_over or each == report.agency_id]
    if ended:
        Coordination.objects.filter(
            report=report, agency_id__in=ended, state=rules.CoordinationState.ASKED
        ).update(state=rules.CoordinationState.WITHDRAWN, closed_at=clock.now())
        report.asked_ids = [each for each in report.waits_for_ids if each not in ended] or None
        Report.objects.filter(pk=report.pk).update(asked_ids=report.asked_ids)
