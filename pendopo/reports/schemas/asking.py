"""What programs ask for: filters, a key, a place, a text."""

from __future__ import annotations

from ninja import Schema
from pydantic import Field

from pendopo.reports import rules
from pendopo.reports.queries import ReportFilter, Scope, Sort
from pendopo.reports.rules import State
from pendopo.reports.schemas.words import Day, Words


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
