"""The published figures: what became of the reports that were received in some months.

Every figure is about the reports received in these months, none of them secret, as they stand when counted.
``rules.figures.DEFINITIONS`` says what each counts. ``open + promised + claimed + confirmed + closed`` is
``received``; only ``confirmed`` is done.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import connection
from django.utils.translation import get_language, gettext

from pendopo.accounts.api import agencies_by_id
from pendopo.kernel import clock
from pendopo.kernel.numbering.api import Recent
from pendopo.reports.models import OPEN, Tally
from pendopo.reports.queries.categories import get_category
from pendopo.reports.queries.public import month_span
from pendopo.reports.rules.figures import Grouping, added, median, share
from pendopo.territory.api import find_area
from pendopo.web.formats import month_text

_SUMS = (
    "received", "verified_in_time", "followed_up", "open", "promised", "claimed", "confirmed",
    "confirmed_by_reporter", "on_time", "closed",
)  # fmt: skip
_LATE_KEYS = {
    Grouping.ALL: "to_char(received_at AT TIME ZONE %(zone)s, 'YYYY-MM')",
    Grouping.AGENCY: "coalesce(agency_id::text, '')",
    Grouping.CATEGORY: "category_id::text",
    Grouping.DISTRICT: "left(area_code, 8)",
}
_LATE = """
SELECT {key}, count(*) FROM reports_report
 WHERE state IN ({open}) AND due_at < %(now)s AND paused_at IS NULL AND visibility <> 'secret'
   AND received_at >= %(since)s AND received_at < %(until)s
 GROUP BY 1
"""


@dataclass(frozen=True, slots=True)
class Figures:
    """One row of figures; see the module for what they are about."""

    key: str
    """Code of the agency, category or kecamatan, or the month as ``2026-11``; empty for all, and for none."""
    label: str
    received: int
    verified_in_time: int
    followed_up: int
    open: int
    late: int
    """Counted at the moment of asking, all others at ``counted_at``."""
    promised: int
    claimed: int
    confirmed: int
    confirmed_by_reporter: int
    on_time: int
    closed: int
    median_days: int | None
    monthly: tuple[int, ...]
    """How many were received in each of the months asked for."""

    @property
    def on_time_share(self) -> float | None:
        """Of the confirmed ones, 0 to 1."""
        return share(self.on_time, self.confirmed)

    @property
    def confirmed_share(self) -> float | None:
        """Of the received ones, 0 to 1."""
        return share(self.confirmed, self.received)

    @property
    def verified_share(self) -> float | None:
        """Of the received ones, 0 to 1."""
        return share(self.verified_in_time, self.received)

    @property
    def followed_share(self) -> float | None:
        """Of the received ones, 0 to 1."""
        return share(self.followed_up, self.received)


@dataclass(frozen=True, slots=True)
class FigureTable:
    """Figures of some months, told apart by one thing, with their total."""

    since: dt.date
    until: dt.date
    """First days of the first and the last month."""
    months: tuple[dt.date, ...]
    rows: tuple[Figures, ...]
    """The most received first; months in their order."""
    total: Figures
    counted_at: dt.datetime | None
    """None while nothing was ever counted."""


FIGURES = "reports.figures"
_recent: Recent[FigureTable] = Recent(FIGURES)


def get_figures(grouping: Grouping, *, since: dt.date, until: dt.date) -> FigureTable:
    """Figures of the months from that of ``since`` to that of ``until``, a few seconds old at most.

    None to 4 queries. ``Grouping.ALL`` tells months apart.
    """
    first, last = since.replace(day=1), until.replace(day=1)
    asked = grouping, first, last, get_language()
    return _recent.get(asked, lambda: _counted(grouping, first, last))


def _counted(grouping: Grouping, first: dt.date, last: dt.date) -> FigureTable:
    found = list(Tally.objects.filter(month__gte=first, month__lte=last, grouping=grouping))
    months = _months(first, last)
    late = _late(grouping, first, last)
    groups = _by_month(found) if grouping is Grouping.ALL else _by_key(found)
    labels = _LABELS[grouping](groups)
    rows = [
        _row(labels[key][0], labels[key][1], tallies, months, late.get(key, 0))
        for key, tallies in groups.items()
    ]
    if grouping is not Grouping.ALL:
        rows.sort(key=lambda row: (-row.received, row.label))
    return FigureTable(
        since=first,
        until=last,
        months=months,
        rows=tuple(rows),
        total=_row("", gettext("Seluruhnya"), found, months, sum(late.values())),
        counted_at=_counted_at(),
    )


def first_month() -> dt.date | None:
    """The first month with a report, as far as counted (1 query)."""
    return Tally.objects.order_by("month").values_list("month", flat=True).first()


def _counted_at() -> dt.datetime | None:
    found = Tally.objects.filter(grouping=Grouping.ALL).order_by("-counted_at")
    return found.values_list("counted_at", flat=True).first()


def _months(first: dt.date, last: dt.date) -> tuple[dt.date, ...]:
    months = []
    while first <= last:
        months.append(first)
        first = (first + dt.timedelta(days=31)).replace(day=1)
    return tuple(months)


def _by_key(tallies: Iterable[Tally]) -> dict[str, list[Tally]]:
    groups: defaultdict[str, list[Tally]] = defaultdict(list)
    for tally in tallies:
        groups[tally.key].append(tally)
    return dict(groups)


def _by_month(tallies: Iterable[Tally]) -> dict[str, list[Tally]]:
    return {f"{tally.month:%Y-%m}": [tally] for tally in sorted(tallies, key=lambda each: each.month)}


def _row(key: str, label: str, tallies: list[Tally], months: tuple[dt.date, ...], late: int) -> Figures:
    sums = {name: sum(getattr(tally, name) for tally in tallies) for name in _SUMS}
    waits = added(Counter(dict(zip(tally.days, tally.day_counts, strict=True))) for tally in tallies)
    monthly = Counter[dt.date]()
    for tally in tallies:
        monthly[tally.month] += tally.received
    return Figures(
        key=key,
        label=label,
        late=late,
        median_days=median(waits),
        monthly=tuple(monthly[month] for month in months),
        **sums,
    )


def _late(grouping: Grouping, first: dt.date, last: dt.date) -> dict[str, int]:
    """How many are late now, by key; by the partial index of open reports."""
    values: dict[str, str | dt.datetime] = {
        "zone": clock.zone().key,
        "now": clock.now(),
        "since": month_span(first)[0],
        "until": month_span(last)[1],
    }
    states = ", ".join(f"'{state}'" for state in OPEN)
    with connection.cursor() as cursor:
        cursor.execute(_LATE.format(key=_LATE_KEYS[grouping], open=states), values)
        return dict(cursor.fetchall())


Labels = dict[str, tuple[str, str]]
"""Key of a tally -> key and label of its row."""


def _agency_labels(keys: Iterable[str]) -> Labels:
    agencies = agencies_by_id(int(key) for key in keys if key)
    labels = {str(pk): (agency.code, agency.short_name) for pk, agency in agencies.items()}
    return {"": ("", gettext("Belum ada instansi")), **labels}


def _category_labels(keys: Iterable[str]) -> Labels:
    categories = {key: get_category(int(key)) for key in keys}
    return {key: (category.code, category.name) for key, category in categories.items()}


def _district_labels(keys: Iterable[str]) -> Labels:
    areas = {key: find_area(key) for key in keys}
    return {key: (key, area.name if area else key) for key, area in areas.items()}


def _month_labels(keys: Iterable[str]) -> Labels:
    return {key: (key, month_text(dt.date.fromisoformat(f"{key}-01"))) for key in keys}


_LABELS: dict[Grouping, Callable[[Iterable[str]], Labels]] = {
    Grouping.ALL: _month_labels,
    Grouping.AGENCY: _agency_labels,
    Grouping.CATEGORY: _category_labels,
    Grouping.DISTRICT: _district_labels,
}
