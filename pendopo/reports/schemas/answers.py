"""What programs get."""

from __future__ import annotations

import datetime as dt
from typing import Self
from uuid import UUID

from ninja import Schema
from pydantic import Field

from pendopo.reports.queries import (
    Figures,
    FigureTable,
    NearbyReport,
    ReportDetail,
    ReportList,
    ReportRow,
    StepRow,
)
from pendopo.reports.rules import ProofKind, State, Suggestion, Urgency, Verb


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
    is_paused: bool
    support_count: int

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
    metres: int | None = Field(description="Jarak bukti lapangan dari titik laporan.")

    @classmethod
    def of(cls, step: StepRow) -> Self:
        """From the step of a query."""
        return cls(**{name: getattr(step, name) for name in cls.model_fields})


class ReportDetailOut(ReportOut):
    """A report in full."""

    text: str
    proof: ProofKind
    pause_reason: str
    promised_for: dt.date | None
    outside_name: str
    outside_number: str
    parent_number: str
    waits_for: list[str] = Field(description="Kode instansi yang diminta membantu dan belum menjawab.")
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
            proof=detail.proof,
            pause_reason=detail.pause_reason,
            promised_for=detail.promised_for,
            outside_name=detail.outside_name,
            outside_number=detail.outside_number,
            parent_number=detail.parent_number,
            waits_for=[agency.code for agency in detail.asked],
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
    confidence: float = Field(description="Bagian teks serupa yang memang tentang bidang ini, 0 sampai 1.")

    @classmethod
    def of(cls, suggestion: Suggestion) -> Self:
        """From the suggestion of a rule."""
        return cls(
            code=suggestion.code,
            name=suggestion.name,
            words=list(suggestion.words),
            confidence=suggestion.confidence,
        )


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


class ChangedOut(Schema):
    """Where a report stands after a step; ask for the report to see the rest."""

    number: str
    state: State
    version: int
    due_at: dt.datetime | None


class TicketOut(Schema):
    """Leave to claim one report from the field, once."""

    nonce: UUID
    number: str
    issued_at: dt.datetime
    ends_at: dt.datetime


class SupportOut(Schema):
    """Whether the voice was new, and how many there are."""

    is_new: bool
    count: int


class FiguresOut(Schema):
    """What became of some reports; ``DEFINITIONS`` on the page of figures say what each counts."""

    key: str = Field(description="Kode instansi, kategori, kecamatan, atau bulan; kosong untuk seluruhnya.")
    label: str
    received: int
    verified_in_time: int
    followed_up: int
    open: int
    late: int = Field(description="Dihitung saat ditanya; yang lain pada counted_at.")
    promised: int
    claimed: int
    confirmed: int = Field(description="Selesai: disetujui pelapor atau petugas kedua.")
    confirmed_by_reporter: int
    on_time: int
    closed: int
    median_days: int | None
    monthly: list[int] = Field(description="Diterima dalam tiap bulan dari since sampai until.")

    @classmethod
    def of(cls, row: Figures) -> Self:
        """From the row of a query."""
        return cls(**{name: getattr(row, name) for name in cls.model_fields})


class FigureTableOut(Schema):
    """Figures of some months, told apart by one thing."""

    since: dt.date
    until: dt.date
    counted_at: dt.datetime | None
    rows: list[FiguresOut]
    total: FiguresOut

    @classmethod
    def of(cls, table: FigureTable) -> Self:
        """From the table of a query."""
        return cls(
            since=table.since,
            until=table.until,
            counted_at=table.counted_at,
            rows=[FiguresOut.of(row) for row in table.rows],
            total=FiguresOut.of(table.total),
        )
