"""The published figures as a page with plots, and as CSV."""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.kernel import clock
from pendopo.kernel.access import public
from pendopo.kernel.errors import gettext_noop
from pendopo.portal.views.tables import Chip, Head
from pendopo.reports.api import DEFINITIONS, Figures, FigureTable, Grouping, first_month, get_figures
from pendopo.web.formats import MONTHS, month_text, number_text
from pendopo.web.pages import render
from pendopo.web.plots import Column, Spark, Stack, columns, spark, stacks

PERIODS: dict[str, tuple[str, int]] = {
    "bulan": (gettext_noop("Bulan ini"), 1),
    "tiga-bulan": (gettext_noop("3 bulan"), 3),
    "tahun": (gettext_noop("12 bulan"), 12),
    "semua": (gettext_noop("Semua"), 0),
}
"""What one may choose -> its words, and how many months it has; 0 for all there are."""
GROUPINGS: dict[str, tuple[str, Grouping]] = {
    "instansi": (gettext_noop("Instansi"), Grouping.AGENCY),
    "kategori": (gettext_noop("Kategori"), Grouping.CATEGORY),
    "kecamatan": (gettext_noop("Kecamatan"), Grouping.DISTRICT),
    "bulan": (gettext_noop("Bulan"), Grouping.ALL),
}
_CSV = ("key", "label", *(name for name in DEFINITIONS))
NOTHING = "\N{EN DASH}"
_DRAWN = 12
"""So many groups are drawn; the table has them all."""
_LINES = 8


@dataclass(frozen=True, slots=True)
class Line:
    """One small multiple."""

    label: str
    text: str
    plot: Spark | None


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """Figures of some months, told apart by one thing."""

    template: ClassVar[str] = "portal/figures_page.html"
    table: FigureTable
    monthly: FigureTable
    periods: tuple[Chip, ...]
    groupings: tuple[Chip, ...]
    grouped_by: str
    csv_url: str
    api_url: str

    @property
    def period(self) -> str:
        """The months in words."""
        first, last = month_text(self.table.since), month_text(self.table.until)
        return first if first == last else _("%(first)s sampai %(last)s") % {"first": first, "last": last}

    @property
    def columns(self) -> tuple[Column, ...]:
        """Received and confirmed, month by month, empty months too."""
        rows = {row.key: row for row in self.monthly.rows}
        return columns(tuple(_column(month, rows.get(f"{month:%Y-%m}")) for month in self.monthly.months))

    @property
    def month_heads(self) -> tuple[Head, ...]:
        """The columns of the table of months."""
        names = (Head(_(DEFINITIONS[name][0])) for name in ("received", "confirmed"))
        return (Head(_("Bulan"), is_number=False), *names)

    @property
    def month_rows(self) -> list[list[str]]:
        """Its rows."""
        rows = self.monthly.rows
        return [[row.label, number_text(row.received), number_text(row.confirmed)] for row in rows]

    @property
    def stacks(self) -> tuple[Stack, ...]:
        """How the reports of each group stand."""
        drawn = self.table.rows[:_DRAWN]
        return stacks(tuple((row.label, number_text(row.received), _standing(row)) for row in drawn))

    @property
    def lines(self) -> tuple[Line, ...]:
        """What each of the largest groups received, month by month; none for months themselves."""
        if len(self.table.months) < 3 or self.table.rows == self.monthly.rows:  # noqa: PLR2004 - two make no line
            return ()
        return tuple(_line(row) for row in self.table.rows[:_LINES])

    @property
    def heads(self) -> tuple[Head, ...]:
        """The columns of the table."""
        named = (Head(_(DEFINITIONS[name][0])) for name in DEFINITIONS)
        return (Head(self.grouped_by, is_number=False), *named)

    @property
    def rows(self) -> list[list[str]]:
        """The rows of the table."""
        return [_cells(row) for row in self.table.rows]

    @property
    def foot(self) -> list[str]:
        """Its total."""
        return _cells(self.table.total)

    @property
    def definitions(self) -> list[tuple[str, str]]:
        """What each figure counts."""
        return [(_(label), _(text)) for label, text in DEFINITIONS.values()]


def _column(month: dt.date, row: Figures | None) -> tuple[str, float, float, str]:
    received, confirmed = (row.received, row.confirmed) if row else (0, 0)
    said = _("%(month)s: %(received)s diterima, %(confirmed)s sudah selesai") % {
        "month": month_text(month),
        "received": number_text(received),
        "confirmed": number_text(confirmed),
    }
    return f"{MONTHS[month.month - 1][0]} {month:%y}", received, confirmed, said


def _standing(row: Figures) -> tuple[tuple[str, float], ...]:
    return (
        ("done", row.confirmed),
        ("claimed", row.claimed),
        ("new", row.promised),
        ("work", row.open - row.late),
        ("late", row.late),
        ("", row.closed),
    )


def _line(row: Figures) -> Line:
    most = number_text(max(row.monthly))
    text = _("%(received)s diterima, paling banyak %(most)s sebulan") % {
        "received": number_text(row.received),
        "most": most,
    }
    return Line(row.label, text, spark(row.monthly, label=f"{row.label}: {text}"))


def _cells(row: Figures) -> list[str]:
    cells = {name: number_text(getattr(row, name)) for name in DEFINITIONS if name != "median_days"}
    cells["median_days"] = NOTHING if row.median_days is None else number_text(row.median_days)
    for name, part in (
        ("verified_in_time", row.verified_share),
        ("followed_up", row.followed_share),
        ("confirmed", row.confirmed_share),
        ("on_time", row.on_time_share),
    ):
        cells[name] += "" if part is None else f" ({number_text(round(part * 100))} %)"
    return [row.label, *(cells[name] for name in DEFINITIONS)]


@public
def figures_page(request: HttpRequest) -> HttpResponse:
    """Figures of a period by agency, category, kecamatan or month (8 queries at most)."""
    period, by = _asked(request)
    since, until = _span(period)
    table = get_figures(GROUPINGS[by][1], since=since, until=until)
    monthly = table if by == "bulan" else get_figures(Grouping.ALL, since=since, until=until)
    months = {"by": GROUPINGS[by][1].value, "since": f"{since:%Y-%m-%d}", "until": f"{until:%Y-%m-%d}"}
    return render(
        request,
        FiguresPage(
            table=table,
            monthly=monthly,
            periods=tuple(Chip(_(PERIODS[each][0]), _url(each, by), each == period) for each in PERIODS),
            groupings=tuple(
                Chip(_(GROUPINGS[each][0]), _url(period, each), each == by) for each in GROUPINGS
            ),
            grouped_by=_(GROUPINGS[by][0]),
            csv_url=_url(period, by, "portal:figures_csv"),
            api_url=f"/api/reports/figures?{urlencode(months)}",
        ),
    )


@public
def figures_csv(request: HttpRequest) -> HttpResponse:
    """The same figures as rows: names of columns as in the API, then their words (4 queries at most)."""
    period, by = _asked(request)
    since, until = _span(period)
    table = get_figures(GROUPINGS[by][1], since=since, until=until)
    body = io.StringIO()
    writer = csv.writer(body)
    writer.writerow(_CSV)
    writer.writerow([GROUPINGS[by][0], "", *(_(label) for label, _text in DEFINITIONS.values())])
    writer.writerows(_values(row) for row in table.rows)
    name = f"angka-{by}-{since:%Y%m}-{until:%Y%m}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(body.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def _values(row: Figures) -> list[object]:
    return ["" if (value := getattr(row, name)) is None else value for name in _CSV]


def _asked(request: HttpRequest) -> tuple[str, str]:
    period, by = request.GET.get("periode", "tahun"), request.GET.get("menurut", "instansi")
    return period if period in PERIODS else "tahun", by if by in GROUPINGS else "instansi"


def _url(period: str, by: str, name: str = "portal:figures_page") -> str:
    return f"{reverse(name)}?{urlencode({'periode': period, 'menurut': by})}"


def _span(period: str) -> tuple[dt.date, dt.date]:
    """First days of the first and the last month."""
    last = clock.today().replace(day=1)
    months = PERIODS[period][1]
    if not months:
        return first_month() or last, last
    since = last
    for _month in range(months - 1):
        since = (since - dt.timedelta(days=1)).replace(day=1)
    return since, last
