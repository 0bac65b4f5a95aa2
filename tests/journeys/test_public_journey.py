"""A neighbour finds on list and map what is reported already, and joins instead of reporting again."""

from __future__ import annotations

import pytest

from tests.journeys.people import GPS, SMALL_PHONE, report_by_phone, step
from tests.support.browser import DESKTOP, eventually

pytestmark = pytest.mark.browser


def test_a_neighbour_finds_the_report_and_says_me_too(screens, town):
    receipt = report_by_phone(
        screens.open("/lapor/", SMALL_PHONE, **GPS), "Lampu jalan padam di tikungan gelap"
    )
    desk = screens.desk("wawan", f"/meja/laporan/{receipt.number}/")
    step(desk, "Periksa")
    desk.get_by_text("Laporan diperiksa.").wait_for()

    neighbour = screens.open("/laporan/?kategori=lampu-jalan", DESKTOP)
    neighbour.locator("pd-map[ready]").wait_for()
    row = neighbour.locator(".listed", has_text=receipt.number)
    assert neighbour.locator(f"pd-map [data-lon] a[href='/laporan/{receipt.number}/']").count() == 1
    row.get_by_role("link").click()
    neighbour.get_by_role("heading", name="Lampu jalan padam di tikungan gelap").wait_for()

    neighbour.get_by_role("button", name="Saya juga").click()
    neighbour.get_by_text("Suara Anda dihitung.").wait_for()
    assert eventually(neighbour, lambda: neighbour.locator(".record-voices b").inner_text()) == "1"
    neighbour.get_by_role("button", name="Saya juga").click()
    neighbour.get_by_text("sudah dihitung sebelumnya").wait_for()
    assert neighbour.locator(".record-voices b").inner_text() == "1"
    assert neighbour.complaints == []


def test_who_turns_back_the_days_sees_the_map_and_the_figures_of_that_day(screens, town):
    page = screens.open("/laporan/putar/", DESKTOP)
    page.locator("pd-map[ready]").wait_for()
    before = page.locator("#hari h2").inner_text()
    page.get_by_role("slider", name="Geser hari").press("ArrowLeft")
    eventually(page, lambda: page.locator("#hari h2").inner_text() != before)
    day = page.input_value("#id_hari")
    assert day in (page.locator("pd-map").get_attribute("data-points") or "")
    assert page.complaints == []
