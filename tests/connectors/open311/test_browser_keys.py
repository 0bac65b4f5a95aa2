"""The page of keys in a real browser: a key is made, shown once and taken back, on a phone and on a desk."""

from __future__ import annotations

import datetime as dt

import pytest

from pendopo.accounts.api import Role, add_post, appoint, enrol_staff, get_agency_model
from pendopo.connectors.open311.models import Client
from pendopo.kernel.actor import SYSTEM
from tests.support.browser import DESKTOP, PHONE, barriers, chromium, listening_page, pages_served
from tests.support.sessions import cookie_of, open_session

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(committed_city):
    account = enrol_staff(SYSTEM, email="admin@contoh.id", name="Admin", password_hash="!")
    agency = get_agency_model("diskominfo")
    post = add_post(SYSTEM, agency=agency, title="Admin", roles=[Role.ADMINISTRATOR])
    appoint(SYSTEM, post=post, account=account, starts_on=dt.date(2026, 1, 2))
    with chromium() as browser, pages_served() as origin:
        context = browser.new_context(base_url=origin)
        context.add_cookies([cookie_of(open_session(account), origin)])
        yield listening_page(context)
        context.close()


def _is_clean(page):
    for width, height in (PHONE, DESKTOP):
        page.set_viewport_size({"width": width, "height": height})
        assert barriers(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_key_is_made_shown_and_taken_back(desk):
    page = desk
    page.goto("/pengaturan/open311/")
    _is_clean(page)
    page.get_by_role("link", name="Tambah").click()
    page.get_by_label("Nama sistem").fill("FixMyStreet")
    page.get_by_label("Surel pengelolanya").fill("fms@contoh.id")
    _is_clean(page)
    page.get_by_role("button", name="Buat kunci").click()
    page.get_by_text("o311_").first.wait_for()
    _is_clean(page)
    page.goto("/pengaturan/open311/")
    page.get_by_role("button", name="Cabut").click()
    page.get_by_role("button", name="Aktifkan lagi").wait_for()
    assert not Client.objects.get().is_active
    assert page.complaints == []
