"""One browser for the tests of the kit, and pages that collect what went wrong in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Page

from tests.support.browser import PHONE, chromium, listening_page, pages_served


@pytest.fixture(scope="module")
def running_browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def open_page(running_browser: Browser, committed_city: str) -> Iterator[Callable[..., Page]]:
    """``open_page("/patterns/", size, scheme)``; what the browser complained of is in ``page.complaints``."""
    contexts = []
    served = ExitStack()
    origin = served.enter_context(pages_served())

    def open_at(path: str, size: tuple[int, int] = PHONE, scheme: str = "light", **options: object) -> Page:
        context = running_browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,
            service_workers="block",
            reduced_motion="reduce",
            base_url=origin,
            **options,
        )
        contexts.append(context)
        page = listening_page(context)
        page.goto(path, wait_until="networkidle")
        return page

    yield open_at
    for context in contexts:
        context.close()
    served.close()
