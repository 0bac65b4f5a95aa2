"""What was given down and asked of other agencies: for the report's own page, and for who is asked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext

from pendopo.accounts.api import AgencyRow, Role, agencies_by_id, names_by_account
from pendopo.kernel.actor import Actor
from pendopo.reports import rules
from pendopo.reports.models import Coordination, Disposition, Report
from pendopo.reports.permissions import TABLE, matter_of, may_see
from pendopo.reports.queries.rows import Columns, ReportRow, columns_of_one, row_of
from pendopo.reports.rules import COORDINATION_KINDS, COORDINATION_LABELS, CoordinationState, State, Verb

ASKED_LIMIT = 100
_COLUMNS = tuple(f"report__{name}" for name in Columns._fields)


@dataclass(frozen=True, slots=True)
class CoordinationRow:
    """One question to another agency, for officers who work on the report."""

    agency: str
    asker: str
    """Short name of the agency that asked; the coordinator's otherwise."""
    asked_by: str
    asked_at: dt.datetime
    due_at: dt.datetime
    instruction: str
    state: CoordinationState
    state_label: str
    state_kind: str
    answer: str
    closed_by: str
    """Empty while it is open, and when it ended with the report."""
    closed_at: dt.datetime | None

    @property
    def is_open(self) -> bool:
        """True while the agency is waited for."""
        return self.state is CoordinationState.ASKED


@dataclass(frozen=True, slots=True)
class DispositionRow:
    """One sheet by which the report was given down."""

    sheet: int
    number: str
    given_at: dt.datetime
    given_by: str
    given_as: str
    """The post of who gave it, with its agency; the responsibility stays there."""
    post: str
    """To whom it was given."""
    instruction: str
    due_at: dt.datetime
    is_current: bool
    """True while the report lies with that post by this sheet."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A sheet as it is printed: the sheet, and what it is about."""

    disposition: DispositionRow
    row: ReportRow
    landmark: str
    agency: str
    """Full name of the agency whose sheet it is."""


@dataclass(frozen=True, slots=True)
class AskedRow:
    """A report in the inbox of an agency that was asked, with the limit of the question."""

    row: ReportRow
    due_at: dt.datetime
    asker: str


def list_coordinations(report_id: int) -> tuple[CoordinationRow, ...]:
    """Every question of a report, newest first, for who reads its internal words (1 query, 2 more if any)."""
    found = list(Coordination.objects.filter(report_id=report_id).select_related("agency").order_by("-id"))
    names = names_by_account(each for one in found for each in (one.asked_by, one.closed_by) if each)
    askers = agencies_by_id(each.asker_id for each in found if each.asker_id)
    return tuple(_row(each, names, askers) for each in found)


def _row(one: Coordination, names: dict[int, str], askers: dict[int, AgencyRow]) -> CoordinationRow:
    state = CoordinationState(one.state)
    return CoordinationRow(
        agency=one.agency.short_name,
        asker=_asker(one.asker_id, askers),
        asked_by=names.get(one.asked_by or 0, ""),
        asked_at=one.asked_at,
        due_at=one.due_at,
        instruction=one.instruction,
        state=state,
        state_label=gettext(COORDINATION_LABELS[state]),
        state_kind=COORDINATION_KINDS[state],
        answer=one.answer,
        closed_by=names.get(one.closed_by or 0, ""),
        closed_at=one.closed_at,
    )


def _asker(agency_id: int | None, agencies: dict[int, AgencyRow]) -> str:
    return agencies[agency_id].short_name if agency_id in agencies else gettext("koordinator")


def list_asked(actor: Actor) -> tuple[AskedRow, ...]:
    """Where the actor's agencies are asked for help, the next limit first, 100 at most.

    1 query and one for the names of who asks; none for who works for no agency.
    """
    working = actor.agencies_with_role(Role.OFFICER, Role.AGENCY_HEAD)
    if not working:
        return ()
    asked = Coordination.objects.filter(agency_id__in=working, state=CoordinationState.ASKED)
    found = list(asked.order_by("due_at", "id").values_list("due_at", "asker_id", *_COLUMNS)[:ASKED_LIMIT])
    askers = agencies_by_id(asker_id for _due, asker_id, *_columns in found if asker_id)
    return tuple(
        AskedRow(row=row_of(Columns(*columns)), due_at=due_at, asker=_asker(asker_id, askers))
        for due_at, asker_id, *columns in found
    )


_IN_HANDS = frozenset({State.ASSIGNED, State.IN_PROGRESS})


def list_dispositions(report_id: int) -> tuple[DispositionRow, ...]:
    """Every sheet of a report, newest first, for who reads its internal words (1 query, 2 when any)."""
    sheets = Disposition.objects.filter(report_id=report_id).select_related("post", "report")
    found = list(sheets.defer("report__words", "report__loc").order_by("-sheet"))
    names = names_by_account(each.given_by for each in found if each.given_by)
    return tuple(
        _sheet(each, names, is_current=not at and _is_in_hands(each)) for at, each in enumerate(found)
    )


def get_sheet(actor: Actor, number: str, sheet: int) -> SheetRow:
    """A sheet for who works on the report; raises ``ReportNotFound`` (3 queries)."""
    known = Report.objects.select_related("agency", "post").defer("words", "loc")
    report = known.filter(number=number).first()
    if report is None or not may_see(actor, report):
        raise rules.ReportNotFound
    TABLE.check(actor, Verb.NOTE, matter_of(actor, report))
    sheets = Disposition.objects.filter(report=report).select_related("agency", "post")
    found = sheets.filter(sheet=sheet).first()
    if found is None:
        raise rules.ReportNotFound
    found.report = report
    names = names_by_account([found.given_by] if found.given_by else [])
    return SheetRow(
        disposition=_sheet(found, names, is_current=_is_in_hands(found)),
        row=row_of(columns_of_one(report)),
        landmark=report.landmark,
        agency=found.agency.name,
    )


def _sheet(one: Disposition, names: dict[int, str], *, is_current: bool) -> DispositionRow:
    return DispositionRow(
        sheet=one.sheet,
        number=one.number,
        given_at=one.given_at,
        given_by=names.get(one.given_by or 0, ""),
        given_as=one.given_as,
        post=one.post.title,
        instruction=one.instruction,
        due_at=one.due_at,
        is_current=is_current,
    )


def _is_in_hands(one: Disposition) -> bool:
    return one.report.post_id == one.post_id and one.report.state in _IN_HANDS
