"""One way to turn a page into a response.

A page is a frozen dataclass that names its template and holds everything the template may show:

    @dataclass(frozen=True, slots=True)
    class HomePage:
        template: ClassVar[str] = "portal/home_page.html"
        matters: tuple[Matter, ...]

    return render(request, HomePage(matters=...))

In the template everything is ``page.x``, and the frame around it is ``chrome.x``.
"""

from __future__ import annotations

from typing import ClassVar, Protocol

from django.http import HttpRequest, HttpResponse
from django.template import loader


class Page(Protocol):
    """What ``render`` asks of a page: the name of its template."""

    template: ClassVar[str]


def render(request: HttpRequest, page: Page, *, status: int = 200) -> HttpResponse:
    """Render ``page`` with its template; raises ``TemplateDoesNotExist`` when there is none."""
    return HttpResponse(render_text(request, page), status=status)


def render_text(request: HttpRequest, page: Page) -> str:
    """The HTML of ``page``, for a caller that puts several fragments into one answer."""
    return loader.render_to_string(page.template, {"page": page}, request)
