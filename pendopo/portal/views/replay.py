"""Turning back the days: how the city's reports stood at the end of any past day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.kernel import clock
from pendopo.kernel.access import public
from pendopo.portal.views.tables import Head
from pendopo.reports.api import ReplayDay, get_replay
from pendopo.web.formats import number_text
from pendopo.web.pages import render

SLIDER_DAYS = 60


@dataclass(frozen=True, slots=True)
class ReplayPage:
    """One day on the map, with a slider over the days before."""

    template: ClassVar[str] = "portal/replay_page.html"
    replay: ReplayDay

    @property
    def tiles(self) -> str:
        """Template of the tiles of the day."""
        return f"/tiles/replay/{self.replay.day:%Y-%m-%d}/{{z}}/{{x}}/{{y}}.mvt"

    @property
    def heads(self) -> tuple[Head, ...]:
        """The columns of the table of kecamatan."""
        numbers = (Head(each) for each in (_("Belum selesai"), _("Lewat waktu"), _("Selesai hari itu")))
        return (Head(_("Kecamatan"), is_number=False), *numbers)

    @property
    def rows(self) -> list[list[str]]:
        """Its rows."""
        return [
            [row.name, *map(number_text, (row.open, row.late, row.done))] for row in self.replay.districts
        ]

    @property
    def today(self) -> dt.date:
        """The last day that can be shown."""
        return clock.today()

    @property
    def last(self) -> dt.date:
        """Where the slider ends: today, or later days of an old one."""
        return min(self.today, self.replay.day + dt.timedelta(days=SLIDER_DAYS // 2))

    @property
    def first(self) -> dt.date:
        """Where it begins."""
        return self.last - dt.timedelta(days=SLIDER_DAYS)

    @property
    def at(self) -> int:
        """Where the slider stands."""
        return (self.replay.day - self.first).days

    @property
    def previous_url(self) -> str:
        """The day before."""
        return _url(self.replay.day - dt.timedelta(days=1))

    @property
    def next_url(self) -> str:
        """The day after; empty today."""
        return _url(self.replay.day + dt.timedelta(days=1)) if self.replay.day < self.today else ""


@dataclass(frozen=True, slots=True)
class ReplayFragment(ReplayPage):
    """The figures of a day alone, while somebody moves the slider."""

    template: ClassVar[str] = "portal/_replay_day.html"


@public
def replay_page(request: HttpRequest) -> HttpResponse:
    """A past day, yesterday at first (1 query, none for a day that was asked for lately)."""
    return render(request, ReplayPage(get_replay(_day(request))))


@public
def replay_fragment(request: HttpRequest) -> HttpResponse:
    """Its figures, with the template of its tiles."""
    return render(request, ReplayFragment(get_replay(_day(request))))


def _day(request: HttpRequest) -> dt.date:
    """The day that is asked for, kept within what there is; yesterday for what is no day."""
    today = clock.today()
    try:
        asked = dt.date.fromisoformat(request.GET.get("hari", ""))
    except ValueError:
        return today - dt.timedelta(days=1)
    return min(max(asked, _FIRST), today)


_FIRST = dt.date(2000, 1, 1)


def _url(day: dt.date) -> str:
    return f"{reverse('portal:replay_page')}?hari={day:%Y-%m-%d}"
