"""People at their screens: a browser each, and what they do there."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import httpx
from playwright.sync_api import Browser, BrowserContext, Error, Page

from pendopo.connectors.inbox.rules.signing import signature_of
from pendopo.simulators.messages import Received
from tests.support.browser import DESKTOP, PHONE, eventually, listening_page
from tests.support.cast import IN_TOWN, jpeg
from tests.support.running_city import RunningCity
from tests.support.sessions import cookie_of

SMALL_PHONE = (360, 800)
GPS = {"geolocation": {"longitude": IN_TOWN[0], "latitude": IN_TOWN[1]}, "permissions": ["geolocation"]}

_WATCH = """() => {
    window.delays = [];
    let since;
    document.addEventListener("pd:live", (event) => { since ??= Date.parse(event.detail.at); });
    document.addEventListener("pd:refreshed", () => {
        if (since) window.delays.push(Date.now() - since);
        since = undefined;
    });
}"""
"""Notes on the page, for each refresh, the milliseconds from the act to the changed screen."""


@dataclass(frozen=True)
class Receipt:
    """What a resident has after sending a report."""

    number: str
    pin: str
    key: str
    link: str


@dataclass(frozen=True)
class Town:
    """The running installation, its database, and a session for each officer by first name."""

    city: RunningCity
    database: str
    sessions: dict[str, str]

    def told(self, number: str) -> list[Received]:
        """Messages about a report that arrived at the gateway."""
        return [message for message in self.city.gateway.messages if number in message.text]


class Screens:
    """Opens browsers of people in a town and closes them at the end."""

    def __init__(self, browser: Browser, town: Town) -> None:
        self.town = town
        self._browser = browser
        self._contexts: list[BrowserContext] = []

    def open(
        self,
        path: str,
        size: tuple[int, int] = PHONE,
        *,
        who: str = "",
        scheme: str = "light",
        **options: Any,
    ) -> Page:
        """A new browser at ``path``; what it complained of is in ``page.complaints``."""
        context = self._browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,
            reduced_motion="reduce",
            locale="id-ID",
            base_url=self.town.city.origin,
            **{"service_workers": "block", **options},
        )
        self._contexts.append(context)
        if who:
            context.add_cookies([cookie_of(self.town.sessions[who], self.town.city.origin)])
        page = listening_page(context)
        page.goto(path)
        return page

    def desk(self, who: str, path: str = "/meja/") -> Page:
        """The list of an officer, already listening."""
        return _listening(self.open(path, DESKTOP, who=who))

    def close(self) -> None:
        """Close every browser, emptied first: one that draws a map and listens was seen to close never."""
        for context in self._contexts:
            for page in context.pages:
                with suppress(Error):  # a page that is on its way elsewhere goes there first
                    page.goto("about:blank")
            context.close()


def _listening(page: Page) -> Page:
    eventually(page, lambda: page.locator("pd-live[state=connected]").count())
    return page


def watch(page: Page) -> Page:
    """Measure from now on how late this screen shows what happened; see ``delays``."""
    _listening(page).evaluate(_WATCH)
    return page


def delays(page: Page) -> list[int]:
    """Milliseconds from each act to the changed screen."""
    return list(page.evaluate("window.delays"))


def photo(colour: str = "navy", name: str = "foto.jpg") -> dict[str, Any]:
    """A photo as a file input takes it."""
    return {"name": name, "mimeType": "image/jpeg", "buffer": jpeg(colour, (800, 600)).getvalue()}


def report_by_phone(
    page: Page, text: str, *, category: str = "Lampu jalan", phone: str = "0812 3456 7890"
) -> Receipt:
    """Report with photo, words, the suggested category and the place of the phone; from the form."""
    page.set_input_files("#id_photos", [photo()])
    eventually(page, lambda: page.locator(".upload__photo").count() == 1)
    page.fill("#id_text", text)
    page.locator("pd-choose button", has_text=category).click()
    eventually(page, lambda: page.input_value("#id_category_code"))
    page.get_by_role("button", name="Pakai lokasi saya").click()
    eventually(page, lambda: "Lokasi ditemukan" in page.locator("[data-note][role=status]").inner_text())
    page.locator("summary", has_text="Kabar dan kerahasiaan").click()
    page.fill("#id_phone", phone)
    page.get_by_role("button", name="Kirim laporan").click()
    page.get_by_text("Laporan Anda kami terima").wait_for()
    return receipt_on(page)


def receipt_on(page: Page) -> Receipt:
    """Number, key and link as the receipt shows them."""
    page.locator(".code__value").nth(3).wait_for(state="attached")
    number, pin, key, link = (text.strip() for text in page.locator(".code__value").all_text_contents())
    assert re.fullmatch(r"LPR-\d{4}-\d{6}", number)
    return Receipt(number, pin, key, link)


def step(page: Page, label: str, act: Callable[[], None] = lambda: None) -> None:
    """Open a step of the desk, fill it in with ``act``, and send it."""
    box = page.locator("details.desk-step", has=page.locator("summary", has_text=re.compile(f"^{label}$")))
    box.locator("summary").click()
    act()
    box.get_by_role("button", name=label).click()


def claim_in_the_field(screens: Screens, number: str, *, who: str = "wawan") -> Page:
    """Say at the place, with a phone, that it is done; the page that follows."""
    phone = screens.open(f"/meja/laporan/{number}/lapangan/", SMALL_PHONE, who=who, **GPS)
    phone.locator("[data-here-note][data-state=near]").wait_for()
    phone.set_input_files("#id_photos", [photo("gold", "hasil.jpg")])
    eventually(phone, lambda: phone.locator(".upload__photo").count() == 1)
    phone.fill("#id_text", "Lampu diganti dan menyala.")
    phone.get_by_role("button", name="Nyatakan selesai").click()
    phone.get_by_text("Laporan dinyatakan selesai").wait_for()
    return phone


INBOX_SECRET = "rahasia-gateway-uji"


def write_by_whatsapp(town: Town, text: str) -> str:
    """A message of a resident as the gateway brings it; the uid under which the city has it."""
    body = json.dumps({"from": "+6281298765432", "name": "Bu Sri", "text": text}).encode()
    stamp = int(time.time())
    signature = signature_of(INBOX_SECRET, message_id="wa-1", timestamp=stamp, body=body)
    answer = httpx.post(
        f"{town.city.origin}/pintu/pesan/whatsapp/",
        content=body,
        headers={"webhook-id": "wa-1", "webhook-timestamp": str(stamp), "webhook-signature": signature},
    )
    return str(answer.raise_for_status().json()["id"])
