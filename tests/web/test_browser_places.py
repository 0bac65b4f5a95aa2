"""Places: found by the device, kept, pressed on the map."""

from __future__ import annotations

import pytest

from tests.support.browser import DESKTOP, eventually
from tests.web.elements import LISTEN, heard

pytestmark = pytest.mark.browser


def test_gps_fills_the_place_and_a_refusal_is_explained(open_page):
    page = open_page(
        "/patterns/", geolocation={"longitude": 113.2244, "latitude": -8.1332}, permissions=["geolocation"]
    )
    page.get_by_role("button", name="Pakai lokasi saya").first.click()
    eventually(page, page.locator("[name=place_lat]").first.input_value)
    assert page.locator("[name=place_lon]").first.input_value() == "113.224400"
    assert "ketelitian" in page.locator(".place__note").first.inner_text()
    denied = open_page("/patterns/")
    denied.get_by_role("button", name="Pakai lokasi saya").first.click()
    eventually(page, lambda: "tidak diizinkan" in denied.locator(".place__note").first.inner_text())


def test_a_place_that_is_kept_shows_and_can_be_removed(open_page):
    page = open_page("/patterns/")
    place = page.locator("pd-locate").first
    kept = place.locator("[data-kept]")
    assert not kept.is_visible()
    page.evaluate(LISTEN)
    page.evaluate(
        "document.dispatchEvent(new CustomEvent('pd:place', { detail: { lon: 113.2244, lat: -8.1332 } }))"
    )
    eventually(page, kept.is_visible)
    assert "Titik tersimpan" in kept.inner_text()
    kept.get_by_role("button", name="Hapus titik").click()
    eventually(page, lambda: not kept.is_visible())
    assert place.locator("[name=place_lon]").input_value() == ""


def test_a_press_on_the_map_puts_the_mark_and_says_where(open_page):
    page = open_page("/patterns/", DESKTOP)
    page.evaluate(LISTEN)
    picker = page.locator("pd-map[data-pick]")
    picker.scroll_into_view_if_needed()
    eventually(page, lambda: page.locator("pd-map[data-pick][ready]").count(), 20)
    picker.locator("canvas").click(position={"x": 200, "y": 120})
    eventually(page, lambda: [name for name, _ in heard(page) if name == "pd:place"])
    eventually(page, lambda: page.locator("[name=place_lon]").first.input_value().startswith("113."))


def test_without_webgl_the_list_of_places_stays_and_no_empty_map_is_shown(open_page):
    page = open_page("/sw.js")
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page.goto("/patterns/", wait_until="networkidle")
    eventually(page, lambda: page.evaluate("Boolean(customElements.get('pd-map'))"))
    eventually(page, page.locator("pd-map [data-canvas]").first.is_hidden)
    assert page.locator("pd-map li a").count() == 5
