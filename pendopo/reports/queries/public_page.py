"""One report as everybody may read it: its page has an address from the moment it arrives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext

from pendopo.accounts.api import AgencyRow, agencies_by_id, posts_by_id
from pendopo.reports.models import Photo, Step
from pendopo.reports.queries.categories import get_category
from pendopo.reports.queries.details import PhotoRow, photo_row
from pendopo.reports.queries.public import PublicColumns, PublicRow, is_told, public_reports, public_row
from pendopo.reports.queries.sentences import spoken
from pendopo.reports.rules import (
    STATE_KINDS,
    STEP_SENTENCES,
    Audience,
    ProofKind,
    ReportNotFound,
    State,
    Verb,
    possible_verbs,
)
from pendopo.reports.rules.personal import masked
from pendopo.reports.rules.publicity import TOLD_STEPS, Words, are_results_told

_MOVING = frozenset({Verb.HAND_OVER, Verb.CONTEST})
"""Steps that carry the agency to which the report went, not the one that sent it on."""
_AGREEING = (Verb.CONFIRM, Verb.CHECK)


@dataclass(frozen=True, slots=True)
class PublicStep:
    """One line of the timeline, without the name of anybody."""

    at: dt.datetime
    verb: Verb
    kind: str
    """Name of the shape beside the line."""
    who: str
    """"Pelapor", "Petugas" or "Sistem"."""
    acting_for: str
    """The agency of the officer."""
    what: str
    """The sentence that follows."""
    note: str
    """The words that came with it, as far as everybody may read them."""


@dataclass(frozen=True, slots=True)
class PublicReport:
    """A report with its timeline and the photos of its result."""

    row: PublicRow
    text: str
    """What the reporter wrote, masked; empty until an officer has read it, and where the name is hidden."""
    landmark: str
    proof: ProofKind
    agency_name: str
    post: str
    route_reason: str
    finish_by: dt.datetime
    pause_reason: str
    """Why the clock stands; empty while it runs."""
    outside_name: str
    outside_number: str
    parent_number: str
    waits_for: tuple[str, ...]
    """Names of the agencies that were asked to help and have not answered yet."""
    stars: int | None
    reopen_count: int
    metres: int | None
    """How far from the point the last claim was made; None without one from the field."""
    agreed_by: Verb | None
    """CONFIRM for the reporter, CHECK for a second officer; None while nobody has."""
    has_hidden_photos: bool
    """True when the reporter's photos are seen by officers only."""
    can_support: bool
    history: tuple[PublicStep, ...]
    """Newest first."""
    result_photos: tuple[PhotoRow, ...]


class _More(NamedTuple):
    """What a page shows beyond a row."""

    landmark: str
    agency__name: str | None
    post__title: str | None
    route_reason: str
    finish_by: dt.datetime
    pause_reason: str
    outside_name: str
    outside_number: str
    parent__number: str | None
    stars: int | None
    reopen_count: int
    asked_ids: list[int] | None


class _StepColumns(NamedTuple):
    """What a step is made of; whose hand it was is not asked."""

    id: int
    at: dt.datetime
    verb: str
    state: str
    is_by_reporter: bool
    is_by_system: bool
    agency_id: int | None
    post_id: int | None
    text: str
    reason: str
    facts: dict[str, str]
    ticket__metres: float | None


def get_public_report(number: str) -> PublicReport:
    """A report for everybody; raises ``ReportNotFound``, also for a secret one.

    5 queries, 6 while it waits for another agency.
    """
    fields = (*PublicColumns._fields, *_More._fields)
    found = public_reports().filter(number=number).values_list(*fields).first()
    if found is None:
        raise ReportNotFound
    split = len(PublicColumns._fields)
    columns, more = PublicColumns(*found[:split]), _More(*found[split:])
    proof = get_category(columns.category_id).proof
    photos = list(Photo.objects.filter(report_id=columns.id).select_related("file"))
    steps = _steps_of(columns.id)
    return PublicReport(
        row=public_row(columns),
        text=masked(columns.text) if is_told(columns) else "",
        landmark=masked(more.landmark) if is_told(columns) and proof is ProofKind.FIELD else "",
        proof=proof,
        agency_name=more.agency__name or "",
        post=more.post__title or "",
        route_reason=masked(more.route_reason),
        finish_by=more.finish_by,
        pause_reason=masked(more.pause_reason),
        outside_name=masked(more.outside_name),
        outside_number=more.outside_number,
        parent_number=more.parent__number or "",
        waits_for=tuple(each.name for each in agencies_by_id(more.asked_ids or ()).values()),
        stars=more.stars,
        reopen_count=more.reopen_count,
        metres=_metres(steps),
        agreed_by=_agreed_by(State(columns.state), steps),
        has_hidden_photos=any(not photo.is_result for photo in photos),
        can_support=Verb.SUPPORT in possible_verbs(State(columns.state)),
        history=tuple(_told(steps))[::-1],
        result_photos=tuple(photo_row(photo) for photo in photos if photo.is_result)
        if are_results_told(proof)
        else (),
    )


def _steps_of(report_id: int) -> list[_StepColumns]:
    found = Step.objects.filter(report_id=report_id, audience=Audience.PUBLIC, verb__in=TOLD_STEPS)
    return [_StepColumns(*each) for each in found.order_by("id").values_list(*_StepColumns._fields)]


def _metres(steps: Iterable[_StepColumns]) -> int | None:
    claims = [step for step in steps if step.verb == Verb.RESOLVE]
    if not claims or claims[-1].ticket__metres is None:
        return None
    return round(claims[-1].ticket__metres)


def _agreed_by(state: State, steps: Iterable[_StepColumns]) -> Verb | None:
    if state is not State.CONFIRMED:
        return None
    return next((Verb(step.verb) for step in reversed(list(steps)) if step.verb in _AGREEING), None)


def _told(steps: list[_StepColumns]) -> Iterable[PublicStep]:
    agencies = agencies_by_id(step.agency_id for step in steps if step.agency_id)
    posts = posts_by_id(step.post_id for step in steps if step.post_id)
    for step in steps:
        post = posts.get(step.post_id or 0)
        yield _public_step(step, agencies.get(step.agency_id or 0), post.title if post else "")


def _public_step(step: _StepColumns, agency: AgencyRow | None, post: str) -> PublicStep:
    verb = Verb(step.verb)
    name = agency.short_name if agency else ""
    is_officer = not (step.is_by_reporter or step.is_by_system)
    named = {"agency": name or gettext("koordinator"), "post": post, **spoken(step.facts)}
    return PublicStep(
        at=step.at,
        verb=verb,
        kind=STATE_KINDS[State(step.state)],
        who=_who(step),
        acting_for=name if is_officer and verb not in _MOVING else "",
        what=masked(gettext(STEP_SENTENCES[verb]) % named),
        note=masked(_words(step, TOLD_STEPS[verb])),
    )


def _words(step: _StepColumns, told: Words) -> str:
    return {Words.NONE: "", Words.TEXT: step.text, Words.REASON: step.reason}[told]


def _who(step: _StepColumns) -> str:
    if step.is_by_reporter:
        return gettext("Pelapor")
    return gettext("Sistem") if step.is_by_system else gettext("Petugas")
