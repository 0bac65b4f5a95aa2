"""Pages of the situation room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.http import HttpRequest, HttpResponse, JsonResponse

from pendopo.kernel.access import actor_of, role_needed
from pendopo.situation import queries
from pendopo.situation.queries import Wall
from pendopo.web.live import live_url
from pendopo.web.pages import render

_watchers = role_needed("operator", "coordinator", "leader")


@dataclass(frozen=True, slots=True)
class BoardPage:
    """The television, 1920 x 1080."""

    template: ClassVar[str] = "situation/board_page.html"
    wall: Wall
    live_url: str


@dataclass(frozen=True, slots=True)
class BoardFragment:
    """What the television fetches again when something happened."""

    template: ClassVar[str] = "situation/_board.html"
    wall: Wall


@_watchers
def board_page(request: HttpRequest) -> HttpResponse:
    """The wall of the room."""
    return render(
        request, BoardPage(wall=queries.get_wall(actor_of(request)), live_url=live_url(["situation"]))
    )


@_watchers
def board_fragment(request: HttpRequest) -> HttpResponse:
    """The body of the wall alone."""
    return render(request, BoardFragment(wall=queries.get_wall(actor_of(request))))


@_watchers
def live_address(_request: HttpRequest) -> JsonResponse:
    """A fresh address of the event stream, before the old one's time is over."""
    return JsonResponse({"url": live_url(["situation"])})
