"""A real Chromium for tests: found on the machine, with what maps need, and axe to look for barriers."""

from __future__ import annotations

import atexit
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

PHONE, DESKTOP, TELEVISION = (360, 740), (1440, 900), (1920, 1080)

_AXE = Path(__file__).parents[1] / "vendor/axe-core/axe.min.js"
_RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The headless Chromium of this process; the test is skipped, and says so, where there is none.

    One for all tests of a worker: Playwright's loop allows no second one in the same thread.
    """
    path = next((found for name in _NAMES if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("no Chromium on this machine")
    yield _running(path)


@lru_cache(maxsize=1)
def _running(path: str) -> Browser:
    playwright = sync_playwright().start()
    atexit.register(playwright.stop)
    return playwright.chromium.launch(executable_path=path, args=[*_FLAGS])


@contextmanager
def pages_served() -> Iterator[str]:
    """The pages of the present database on a free port; yields their origin. Wants ``committed_city``.

    pytest-django's ``live_server`` would empty the worker's database after each test.
    """
    server = LiveServerThread("127.0.0.1", StaticFilesHandler, connections_override={})
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    yield f"http://127.0.0.1:{server.port}"
    server.terminate()


def listening_page(context: BrowserContext) -> Page:
    """A new page of ``context``; what its browser complains of is in ``page.complaints``."""
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda said: _note(page, said.type, said.text))
    page.on("pageerror", lambda fault: page.complaints.append(str(fault)))
    return page


def _note(page: Page, kind: str, text: str) -> None:
    if kind in {"error", "warning"} and "Service Worker" not in text and "GPU stall" not in text:
        page.complaints.append(text)


def eventually(page: Page, question: Callable[[], Any], seconds: float = 10) -> Any:
    """The first true answer to ``question``; fails when none comes in time.

    Playwright's own waiting evaluates text, which our content policy forbids; its requests and addresses
    move on only while the page is spoken to.
    """
    end = time.monotonic() + seconds
    while not (answer := question()):
        assert time.monotonic() < end, "it did not happen in time"
        page.wait_for_timeout(50)
    return answer


def barriers(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 A and AA on the page, one line each."""
    page.evaluate(_AXE.read_text())
    found = page.evaluate("(rules) => axe.run(document, {runOnly: rules})", list(_RULES))
    return [
        f"{violation['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
