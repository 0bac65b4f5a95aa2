"""What is pushed is shown by the service worker and leads to its page; the element says how things stand."""
# ruff: noqa: E501 - scripts and markup for the page read best on their own lines

from __future__ import annotations

import json
from urllib.parse import parse_qs

import pytest

from pendopo.simulators.push_browser import Subscription
from tests.support.browser import DESKTOP, PHONE, barriers, eventually, pages_served
from tests.support.push_manager import connected_to
from tests.support.service_worker import Worker, shown

pytestmark = pytest.mark.browser

MESSAGE = {
    "id": "1",
    "title": "Laporan LPR-2611-000001 dinyatakan selesai",
    "body": "Ketuk untuk membuka.",
    "tag": "a",
    "url": "/patterns/warga/",
}
SUBSCRIPTION = Subscription("a", "https://push.contoh.id/a")
ELEMENT = """<pd-push data-key="kunci" data-add-url="/add/" data-leave-url="/leave/" data-renew-url="/renew/" data-known="" data-failed="Belum berhasil." {offer}>
    <input type="hidden" name="csrfmiddlewaretoken" value="t">
    <div data-when="off" hidden><button data-on>Aktifkan</button></div><div data-when="on" hidden><button data-off>Matikan</button></div>
    <div data-when="refused" hidden>ditolak</div><div data-when="unsupported" hidden>tidak dapat</div><p data-said role="status"></p></pd-push>"""


@pytest.fixture
def open_phone(running_browser, committed_city):
    """``open_phone(permissions=[...])``: a phone on which service workers run, at the page of the shell."""
    contexts = []
    with pages_served() as origin:

        def open_it(permissions=("notifications",), script="", **options):
            context = running_browser.new_context(
                viewport={"width": PHONE[0], "height": PHONE[1]},
                base_url=origin,
                permissions=[*permissions],
                **options,
            )
            contexts.append(context)
            page = context.new_page()
            if script:
                page.add_init_script(script)
            page.goto("/patterns/warga/")
            return page

        yield open_it
        for context in contexts:
            context.close()


def _insert(page, offer=""):
    page.evaluate(
        "(markup) => document.querySelector('main').insertAdjacentHTML('afterbegin', markup)",
        ELEMENT.format(offer=offer),
    )


def _state(page):
    return eventually(
        page,
        lambda: (
            page.locator("pd-push [data-when]:not([hidden])").first.get_attribute("data-when")
            if page.locator("pd-push [data-when]:not([hidden])").count()
            else None
        ),
    )


def _posts(page):
    """What the page sends, answered as the server would."""
    sent = []

    def answer(route):
        sent.append(
            (route.request.url.rpartition("/")[0].rpartition("/")[2], parse_qs(route.request.post_data))
        )
        route.fulfill(json={})

    page.route("**/add/", answer)
    page.route("**/leave/", answer)
    return sent


def test_what_is_pushed_is_shown_once_and_of_one_matter_the_newest(open_phone):
    page = open_phone()
    worker = Worker(page)
    worker.push(json.dumps(MESSAGE))
    eventually(page, lambda: shown(page))
    worker.push(json.dumps(MESSAGE))
    worker.push(json.dumps({**MESSAGE, "id": "2", "title": "Dinas menjawab"}))
    eventually(page, lambda: [each["title"] for each in shown(page)] == ["Dinas menjawab"])
    worker.push(json.dumps({**MESSAGE, "id": "3", "tag": "b"}))
    eventually(page, lambda: len(shown(page)) == 2)
    assert shown(page)[0]["data"]["url"] == "/patterns/warga/"


@pytest.mark.parametrize("text", ["", "bukan JSON", "null"])
def test_a_message_that_cannot_be_read_is_shown_without_words(open_phone, text):
    page = open_phone()
    Worker(page).push(text)
    eventually(page, lambda: [each["title"] for each in shown(page)] == ["Pendopo"])


@pytest.mark.parametrize(
    ("url", "opened"),
    [("/patterns/", "/patterns/"), ("", "/"), ("https://jahat.contoh.id/", None)],
    ids=["its page", "none", "another site"],
)
def test_pressing_it_opens_its_page_and_no_other_site(open_phone, url, opened):
    page = open_phone()
    worker = Worker(page)
    worker.push(json.dumps({**MESSAGE, "url": url}))
    eventually(page, lambda: shown(page))
    path = worker.press(page)
    assert path == opened
    assert shown(page) == []


def test_pressing_it_comes_back_to_a_page_that_is_open_already(open_phone):
    page = open_phone()
    worker = Worker(page)
    worker.push(json.dumps(MESSAGE))
    eventually(page, lambda: shown(page))
    assert worker.press(page) == "focus /patterns/warga/"


def test_a_phone_that_permits_it_can_be_turned_on_and_off(open_phone):
    page = open_phone(script=connected_to(SUBSCRIPTION))
    sent = _posts(page)
    _insert(page)
    assert _state(page) == "off"
    page.get_by_role("button", name="Aktifkan").click()
    eventually(page, lambda: _state(page) == "on")
    assert page.evaluate("localStorage.getItem('stand-in-key')") == "kunci"
    assert page.evaluate("document.activeElement.textContent") == "Matikan"
    page.get_by_role("button", name="Matikan").click()
    eventually(page, lambda: _state(page) == "off")
    keys = {name: [value] for name, value in SUBSCRIPTION.keys.items()}
    assert sent == [
        ("add", {"endpoint": [SUBSCRIPTION.endpoint], **keys}),
        ("leave", {"endpoint": [SUBSCRIPTION.endpoint]}),
    ]
    assert page.evaluate("localStorage.getItem('stand-in')") is None
    assert page.evaluate("caches.has('pendopo-push')") is False


def test_a_browser_without_a_push_service_says_that_it_did_not_work(open_phone):
    page = open_phone()
    _posts(page)
    _insert(page)
    assert _state(page) == "off"
    page.get_by_role("button", name="Aktifkan").click()
    page.get_by_text("Belum berhasil.").wait_for()
    assert _state(page) == "off"


def test_a_browser_that_refuses_says_so(open_phone):
    page = open_phone(permissions=())
    _insert(page)
    assert _state(page) == "refused"


def test_a_browser_without_service_workers_says_so(open_phone):
    page = open_phone(service_workers="block")
    _insert(page)
    assert _state(page) == "unsupported"


def test_an_offer_is_seen_only_where_it_can_be_taken(open_phone):
    refusing = open_phone(permissions=())
    _insert(refusing, "data-offer hidden")
    eventually(refusing, lambda: refusing.evaluate("Boolean(customElements.get('pd-push'))"))
    refusing.wait_for_timeout(200)
    assert refusing.locator("pd-push").is_hidden()
    page = open_phone(script=connected_to(SUBSCRIPTION))
    _posts(page)
    _insert(page, "data-offer hidden")
    eventually(page, page.locator("pd-push").is_visible)
    page.get_by_role("button", name="Aktifkan").click()
    eventually(page, page.get_by_role("button", name="Matikan").is_visible)
    page.reload()
    _insert(page, "data-offer hidden")
    eventually(page, page.locator("pd-push").is_visible)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_state_stands_among_the_patterns_without_barriers(open_page, scheme):
    page = open_page("/patterns/", DESKTOP, scheme)
    eventually(page, lambda: page.locator("pd-push [data-when]:not([hidden])").count() == 5)
    assert barriers(page) == []


def test_who_signs_out_gives_the_address_back_before_the_form_goes(open_phone):
    page = open_phone(script=connected_to(SUBSCRIPTION))
    page.evaluate(
        "addEventListener('formdata', (event) => sessionStorage.setItem('sent', JSON.stringify([...event.formData])))"
    )
    page.evaluate("navigator.serviceWorker.ready.then((r) => r.pushManager.subscribe({}))")
    page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('afterbegin', '<pd-leave><form method=post action=/out/><button>Keluar sekarang</button></form></pd-leave>')"
    )
    eventually(page, lambda: page.evaluate("Boolean(customElements.get('pd-leave'))"))
    page.get_by_role("button", name="Keluar sekarang").click()
    page.wait_for_url("**/out/")
    assert json.loads(page.evaluate("sessionStorage.getItem('sent')")) == [
        ["endpoint", SUBSCRIPTION.endpoint]
    ]
    assert page.evaluate("localStorage.getItem('stand-in')") is None
