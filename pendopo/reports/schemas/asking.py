"""What programs ask for: filters, a key, a place, a text."""

from __future__ import annotations

import datetime as dt

from ninja import Schema
from pydantic import Field

from pendopo.kernel import clock
from pendopo.reports import rules
from pendopo.reports.queries import ReportFilter, Scope, Sort
from pendopo.reports.rules import State
from pendopo.reports.rules.figures import Grouping
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


class FiguresIn(Schema):
    """By what figures are told apart, and of which months: the twelve to this one unless said otherwise."""

    by: Grouping = Grouping.AGENCY
    since: Day | None = Field(None, description="Hari mana pun dalam bulan pertama.")
    until: Day | None = Field(None, description="Hari mana pun dalam bulan terakhir.")

    @property
    def last(self) -> dt.date:
        """A day of the last month."""
        return min(max(self.until or clock.today(), _OLDEST), _NEWEST)

    @property
    def first(self) -> dt.date:
        """A day of the first month."""
        since = self.since or self.last.replace(day=1) - dt.timedelta(days=330)
        return min(max(since, _OLDEST), _NEWEST)


_OLDEST, _NEWEST = dt.date(2010, 1, 1), dt.date(2060, 12, 31)
"""No report is older or newer, and a list of months has an end."""


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
