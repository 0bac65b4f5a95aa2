"""What programs send and get over HTTP."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Self
from uuid import UUID

from ninja import Schema
from pydantic import BeforeValidator, Field

from pendopo.reports import rules
from pendopo.reports.queries import (
    NearbyReport,
    ReportDetail,
    ReportFilter,
    ReportList,
    ReportRow,
    Scope,
    Sort,
    StepRow,
)
from pendopo.reports.rules import Draft, State, Suggestion, Urgency, Verb, Visibility


def _as_written(raw: object) -> object:
    if isinstance(raw, str) and not _DAY.fullmatch(raw):
        raise ValueError(raw)
    return raw


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CHAR = r"[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]"
_WORD_CHAR = r"[^\s\u0000-\u001f\u007f\u0085]"

Words = Annotated[str, Field(pattern=f"^{_CHAR}*$")]
"""Text that can be stored: no control characters but tab and line ends."""
Said = Annotated[str, Field(pattern=f"^{_CHAR}*{_WORD_CHAR}{_CHAR}*$", min_length=1)]
"""The same, and not only spaces."""
Day = Annotated[dt.date, BeforeValidator(_as_written)]
"""A day as RFC 3339 writes it; a number is not one."""
Number = Annotated[str, Field(pattern=r"^LPR-\d{4}-\d{6,}$", max_length=24)]


class ReportIn(Schema):
    """A report to submit: a text, a category, and a point or a village."""

    key: UUID = Field(description="Kunci idempotensi: kunci yang sama tidak pernah membuat laporan kedua.")
    category_code: Words = Field(min_length=1, max_length=80)
    text: Said = Field(max_length=rules.TEXT_LIMIT)
    title: Words = Field("", max_length=rules.TITLE_LIMIT)
    lon: float | None = Field(None, ge=-180, le=180)
    lat: float | None = Field(None, ge=-90, le=90)
    area_code: Words = Field("", max_length=20)
    landmark: Words = Field("", max_length=rules.LANDMARK_LIMIT)
    visibility: Visibility = Visibility.OPEN
    name: Words = Field("", max_length=rules.NAME_LIMIT)
    email: Words = Field("", max_length=254)
    phone: Words = Field("", max_length=24)
    photo_uids: list[UUID] = Field(default_factory=list, max_length=rules.PHOTO_LIMIT)

    def draft(self) -> Draft:
        """The same as the domain sees it."""
        values = self.dict()
        return Draft(**{**values, "photo_uids": tuple(self.photo_uids)})


class KeyIn(Schema):
    """The tracking key of a receipt, for who has no account."""

    key: Words = Field("", max_length=64)


class TextIn(Schema):
    """A text to find categories for."""

    text: Words = Field(max_length=rules.TEXT_LIMIT)


class NearbyIn(Schema):
    """A point and a category."""

    lon: float = Field(ge=-180, le=180)
    lat: float = Field(ge=-90, le=90)
    category: Words = Field(max_length=80)


class ListIn(Schema):
    """Filters, order and page of a list."""

    q: Words = Field("", max_length=200)
    scope: Scope = Scope.ALL
    state: State | None = None
    category: Words = Field("", max_length=80)
    agency: Words = Field("", max_length=80)
    area: Words = Field("", max_length=20)
    late: bool = False
    since: Day | None = None
    until: Day | None = None
    sort: Sort = Sort.NEWEST
    cursor: Words = Field("", max_length=200)
    limit: int = Field(50, ge=1, le=200)

    def filters(self) -> ReportFilter:
        """The same as the domain sees it."""
        return ReportFilter(
            scope=self.scope,
            words=self.q,
            state=self.state or "",
            category_code=self.category,
            agency_code=self.agency,
            area_code=self.area,
            is_late=self.late,
            since=self.since,
            until=self.until,
            sort=self.sort,
        )


class ReceiptOut(Schema):
    """What the reporter keeps."""

    number: str
    uid: UUID
    secret: str = Field(description="Kunci untuk melacak tanpa akun. Hanya diberikan kepada pengirim.")
    is_repeated: bool


class ReportOut(Schema):
    """A report in a list."""

    number: str
    uid: UUID
    title: str
    category: str
    state: State
    urgency: Urgency
    due_at: dt.datetime | None
    received_at: dt.datetime
    village: str
    district: str
    agency: str
    post: str
    lon: float
    lat: float
    version: int
    is_demo: bool

    @classmethod
    def of(cls, row: ReportRow) -> Self:
        """From the row of a query, which has the right types already."""
        return cls.model_construct(**{name: getattr(row, name) for name in cls.model_fields})


class ReportListOut(Schema):
    """A page of reports."""

    rows: list[ReportOut]
    count: int = Field(description="Paling banyak 1.000; lihat is_more.")
    is_more: bool
    next_cursor: str

    @classmethod
    def of(cls, page: ReportList) -> Self:
        """From the page of a query."""
        return cls.model_construct(
            rows=[ReportOut.of(row) for row in page.rows],
            count=page.count,
            is_more=page.is_more,
            next_cursor=page.next_cursor,
        )


class StepOut(Schema):
    """One line of the timeline."""

    at: dt.datetime
    verb: Verb
    state: State
    who: str
    agency: str
    post: str
    text: str
    reason: str

    @classmethod
    def of(cls, step: StepRow) -> Self:
        """From the step of a query."""
        return cls(**{name: getattr(step, name) for name in cls.model_fields})


class ReportDetailOut(ReportOut):
    """A report in full."""

    text: str
    landmark: str
    area_code: str
    agency_code: str
    route_reason: str
    verbs: list[Verb]
    steps: list[StepOut]

    @classmethod
    def of_detail(cls, detail: ReportDetail) -> Self:
        """From the detail of a query."""
        return cls(
            **{name: getattr(detail.row, name) for name in ReportOut.model_fields},
            text=detail.text,
            landmark=detail.landmark,
            area_code=detail.area_code,
            agency_code=detail.agency_code,
            route_reason=detail.route_reason,
            verbs=sorted(detail.verbs),
            steps=[StepOut.of(step) for step in detail.steps],
        )


class CategoryOut(Schema):
    """A category that reports can be sent in."""

    code: str
    name: str
    group: str
    hint: str


class SuggestionOut(Schema):
    """A category that fits a text, and the words that speak for it."""

    code: str
    name: str
    words: list[str]

    @classmethod
    def of(cls, suggestion: Suggestion) -> Self:
        """From the suggestion of a rule."""
        return cls(code=suggestion.code, name=suggestion.name, words=list(suggestion.words))


class NearbyOut(Schema):
    """An open report close by."""

    number: str
    title: str
    metres: int
    received_at: dt.datetime

    @classmethod
    def of(cls, near: NearbyReport) -> Self:
        """From the row of a query."""
        return cls(number=near.number, title=near.title, metres=near.metres, received_at=near.received_at)


class PhotoOut(Schema):
    """An accepted photo, and the place that its file named."""

    uid: UUID
    width: int
    height: int
    lon: float | None
    lat: float | None


class AssignIn(Schema):
    """To which post, with which instruction."""

    post_id: int = Field(ge=1, le=2**63 - 1)
    instruction: Words = Field("", max_length=rules.REASON_LIMIT)
    version: int | None = Field(None, ge=1, le=2**31 - 1)


class WordsIn(Schema):
    """Words for the timeline."""

    text: Words = Field("", max_length=rules.REASON_LIMIT)
    version: int | None = Field(None, ge=1, le=2**31 - 1)


class NeededWordsIn(Schema):
    """Words for the timeline, without which the step says nothing."""

    text: Said = Field(max_length=rules.REASON_LIMIT)
    version: int | None = Field(None, ge=1, le=2**31 - 1)


class HandOverIn(Schema):
    """To which agency, and why."""

    agency_code: Words = Field(min_length=1, max_length=80)
    reason: Said = Field(max_length=rules.REASON_LIMIT)
    version: int | None = Field(None, ge=1, le=2**31 - 1)


class ChangedOut(Schema):
    """Where a report stands after a step; ask for the report to see the rest."""

    number: str
    state: State
    version: int
    due_at: dt.datetime | None


class ResolveIn(NeededWordsIn):
    """The result in words and photos."""

    photo_uids: list[UUID] = Field(min_length=1, max_length=rules.PHOTO_LIMIT)


class RateIn(Schema):
    """One to five stars."""

    stars: int = Field(ge=1, le=5)
    text: Words = Field("", max_length=rules.REASON_LIMIT)
