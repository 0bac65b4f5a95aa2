"""Home, search, the agencies with their duties, and "Urusan saya"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.http import HttpRequest, HttpResponse

from pendopo.accounts.api import Duty, search_duties
from pendopo.kernel.access import actor_of, public, signed_in
from pendopo.reports.api import (
    CategoryRow,
    FollowingRow,
    PublicRow,
    ReportRow,
    find_public_report,
    list_own_followings,
    list_own_reports,
    search_categories,
)
from pendopo.territory.api import AreaInfo, search_areas
from pendopo.web.pages import render

SHOWN_ON_HOME = 3
SEARCH_LIMIT = 100


@dataclass(frozen=True, slots=True)
class HomePage:
    """The first page: what can we help with."""

    template: ClassVar[str] = "portal/home_page.html"
    own: tuple[ReportRow, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What the words found, kind by kind."""

    template: ClassVar[str] = "portal/search_page.html"
    words: str
    categories: tuple[CategoryRow, ...]
    duties: tuple[Duty, ...]
    areas: tuple[AreaInfo, ...]
    report: PublicRow | None = None
    """The report whose number was typed."""

    @property
    def is_empty(self) -> bool:
        """True when nothing was found."""
        return not (self.categories or self.duties or self.areas or self.report)


@dataclass(frozen=True, slots=True)
class AgencyListPage:
    """Who does what in this city, with the legal basis."""

    template: ClassVar[str] = "portal/agency_list_page.html"
    words: str
    duties: tuple[Duty, ...]


@dataclass(frozen=True, slots=True)
class MyMattersPage:
    """Everything the person brought to the city."""

    template: ClassVar[str] = "portal/my_matters_page.html"
    reports: tuple[ReportRow, ...]
    followings: tuple[FollowingRow, ...]


@public
def home_page(request: HttpRequest) -> HttpResponse:
    """What can we help with (no query for the anonymous)."""
    return render(request, HomePage(own=list_own_reports(actor_of(request), limit=SHOWN_ON_HOME)))


@public
def search_page(request: HttpRequest) -> HttpResponse:
    """Search over categories, agencies and areas; a number finds its report."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:SEARCH_LIMIT]
    page = SearchPage(
        words=words,
        categories=tuple(search_categories(words)) if words else (),
        duties=tuple(search_duties(words)) if words else (),
        areas=search_areas(words, limit=8) if words else (),
        report=find_public_report(words) if words else None,
    )
    return render(request, page)


@public
def agency_list_page(request: HttpRequest) -> HttpResponse:
    """The agencies with their duties."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:SEARCH_LIMIT]
    return render(request, AgencyListPage(words=words, duties=tuple(search_duties(words, limit=400))))


@signed_in
def my_matters_page(request: HttpRequest) -> HttpResponse:
    """What the person sent, newest first, and what the person follows (2 queries)."""
    actor = actor_of(request)
    return render(request, MyMattersPage(list_own_reports(actor), list_own_followings(actor)))
