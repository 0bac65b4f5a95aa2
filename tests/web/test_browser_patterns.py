# ruff: noqa: E501 - scripts and markup for the page read best on their own lines
from __future__ import annotations

import pytest

from tests.support.browser import DESKTOP, PHONE, TELEVISION, barriers, eventually

pytestmark = pytest.mark.browser

LOOKS = [
    *(("/patterns/", size, scheme) for size in (PHONE, DESKTOP) for scheme in ("light", "dark")),
    *((f"/patterns/{shell}/", PHONE, "dark") for shell in ("warga", "meja", "gangguan")),
    *((f"/patterns/{shell}/", DESKTOP, "light") for shell in ("warga", "meja")),
]


@pytest.mark.parametrize(("path", "size", "scheme"), [*LOOKS, ("/patterns/tv/", TELEVISION, "dark")])
def test_pages_have_no_barriers_no_complaints_and_no_sideways_scrolling(open_page, path, size, scheme):
    page = open_page(path, size, scheme)
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert [said for said in page.complaints if "503" not in said] == []


@pytest.mark.parametrize("path", ["/patterns/warga/", "/patterns/"])
def test_everything_a_finger_presses_on_a_phone_is_large_enough(open_page, path):
    page = open_page(path)
    small = page.evaluate(
        """() => [...document.querySelectorAll('.portal__header a, main .button:not(.button--small), main .link-card,'
            + ' main .search__go, main .choice, main select, main input:not([type=checkbox], [type=radio],'
            + ' [type=file], [type=search])')].filter((e) => e.checkVisibility() && e.closest('.hero, .portal__hero') === null)
            .map((e) => [e.outerHTML.slice(0, 90), e.getBoundingClientRect().height])
            .filter(([, height]) => height < 44)"""
    )
    assert small == []


def test_forced_colours_keep_status_and_selection_visible(open_page):
    page = open_page("/patterns/meja/", DESKTOP, forced_colors="active")
    border = page.evaluate("getComputedStyle(document.querySelector('.status')).borderTopStyle")
    assert border == "solid"


def test_the_page_works_without_javascript(open_page):
    page = open_page("/patterns/", java_script_enabled=False)
    assert page.locator("input[type=file]").first.is_visible()
    assert page.locator("pd-copy").first.is_hidden()
    assert page.locator("summary", has_text="Isi koordinat sendiri").first.is_visible()


def test_a_desk_on_a_phone_shows_one_pane_and_leads_back(open_page):
    page = open_page("/patterns/meja/?pane=open")
    assert page.locator(".desk__detail").is_visible()
    assert page.locator(".desk__list").is_hidden()
    page.get_by_role("link", name="Kembali ke daftar").click()
    assert page.locator(".desk__list").is_visible()
    assert page.locator(".desk__detail").is_hidden()


def test_a_wide_desk_shows_list_and_matter_side_by_side(open_page):
    page = open_page("/patterns/meja/?pane=open", DESKTOP)
    assert page.locator(".desk__list").is_visible()
    assert page.locator(".desk__detail").is_visible()


def test_the_wall_fits_its_screen_and_no_text_on_it_is_small(open_page):
    page = open_page("/patterns/tv/", TELEVISION)
    assert page.evaluate("[document.documentElement.scrollHeight, innerHeight]") == [1080, 1080]
    smallest = page.evaluate(
        """() => Math.min(...[...document.querySelectorAll('.wall *')].filter((e) => e.checkVisibility()
            && !e.closest('.visually-hidden, .maplibregl-map')
            && [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()))
            .map((e) => parseFloat(getComputedStyle(e).fontSize)))"""
    )
    assert smallest >= 22


def test_the_first_page_stays_far_below_its_budget(open_page):
    page = open_page("/patterns/warga/")
    sizes = page.evaluate(
        """() => [...performance.getEntriesByType('resource'), ...performance.getEntriesByType('navigation')]
            .map((e) => [e.name, e.encodedBodySize])"""
    )
    names = " ".join(name for name, _size in sizes)
    assert "htmx" not in names
    assert "maplibre" not in names
    assert sum(size for _name, size in sizes) < 90_000  # not compressed here; 27 KB with brotli


def test_the_map_is_drawn_under_the_content_policy(open_page):
    page = open_page("/patterns/", DESKTOP)
    page.locator("pd-map").first.scroll_into_view_if_needed()
    assert eventually(page, lambda: page.locator("pd-map[ready]").count(), 20)
    assert page.complaints == []
