"""What stands around every page: city, zone, navigation, actor, live address.

The kit knows none of these. Upper storeys register a function with ``provide``; each is called once per
rendered page, in order of registration, and returns the chrome with its own fields replaced.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from django.db import DatabaseError
from django.http import HttpRequest

from pendopo.kernel import clock
from pendopo.web.branding import Brand
from pendopo.web.formats import zone_label

_log = logging.getLogger("pendopo.web")

THEMES: Final = frozenset({"light", "dark"})
THEME_COOKIE: Final = "pd_theme"
"""Cookie in which ``pd-theme`` keeps the reader's choice; absent means as the device."""


@dataclass(frozen=True, slots=True)
class NavEntry:
    """One link of a navigation; ``count`` None shows no figure; ``is_current`` marks the page one is on."""

    label: str
    url: str
    count: int | None = None
    icon: str = ""
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class NavGroup:
    """Links under one heading; an empty heading is not shown."""

    heading: str
    entries: tuple[NavEntry, ...]


@dataclass(frozen=True, slots=True)
class Chrome:
    """The frame of a page. Empty text means: not shown."""

    product: str = "Pendopo"
    city_name: str = ""
    """Full name, "Kabupaten Lumajang"."""
    city_short: str = ""
    """Short name, "Lumajang"."""
    city_unit: str = ""
    """Who answers for the site, for the footer: "Dinas Komunikasi dan Informatika Kabupaten Lumajang"."""
    brand: Brand | None = None
    """The city's own colours, emblem and pattern; None for ours."""
    is_demo: bool = False
    language: str = "id"
    theme: str = ""
    """"light" or "dark" when the reader chose one; empty follows the device."""
    zone_label: str = "WIB"
    zone_name: str = "Asia/Jakarta"
    home_url: str = "/"
    sign_in_url: str = ""
    sign_out_url: str = ""
    account_url: str = ""
    notifications_url: str = ""
    actor_name: str = ""
    """Empty for somebody who has not signed in."""
    actor_mark: str = ""
    """Opaque; the same on every page of one person, empty on those of nobody."""
    actor_title: str = ""
    """Post and agency: "Kepala Bidang Bina Marga, DPUPR"."""
    nav: tuple[NavGroup, ...] = ()
    footer: tuple[NavEntry, ...] = ()
    search_url: str = ""
    search_text: str = ""
    """Placeholder of the search field."""
    live_url: str = ""
    """Address of the event stream with its token; empty shows the page without live updates."""
    live_token_url: str = ""
    """Address that answers ``{"url": ...}`` with a fresh ``live_url``."""
    boundaries_url: str = ""
    """PMTiles of the areas, for every map."""
    bounds: tuple[float, ...] = field(default=())
    """West, south, east, north of the city in degrees."""


Provider = Callable[[HttpRequest, Chrome], Chrome]

_providers: list[Provider] = []


def provide(function: Provider) -> Provider:
    """Register ``function(request, chrome) -> chrome``; for ``AppConfig.ready`` of upper storeys."""
    if function not in _providers:
        _providers.append(function)
    return function


def chrome_for(request: HttpRequest) -> Chrome:
    """The chrome of this request after every provider has filled in its part."""
    theme = request.COOKIES.get(THEME_COOKIE, "")
    chrome = Chrome(
        language=getattr(request, "LANGUAGE_CODE", "id"),
        theme=theme if theme in THEMES else "",
        zone_label=zone_label(clock.zone()),
        zone_name=clock.zone().key,
    )
    try:
        for provider in _providers:
            chrome = provider(request, chrome)
    except DatabaseError:
        _log.warning("the frame of a page is bare, for the database does not answer")
    return chrome
