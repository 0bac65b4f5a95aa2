"""The page of notifications in a real browser: turned on, renewed by the service worker, turned off."""

from __future__ import annotations

import json

import pytest

from pendopo.accounts.models import Account
from pendopo.kernel.notifications.api import list_browsers
from pendopo.kernel.notifications.models import PushSubscription
from tests.support.browser import DESKTOP, PHONE, barriers, chromium, listening_page, pages_served
from tests.support.push_manager import connected_to
from tests.support.service_worker import Worker
from tests.support.sessions import cookie_of, open_session

pytestmark = pytest.mark.browser


@pytest.fixture
def phone(committed_city, service):
    """A phone of Bu Sri that permits notifications."""
    sri = Account.objects.create_user(email="sri@contoh.id", display_name="Bu Sri")
    with chromium() as browser, pages_served() as origin:
        context = browser.new_context(
            viewport={"width": PHONE[0], "height": PHONE[1]}, base_url=origin, permissions=["notifications"]
        )
        context.add_cookies([cookie_of(open_session(sri), origin)])
        page = listening_page(context)
        yield page
        context.close()


def test_a_browser_is_turned_on_listed_renewed_and_turned_off(phone, service):
    sri = Account.objects.get()
    first, second = service.subscribe(), service.subscribe()
    phone.add_init_script(connected_to(first))
    phone.goto("/keamanan/pemberitahuan/")
    phone.get_by_role("button", name="Aktifkan pemberitahuan di peramban ini").click()
    phone.locator("#told").get_by_text("Chrome · Linux").wait_for()
    for width, height in (PHONE, DESKTOP):
        phone.set_viewport_size({"width": width, "height": height})
        assert barriers(phone) == []
        assert phone.evaluate("document.documentElement.scrollWidth") == width

    Worker(phone).renew(phone, connected_to(second))
    assert PushSubscription.objects.get().endpoint == second.endpoint

    phone.reload()
    phone.evaluate("(told) => localStorage.setItem('stand-in', told)", _told(second))
    phone.reload()
    phone.get_by_role("button", name="Matikan").click()
    phone.locator("#told").get_by_text("Belum ada.").wait_for()
    assert list_browsers(sri.pk) == []
    assert phone.complaints == []


def _told(subscription):
    return json.dumps({"endpoint": subscription.endpoint, "keys": subscription.keys})
