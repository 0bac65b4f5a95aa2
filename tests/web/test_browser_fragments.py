# ruff: noqa: E501 - scripts and markup for the page read best on their own lines
"""Forms and fragments that htmx exchanges with the server."""

from __future__ import annotations

import pytest

from tests.support.browser import eventually
from tests.web.elements import HTML, insert

pytestmark = pytest.mark.browser


def test_htmx_sends_the_form_token_and_shows_a_refused_form(open_page):
    page = open_page("/patterns/warga/")
    seen = []

    def answer(route):
        seen.append(route.request.headers)
        route.fulfill(status=422, body="<p id='said'>Nomor HP terlalu pendek.</p>", **HTML)

    page.route("**/try/", answer)
    insert(
        page,
        "<form hx-post='/try/' hx-target='#out'><button id='go'>Kirim</button></form><div id='out'></div>",
    )
    eventually(page, lambda: page.evaluate("Boolean(window.htmx)"))
    page.wait_for_timeout(50)
    page.locator("#go").click()
    eventually(page, lambda: page.locator("#said").count())
    token = page.evaluate("JSON.parse(document.body.getAttribute('hx-headers:inherited'))['X-CSRFToken']")
    assert seen[0]["x-csrftoken"] == token
    assert seen[0]["hx-request"] == "true"
    assert [said for said in page.complaints if "422" not in said] == []


def test_a_fragment_fetches_itself_again_once_for_many_events(open_page):
    page = open_page("/patterns/warga/")
    asked = []

    def answer(route):
        asked.append(route.request.url)
        route.fulfill(body=f"<li id='row'>baris {len(asked)}</li><li><input id='typed'></li>", **HTML)

    page.route("**/fragment/", answer)
    insert(
        page,
        "<pd-refresh id='list' data-url='/fragment/' data-kinds='a'><li id='row'>lama</li><li><input id='typed'></li></pd-refresh>",
    )
    eventually(page, lambda: page.evaluate("Boolean(customElements.get('pd-refresh'))"))
    page.locator("#typed").fill("sedang mengetik")
    page.evaluate(
        """() => { for (const kind of ['a', 'a', 'b', 'a']) document.dispatchEvent(new CustomEvent('pd:live', {detail: {kind, subject: ''}})); }"""
    )
    eventually(page, lambda: page.locator("#row", has_text="baris 1").count())
    assert len(asked) == 1
    assert page.locator("#typed").input_value() == "sedang mengetik"


def test_a_fragment_that_is_moved_within_the_page_goes_on_fetching(open_page):
    page = open_page("/patterns/warga/")
    page.route("**/fragment/", lambda route: route.fulfill(body="<p id='row'>baru</p>", **HTML))
    insert(page, "<pd-refresh id='list' data-url='/fragment/'><p id='row'>lama</p></pd-refresh>")
    eventually(page, lambda: page.evaluate("Boolean(customElements.get('pd-refresh'))"))
    page.evaluate(
        """() => { const happen = () => document.dispatchEvent(new CustomEvent('pd:live', {detail: {kind: 'a', subject: ''}}));
            happen(); document.querySelector('main').prepend(document.querySelector('#list')); happen(); }"""
    )
    eventually(page, page.locator("#row", has_text="baru").count)


def test_what_happens_while_a_fragment_is_fetched_is_not_missed(open_page):
    page = open_page("/patterns/warga/")
    waiting = []
    page.route("**/fragment/", lambda route: waiting.append(route))  # noqa: PLW0108 - the library marks functions
    insert(page, "<pd-refresh id='list' data-url='/fragment/'><p id='row'>lama</p></pd-refresh>")
    eventually(page, lambda: page.evaluate("Boolean(customElements.get('pd-refresh'))"))
    happen = "() => document.dispatchEvent(new CustomEvent('pd:live', {detail: {kind: 'a', subject: ''}}))"
    page.evaluate(happen)
    eventually(page, lambda: len(waiting) == 1)
    page.evaluate(happen)
    waiting[0].fulfill(body="<p id='row'>dulu</p>", **HTML)
    eventually(page, lambda: len(waiting) == 2)
    waiting[1].fulfill(body="<p id='row'>sekarang</p>", **HTML)
    eventually(page, page.locator("#row", has_text="sekarang").count)


def test_a_fragment_whose_fetch_failed_is_fetched_again(open_page):
    page = open_page("/patterns/warga/")
    asked = []

    def answer(route):
        asked.append(route.request.url)
        if len(asked) == 1:
            route.abort()
        elif len(asked) == 2:
            route.fulfill(status=503, body="<p>sibuk</p>", headers={"HX-Reswap": "none"})
        else:
            route.fulfill(body="<p id='row'>baru</p>", **HTML)

    page.route("**/fragment/", answer)
    insert(page, "<pd-refresh id='list' data-url='/fragment/'><p id='row'>lama</p></pd-refresh>")
    eventually(page, lambda: page.evaluate("Boolean(customElements.get('pd-refresh'))"))
    page.evaluate(
        "() => document.dispatchEvent(new CustomEvent('pd:live', {detail: {kind: 'a', subject: ''}}))"
    )
    eventually(page, page.locator("#row", has_text="baru").count, seconds=20)
    assert len(asked) == 3


def test_a_fragment_waits_while_somebody_fills_in_a_form_in_it(open_page):
    page = open_page("/patterns/warga/")
    page.route("**/fragment/", lambda route: route.fulfill(body="<p id='row'>baru</p>", **HTML))
    insert(
        page,
        "<pd-refresh id='list' data-url='/fragment/' data-hold='details[open]'><p id='note' data-held hidden>berubah</p>"
        "<p id='row'>lama</p><details open><summary id='fold'>Isi</summary><input id='typed'></details></pd-refresh>",
    )
    eventually(page, lambda: page.evaluate("Boolean(customElements.get('pd-refresh'))"))
    page.evaluate(
        "() => document.dispatchEvent(new CustomEvent('pd:live', {detail: {kind: 'a', subject: ''}}))"
    )
    eventually(page, page.locator("#note").is_visible)
    assert page.locator("#row").inner_text() == "lama"
    page.locator("#fold").click()
    eventually(page, page.locator("#row", has_text="baru").count)


def test_a_fragment_that_fails_is_told_in_a_toast_and_the_page_stays(open_page):
    page = open_page("/patterns/warga/")
    insert(
        page,
        "<a id='go' href='/' hx-get='/lacak/LPR-2001-000001/x/_riwayat/' hx-target='#out' hx-push-url='/x/'>Buka</a><div id='out'>isi</div>",
    )
    eventually(page, lambda: page.evaluate("Boolean(window.htmx)"))
    page.wait_for_timeout(50)
    page.locator("#go").click()
    eventually(page, page.locator("#toasts").get_by_text("Laporan itu tidak ditemukan.").is_visible)
    assert page.locator("#out").inner_text() == "isi"
    assert page.url.endswith("/patterns/warga/")
