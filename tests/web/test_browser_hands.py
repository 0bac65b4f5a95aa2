# ruff: noqa: E501 - scripts and markup for the page read best on their own lines
"""What keys and presses do, and what stays of what was typed and chosen."""

from __future__ import annotations

import pytest

from tests.support.browser import DESKTOP, eventually
from tests.web.elements import insert

pytestmark = pytest.mark.browser


def test_typed_text_survives_a_reload_until_the_form_was_accepted(open_page):
    page = open_page("/patterns/warga/")
    form = "<pd-draft data-key='try'><form><textarea name='text'></textarea><input type='password' name='secret'></form></pd-draft>"
    insert(page, form)
    eventually(page, lambda: page.evaluate("Boolean(customElements.get('pd-draft'))"))
    page.locator("textarea").fill("Jembatan retak")
    page.locator("[type=password]").fill("rahasia")
    page.reload()
    assert "rahasia" not in page.evaluate("localStorage.getItem('pd-draft:try')")
    insert(page, form)
    eventually(page, lambda: page.locator("textarea").input_value() == "Jembatan retak")
    insert(page, "<pd-draft data-clear='try'></pd-draft>")
    assert page.evaluate("localStorage.getItem('pd-draft:try')") is None


def test_an_officer_walks_picks_and_searches_by_keyboard(open_page):
    page = open_page("/patterns/meja/?pane=list", DESKTOP)
    eventually(page, lambda: page.evaluate("Boolean(customElements.get('pd-list'))"))
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert "Surat keterangan usaha" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("x")
    assert page.locator("[data-pick]:checked").count() == 1
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    eventually(page, lambda: page.url.endswith("pane=open"))


def test_keys_do_nothing_while_one_types(open_page):
    page = open_page("/patterns/", DESKTOP)
    eventually(page, lambda: page.evaluate("Boolean(customElements.get('pd-list'))"))
    page.locator("#id_title").first.click()
    page.keyboard.type("jxk?")
    assert page.locator("#id_title").first.input_value() == "jxk?"
    assert page.locator("[data-pick]:checked").count() == 0


def test_an_act_that_cannot_be_taken_back_is_asked_for_first(open_page):
    page = open_page("/patterns/", DESKTOP)
    eventually(page, lambda: page.evaluate("Boolean(customElements.get('pd-dialog'))"))
    page.get_by_role("button", name="Tutup laporan").first.click()
    assert page.locator("#close-report").is_visible()
    page.locator("#close-report [data-close-dialog]").click()
    assert page.locator("#close-report").is_hidden()


def test_a_press_beside_the_question_closes_it_and_one_on_its_edge_does_not(open_page):
    page = open_page("/patterns/")
    page.get_by_role("button", name="Tutup laporan", exact=True).first.click()
    box = page.locator("#close-report").bounding_box()
    page.mouse.click(box["x"] + 6, box["y"] + 6)
    assert page.locator("#close-report").is_visible()
    page.mouse.click(box["x"] + 6, box["y"] - 6)
    assert not page.locator("#close-report").is_visible()


def test_the_chosen_theme_is_still_there_on_the_next_page(open_page):
    page = open_page("/patterns/warga/", DESKTOP)
    page.get_by_role("button", name="Tampilan gelap").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.goto("/tanpa-sambungan/")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
