"""A passkey made and used in a real browser, and no barriers on the pages along the way."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from pendopo.accounts.api import Role, totp_code
from tests.accounts.people import PASSWORD, SECRET, hire
from tests.support.browser import PHONE, barriers, chromium, eventually, listening_page, pages_served

pytestmark = pytest.mark.browser

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
}


@pytest.fixture
def phone(committed_city: str) -> Iterator[Page]:
    """A phone with a finger-print reader, at an address at which passkeys work (a name, not a number)."""
    hire("kepala", Role.AGENCY_HEAD)
    hire("admin", Role.ADMINISTRATOR, agency="diskominfo", secret=SECRET)
    with chromium() as browser, pages_served() as origin:
        context = browser.new_context(
            viewport={"width": PHONE[0], "height": PHONE[1]},
            base_url=origin.replace("127.0.0.1", "localhost"),
            service_workers="block",
            reduced_motion="reduce",
        )
        page = listening_page(context)
        session = context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
        yield page
        context.close()


def _sign_in(page: Page, key: str = "kepala") -> None:
    page.goto("/masuk/?sebagai=petugas&next=/meja/")
    page.fill("[name=email]", f"{key}@contoh.id")
    page.fill("[name=password]", PASSWORD)
    page.click("form.card button")


def test_a_head_of_agency_sets_up_a_passkey_and_signs_in_with_it(phone):
    for address in ("/masuk/", "/masuk/?sebagai=petugas"):
        phone.goto(address)
        assert barriers(phone) == []
    _sign_in(phone)
    eventually(phone, lambda: "/keamanan/pengaman/" in phone.url)
    assert barriers(phone) == []
    phone.goto("/keamanan/kunci-sandi/")
    assert barriers(phone) == []
    phone.click("pd-passkey button")
    eventually(phone, lambda: "/keamanan/pemulihan/" in phone.url)
    assert phone.locator(".accounts-codes li").count() == 10
    for address in ("/keamanan/", "/keamanan/autentikator/", "/keamanan/catatan/"):
        phone.goto(address)
        assert barriers(phone) == []
    phone.context.clear_cookies()
    _sign_in(phone)
    eventually(phone, lambda: "/masuk/pengaman/" in phone.url)
    assert barriers(phone) == []
    phone.click("pd-passkey button")
    eventually(phone, lambda: phone.url.endswith("/meja/"))
    assert phone.complaints == []


def test_the_pages_of_the_organisation_have_no_barriers(phone):
    _sign_in(phone, "admin")
    eventually(phone, lambda: "/masuk/pengaman/" in phone.url)
    phone.fill("[name=code]", totp_code(SECRET))
    phone.click("form.card button")
    eventually(phone, lambda: phone.url.endswith("/meja/"))
    root = "/pengaturan/instansi/"
    for address in (
        "",
        "baru/",
        "coba/",
        "diskominfo/",
        "diskominfo/jabatan/baru/",
        "diskominfo/tugas/baru/",
    ):
        phone.goto(root + address)
        assert barriers(phone) == []
        assert phone.evaluate("document.documentElement.scrollWidth") == PHONE[0]
