"""What reads return: typed rows, and the one place that makes them."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

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


def with_names(reports: QuerySet[Report]) -> QuerySet[Report]:
    """``reports`` with what a row shows, in the same query."""
    return reports.select_related("agency", "post").defer(
        "words", "loc", "text", "secret", "reporter_name", "contact_email", "contact_phone"
    )


def row_of(report: Report) -> ReportRow:
    """A report as a row; asks the database nothing when it came ``with_names``."""
    path, category = area_path(report.area_id), get_category(report.category_id)
    return ReportRow(
        number=report.number,
        uid=report.uid,
        title=report.title,
        category=category.name,
        icon=category.icon,
        state=(state := State(report.state)),
        state_label=gettext(STATE_LABELS[state]),
        state_kind=STATE_KINDS[state],
        progress=STATE_PROGRESS[state],
        urgency=urgency_of(report.received_at, report.due_at, clock.now()),
        due_at=report.due_at,
        received_at=report.received_at,
        changed_at=report.changed_at,
        village=path.village.title if path.village else "",
        district=path.district.title if path.district else "",
        agency=report.agency.short_name if report.agency else "",
        post=report.post.title if report.post else "",
        lon=report.lon,
        lat=report.lat,
        cover_uid=report.cover_uid,
        reopen_count=report.reopen_count,
        version=report.version,
        is_demo=report.is_demo,
    )
