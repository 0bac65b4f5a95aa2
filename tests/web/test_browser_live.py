# ruff: noqa: E501 - scripts and markup for the page read best on their own lines
"""What a page hears while it is open."""

from __future__ import annotations

import base64
import json

import pytest

from tests.support.browser import DESKTOP, eventually
from tests.web.elements import LISTEN, event, heard, insert, stream

pytestmark = pytest.mark.browser


def test_live_events_of_the_wanted_kinds_reach_the_page(open_page):
    page = open_page("/patterns/warga/")
    page.route(
        "**/events**",
        lambda route: route.fulfill(**stream(event("reports.submitted"), event("reports.rated", 2))),
    )
    page.evaluate(LISTEN)
    insert(page, "<pd-live src='/events?token=x' data-kinds='reports.submitted'></pd-live>")
    eventually(page, lambda: heard(page))
    assert heard(page) == [["pd:live", "reports.submitted"]]


def test_a_lost_connection_is_shown_and_the_token_is_fetched_again(open_page):
    page = open_page("/patterns/tv/", DESKTOP)
    asked = []

    def answer(route):
        asked.append(route.request.url)
        route.fulfill(status=401, body="{}") if "old" in route.request.url else route.fulfill(
            **stream(event("x", 7))
        )

    page.route("**/events**", answer)
    page.route("**/token/", lambda route: route.fulfill(json={"url": "/events?token=new"}))
    page.evaluate("document.querySelector('pd-live').remove()")
    page.evaluate(
        """() => document.body.insertAdjacentHTML('beforeend', `<pd-live src="/events?token=old" data-token-url="/token/">
            <p data-live-when="stale" hidden id="stale">terputus</p><p data-live-when="connected" hidden id="ok">tersambung</p></pd-live>`)"""
    )
    eventually(page, lambda: page.locator("#stale").is_visible())
    eventually(page, lambda: any("new" in url for url in asked))


def test_a_heartbeat_does_not_make_a_server_fresh_that_hears_nothing(open_page):
    page = open_page("/patterns/warga/")
    said = ["event: stale\ndata: {}\n\n", "id: a.1\nevent: beat\ndata: {}\n\n", event("reports.submitted", 2)]
    page.route("**/events**", lambda route: route.fulfill(**stream(*said)))
    page.evaluate(LISTEN)
    insert(page, "<pd-live src='/events?token=x'></pd-live>")
    eventually(page, lambda: ["pd:live", "reports.submitted"] in heard(page))
    assert page.locator("pd-live").get_attribute("state") == "stale"
    assert ["pd:reset", None] not in heard(page)


def test_the_wall_says_in_the_zone_of_the_city_since_when_its_news_are_old(open_page):
    page = open_page("/patterns/tv/", DESKTOP, timezone_id="America/Lima")
    assert page.evaluate("document.querySelector('pd-live').clock(new Date(0))") == "07.00"


def test_two_tabs_with_the_same_channels_share_one_connection(open_page):
    page = open_page("/patterns/warga/")
    other = page.context.new_page()
    other.goto("/patterns/warga/", wait_until="networkidle")
    asked = []

    def answer(route):
        asked.append(route.request.url)
        route.fulfill(**stream(event("reports.submitted")))

    page.context.route("**/events**", answer)
    token = base64.urlsafe_b64encode(json.dumps({"c": ["situation"], "e": 1}).encode()).decode().rstrip("=")
    for tab in (other, page):
        tab.evaluate(LISTEN)
    insert(other, f"<pd-live src='/events?token={token}.x'></pd-live>")
    eventually(other, lambda: heard(other))
    other.evaluate("window.heard = []")
    insert(page, f"<pd-live src='/events?token={token}.y'></pd-live>")
    page.wait_for_timeout(400)
    assert len(asked) == 1
    other.close()
    eventually(page, lambda: heard(page))
    assert len(asked) == 2
