"""One report in full, for who may see it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext

from pendopo.accounts.api import AgencyRow, Role, agencies_by_id, names_by_account, posts_by_id
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.files.api import signed_url
from pendopo.kernel.files.models import StoredFile
from pendopo.kernel.permissions import Matter
from pendopo.reports import rules
from pendopo.reports.models import Photo, Report, Step, Unsealing
from pendopo.reports.permissions import (
    SEE,
    TABLE,
    UNSEAL,
    allowed_verbs,
    is_reporter,
    matter_of,
    may_see,
    pin_of,
)
from pendopo.reports.queries.categories import get_category
from pendopo.reports.queries.rows import ReportRow, columns_of_one, row_of
from pendopo.reports.queries.sentences import spoken
from pendopo.reports.rules import (
    INTERNAL_WORDS,
    STATE_KINDS,
    STEP_SENTENCES,
    Audience,
    ProofKind,
    State,
    Verb,
    Visibility,
)

WAITED = dt.timedelta(minutes=5)
"""From here on an officer is told that a report waited on the phone."""


@dataclass(frozen=True, slots=True)
class PhotoRow:
    """A photo with the addresses of two sizes, good for an hour or two, for who may see the report."""

    url: str
    large_url: str
    width: int
    height: int
    is_result: bool

    @property
    def alt(self) -> str:
        """What a screen reader says of it."""
        return gettext("Foto hasil pekerjaan") if self.is_result else gettext("Foto dari pelapor")


@dataclass(frozen=True, slots=True)
class StepRow:
    """One line of the timeline as a person reads it."""

    at: dt.datetime
    verb: Verb
    state: State
    audience: Audience
    who: str
    """Name, "Anda", "Pelapor" or "Sistem", as far as the reader may know."""
    agency: str
    post: str
    what: str
    """The sentence that follows the name."""
    kind: str
    """Name of the shape beside the line."""
    text: str
    reason: str
    is_by_reporter: bool
    photos: tuple[PhotoRow, ...]
    metres: int | None
    """How far from the report's point the proof was taken; None for a step without one."""

    @property
    def acting_for(self) -> str:
        """The agency as whose officer it was done; the reporter and the router act for none."""
        return "" if self.is_by_reporter or self.verb is Verb.ROUTE else self.agency

    @property
    def note(self) -> str:
        """Everything written at the step, one below the other."""
        where = (
            "" if self.metres is None else gettext("Difoto %(n)d m dari titik laporan.") % {"n": self.metres}
        )
        return "\n".join(part for part in (self.text, self.reason, where) if part)

    @property
    def is_internal(self) -> bool:
        """True when only officers read it."""
        return self.audience is Audience.INTERNAL


@dataclass(frozen=True, slots=True)
class Seal:
    """The identity behind a secret report: who asked to open it and why, and until when it lies open."""

    asked_by: str
    """Name of who asked; empty when nobody does."""
    reason: str
    is_own_request: bool
    is_open: bool
    """True for the two who opened it, for a day."""


@dataclass(frozen=True, slots=True)
class ReportDetail:
    """A report with its timeline, photos and what the reader may do."""

    row: ReportRow
    id: int
    category_id: int
    category_code: str
    text: str
    landmark: str
    area_code: str
    is_exact: bool
    visibility: Visibility
    agency_id: int | None
    agency_code: str
    agency_name: str
    route_reason: str
    accuracy: float | None
    """Metres, as the reporter's phone estimated its point; None where nothing is known of it."""
    written_at: dt.datetime | None
    """When it was written, by our clock; None where the phone did not say."""
    verify_by: dt.datetime
    quick_by: dt.datetime
    finish_by: dt.datetime
    answered_at: dt.datetime | None
    finished_at: dt.datetime | None
    stars: int | None
    proof: ProofKind
    """What whoever says that it is done must show."""
    pause_reason: str
    """Why the clock stands; empty while it runs."""
    is_asked: bool
    """True while the clock waits for the reporter's answer."""
    promised_for: dt.date | None
    outside_name: str
    outside_number: str
    parent_number: str
    """The report that this one was merged into; empty for one of its own."""
    asked: tuple[AgencyRow, ...]
    """Agencies that were asked to help and have not answered yet; everybody may know which."""
    asked_of_reader: tuple[AgencyRow, ...]
    """Those of them for which the reader may answer."""
    is_read_whole: bool
    """True when the reader sees what officers tell each other."""
    steps: tuple[StepRow, ...]
    photos: tuple[PhotoRow, ...]
    result_photos: tuple[PhotoRow, ...]
    verbs: frozenset[Verb]
    """What the reader may do and the state allows."""
    is_own: bool
    """True when the reader is the reporter, by account or by key."""
    pin: str
    """The PIN of the receipt for its reporter; empty for everybody else."""
    is_own_by_account: bool
    """True when it was reported with the reader's account."""
    has_contact: bool
    """True when something is known of who reported, for who may ask for it."""
    seal: Seal | None
    """How the identity behind a secret report stands; None for other reports and for who cannot open it."""

    @property
    def has_waited(self) -> bool:
        """True when it lay on the reporter's phone for a while before it could be sent."""
        return self.written_at is not None and self.row.received_at - self.written_at >= WAITED

    @property
    def history(self) -> tuple[StepRow, ...]:
        """The steps as a timeline shows them, newest first."""
        return self.steps[::-1]


def get_report(actor: Actor, number: str, *, key: str = "") -> ReportDetail:
    """A report for ``actor``, or for who shows its ``key``; raises ``ReportNotFound`` (7 queries)."""
    report = (
        Report.objects.select_related("agency", "post").defer("words", "loc").filter(number=number).first()
    )
    if report is None:
        raise rules.ReportNotFound
    if not may_see(actor, report, key=key):
        raise rules.ReportNotFound
    is_by_account = is_reporter(actor, report)
    is_own = is_by_account or is_reporter(actor, report, key)
    photos = list(Photo.objects.filter(report=report).select_related("file"))
    verbs = allowed_verbs(actor, report, key=key)
    asked = tuple(agencies_by_id(report.waits_for_ids).values())
    working = actor.agencies_with_role(Role.OFFICER, Role.AGENCY_HEAD)
    return ReportDetail(
        row=row_of(columns_of_one(report)),
        id=report.pk,
        category_id=report.category_id,
        category_code=get_category(report.category_id).code,
        text=report.text,
        landmark=report.landmark,
        area_code=report.area_id,
        is_exact=report.is_exact,
        visibility=Visibility(report.visibility),
        agency_id=report.agency_id,
        agency_code=report.agency.code if report.agency else "",
        agency_name=report.agency.name if report.agency else "",
        route_reason=report.route_reason,
        accuracy=report.accuracy,
        written_at=report.written_at,
        verify_by=report.verify_by,
        quick_by=report.quick_by,
        finish_by=report.finish_by,
        answered_at=report.answered_at,
        finished_at=report.finished_at,
        stars=report.stars,
        proof=get_category(report.category_id).proof,
        pause_reason=report.pause_reason,
        is_asked=report.is_asked,
        promised_for=report.promised_for,
        outside_name=report.outside_name,
        outside_number=report.outside_number,
        parent_number=_number_of(report.parent_id),
        asked=asked,
        asked_of_reader=tuple(agency for agency in asked if agency.id in working),
        is_read_whole=Verb.NOTE in verbs,
        steps=_steps(actor, report, photos, is_own=is_own),
        photos=tuple(photo_row(photo) for photo in photos if not photo.is_result),
        result_photos=tuple(photo_row(photo) for photo in photos if photo.is_result),
        verbs=_possible(verbs, report),
        is_own=is_own,
        pin=pin_of(report) if is_own else "",
        is_own_by_account=is_by_account,
        has_contact=_has_contact(report),
        seal=_seal_of(actor, report),
    )


def _number_of(report_id: int | None) -> str:
    """The number of another report; no query for none."""
    if report_id is None:
        return ""
    return Report.objects.values_list("number", flat=True).get(pk=report_id)


def _has_contact(report: Report) -> bool:
    known = report.contact_email or report.contact_phone or report.reporter_name
    return bool(known or report.reporter_id or report.sealed_reporter)


def _seal_of(actor: Actor, report: Report) -> Seal | None:
    """The state of the seal for who may open it (1 query for a secret report, 2 while somebody asks)."""
    is_closed_to = not TABLE.allows(actor, UNSEAL, matter_of(actor, report))
    if report.visibility != Visibility.SECRET or is_closed_to:
        return None
    last = Unsealing.objects.filter(report=report).order_by("-id").first()
    if last is None:
        return Seal("", "", is_own_request=False, is_open=False)
    if last.agreed_at is not None:
        return Seal("", last.reason, is_own_request=False, is_open=is_open_to(actor, last))
    name = names_by_account([last.asked_by]).get(last.asked_by, gettext("Petugas"))
    return Seal(name, last.reason, is_own_request=last.asked_by == actor.account_id, is_open=False)


def is_open_to(actor: Actor, unsealing: Unsealing) -> bool:
    """True for the two who opened the seal, while it lies open."""
    is_recent = unsealing.agreed_at and clock.now() - unsealing.agreed_at <= rules.UNSEALED_FOR
    return bool(is_recent) and actor.account_id in {unsealing.asked_by, unsealing.agreed_by}


def _possible(allowed: frozenset[Verb], report: Report) -> frozenset[Verb]:
    """What the actor may do and the state of the report and of its clock allow."""
    beside_the_point = {Verb.PAUSE, Verb.ASK} if report.paused_at else {Verb.RESUME}
    if not report.waits_for_ids:
        beside_the_point.add(Verb.COORDINATION_WITHDRAW)
    if report.visibility != Visibility.SECRET:
        beside_the_point.add(Verb.UNSEAL)
    return allowed & rules.possible_verbs(State(report.state)) - beside_the_point


def may_read_photo(actor: Actor, file: StoredFile) -> bool:
    """True when the actor may see the report that the photo belongs to (1 query)."""
    report = Report.objects.defer("words", "loc").filter(photos__file=file).first()
    return report is not None and may_see(actor, report)


def _steps(actor: Actor, report: Report, photos: list[Photo], *, is_own: bool) -> tuple[StepRow, ...]:
    audiences = _audiences(actor, report, is_own=is_own)
    found = Step.objects.filter(report=report, audience__in=audiences)
    steps = list(found.select_related("ticket").order_by("id"))
    agencies = agencies_by_id(step.agency_id for step in steps if step.agency_id)
    posts = posts_by_id(step.post_id for step in steps if step.post_id)
    names = names_by_account(step.account_id for step in steps if step.account_id and not step.is_by_reporter)
    return tuple(
        _step_row(
            step,
            who=_who(step, names, is_own=is_own),
            agency=agencies[step.agency_id].short_name if step.agency_id in agencies else "",
            post=posts[step.post_id].title if step.post_id in posts else "",
            photos=tuple(photo_row(photo) for photo in photos if photo.step_id == step.pk),
            is_told_all=Audience.INTERNAL in audiences,
        )
        for step in steps
    )


def _step_row(
    step: Step, *, who: str, agency: str, post: str, photos: tuple[PhotoRow, ...], is_told_all: bool
) -> StepRow:
    verb, state = Verb(step.verb), State(step.state)
    ticket = getattr(step, "ticket", None)
    return StepRow(
        at=step.at,
        verb=verb,
        state=state,
        audience=Audience(step.audience),
        who=who,
        agency=agency,
        post=post,
        what=gettext(STEP_SENTENCES[verb])
        % {"agency": agency or gettext("koordinator"), "post": post, **spoken(step.facts)},
        kind=STATE_KINDS[state],
        text=step.text if is_told_all or verb not in INTERNAL_WORDS else "",
        reason=step.reason,
        is_by_reporter=step.is_by_reporter,
        photos=photos,
        metres=None if ticket is None or ticket.metres is None else round(ticket.metres),
    )


def _audiences(actor: Actor, report: Report, *, is_own: bool) -> list[Audience]:
    if TABLE.allows(actor, Verb.NOTE, matter_of(actor, report)):
        return list(Audience)
    is_watching = TABLE.allows(actor, SEE, Matter(agency_id=report.agency_id, area_code=report.area_id))
    return [Audience.PUBLIC, Audience.REPORTER] if is_own or is_watching else [Audience.PUBLIC]


def _who(step: Step, names: dict[int, str], *, is_own: bool) -> str:
    if step.is_by_reporter:
        return gettext("Anda") if is_own else gettext("Pelapor")
    if step.is_by_system:
        return gettext("Sistem")
    return names.get(step.account_id or 0, gettext("Petugas"))


def photo_row(photo: Photo) -> PhotoRow:
    """A photo with signed addresses, for who may see it; ask before (the file is at hand)."""
    return PhotoRow(
        url=signed_url(photo.file.uid, "medium"),
        large_url=signed_url(photo.file.uid, "large"),
        width=photo.file.width,
        height=photo.file.height,
        is_result=photo.is_result,
    )
