"""What reads return: typed rows, and the one place that makes them."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext

from pendopo.kernel import clock
from pendopo.reports.models import Report
from pendopo.reports.queries.categories import get_category
from pendopo.reports.rules import STATE_KINDS, STATE_LABELS, STATE_PROGRESS, State, Urgency, urgency_of
from pendopo.territory.api import area_path


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One report in a list."""

    number: str
    uid: uuid.UUID
    title: str
    category: str
    icon: str
    state: State
    state_label: str
    state_kind: str
    """Name of the shape beside the label."""
    progress: int
    """Percent of the way."""
    urgency: Urgency
    due_at: dt.datetime | None
    received_at: dt.datetime
    changed_at: dt.datetime
    village: str
    district: str
    agency: str
    post: str
    lon: float
    lat: float
    cover_uid: uuid.UUID | None
    reopen_count: int
    version: int
    is_demo: bool
    is_paused: bool
    support_count: int
    level: int
    """How far up the ladder it has gone; 0 is not at all."""


class Columns(NamedTuple):
    """What a row is made of, as the database gives it: no text, no contact, nothing to decrypt."""

    id: int
    number: str
    uid: uuid.UUID
    title: str
    category_id: int
    state: str
    due_at: dt.datetime | None
    received_at: dt.datetime
    changed_at: dt.datetime
    area_id: str
    agency__short_name: str | None
    post__title: str | None
    lon: float
    lat: float
    cover_uid: uuid.UUID | None
    reopen_count: int
    version: int
    is_demo: bool
    paused_at: dt.datetime | None
    support_count: int
    escalation_level: int


def columns_of(reports: QuerySet[Report]) -> list[Columns]:
    """The columns of rows for ``reports`` (1 query); tuples, for models would cost most of a list's time."""
    return [Columns(*values) for values in reports.values_list(*Columns._fields)]


def columns_of_one(report: Report) -> Columns:
    """The columns of a report that is at hand with its agency and post."""
    return Columns(
        id=report.pk,
        number=report.number,
        uid=report.uid,
        title=report.title,
        category_id=report.category_id,
        state=report.state,
        due_at=report.due_at,
        received_at=report.received_at,
        changed_at=report.changed_at,
        area_id=report.area_id,
        agency__short_name=report.agency.short_name if report.agency else None,
        post__title=report.post.title if report.post else None,
        lon=report.lon,
        lat=report.lat,
        cover_uid=report.cover_uid,
        reopen_count=report.reopen_count,
        version=report.version,
        is_demo=report.is_demo,
        paused_at=report.paused_at,
        support_count=report.support_count,
        escalation_level=report.escalation_level,
    )


def row_of(columns: Columns) -> ReportRow:
    """A row as people and programs read it; asks the database nothing."""
    path, category = area_path(columns.area_id), get_category(columns.category_id)
    state, is_paused = State(columns.state), columns.paused_at is not None
    return ReportRow(
        number=columns.number,
        uid=columns.uid,
        title=columns.title,
        category=category.name,
        icon=category.icon,
        state=state,
        state_label=gettext(STATE_LABELS[state]),
        state_kind=STATE_KINDS[state],
        progress=STATE_PROGRESS[state],
        urgency=urgency_of(columns.received_at, columns.due_at, clock.now(), is_paused=is_paused),
        due_at=columns.due_at,
        received_at=columns.received_at,
        changed_at=columns.changed_at,
        village=path.village.title if path.village else "",
        district=path.district.title if path.district else "",
        agency=columns.agency__short_name or "",
        post=columns.post__title or "",
        lon=columns.lon,
        lat=columns.lat,
        cover_uid=columns.cover_uid,
        reopen_count=columns.reopen_count,
        version=columns.version,
        is_demo=columns.is_demo,
        is_paused=is_paused,
        support_count=columns.support_count,
        level=columns.escalation_level if columns.due_at else 0,
    )
