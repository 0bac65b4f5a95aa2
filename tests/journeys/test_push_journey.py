"""A resident lets a phone be told: the report is resolved, the phone shows it, and signing out ends it."""

from __future__ import annotations

import json
import re

import psycopg
import pytest

from pendopo.simulators.failures import Failure
from tests.journeys.people import GPS, SMALL_PHONE, claim_in_the_field, report_by_phone, step
from tests.support.browser import barriers, eventually
from tests.support.outside import push_service
from tests.support.push_manager import connected_to
from tests.support.service_worker import Worker, shown

pytestmark = pytest.mark.browser

CONTACT = "0812 7777 0001"
TRIED = "SELECT count(*) FROM notifications_message WHERE channel = 'push' AND fate = 'failed'"
PERMITTED = {**GPS, "permissions": ["geolocation", "notifications"]}


@pytest.fixture
def service():
    with push_service() as box:
        yield box


def _sign_in(phone, town):
    phone.fill("[name=contact]", CONTACT)
    phone.click("form.card button")
    phone.locator("[name=code]").wait_for()
    to = CONTACT.replace(" ", "").lstrip("0")
    codes = eventually(phone, lambda: [each for each in town.city.gateway.messages if each.to.endswith(to)])
    phone.fill("[name=code]", re.search(r"\b\d{6}\b", codes[-1].text).group())
    phone.click("form.card button")
    phone.locator("[name=name]").wait_for()
    phone.fill("[name=name]", "Bu Sri")
    phone.click("form.card button")


def _resolve(screens, number):
    desk = screens.desk("wawan", f"/meja/laporan/{number}/")
    step(desk, "Periksa")
    desk.get_by_text("Laporan diperiksa.").wait_for()
    step(desk, "Disposisi", lambda: desk.select_option("#id_assign_post_id", index=1))
    desk.get_by_text("Laporan ditugaskan.").wait_for()
    claim_in_the_field(screens, number)


def test_a_phone_is_told_that_the_report_is_resolved_until_its_owner_signs_out(screens, town, service):
    browser = service.subscribe()
    phone = screens.open("/tanpa-sambungan/", SMALL_PHONE, **PERMITTED, service_workers="allow")
    phone.context.add_init_script(connected_to(browser))
    phone.goto("/masuk/?next=/lapor/")
    _sign_in(phone, town)
    receipt = report_by_phone(phone, "Lampu jalan padam di gang pasar. Gelap sekali.")
    phone.get_by_role("button", name="Aktifkan pemberitahuan di peramban ini").click()
    phone.get_by_text("Aktif di peramban ini").wait_for()
    assert barriers(phone) == []

    service.failure = Failure.DOWN
    _resolve(screens, receipt.number)
    with psycopg.connect(town.database, autocommit=True) as database:
        eventually(phone, lambda: database.execute(TRIED).fetchone()[0])
    service.failure = Failure.NONE
    told = eventually(phone, lambda: [each for each in _read(service) if "selesai" in each["title"]], 40)
    assert [each["title"] for each in told] == [f"Laporan {receipt.number} dinyatakan selesai"]
    assert told[0]["url"] == f"/urusan-saya/{receipt.number}/"
    assert receipt.key not in json.dumps(_read(service))

    worker = Worker(phone)
    worker.push(json.dumps(told[0]))
    eventually(phone, lambda: [each["title"] for each in shown(phone)] == [told[0]["title"]])
    phone.goto(told[0]["url"])
    phone.get_by_role("button", name="Ya, sudah selesai").wait_for()

    phone.goto("/keamanan/pemberitahuan/")
    phone.get_by_text("Aktif di peramban ini").wait_for()
    assert phone.locator("#told").get_by_text("Terkirim").count() >= 1
    assert barriers(phone) == []
    phone.goto("/keamanan/")
    phone.get_by_role("button", name="Keluar").click()
    phone.get_by_text("Anda sudah keluar.").wait_for()
    assert phone.evaluate("localStorage.getItem('stand-in')") is None
    with psycopg.connect(town.database) as database:
        assert database.execute("SELECT count(*) FROM notifications_push_subscription").fetchone() == (0,)
    assert phone.complaints == []


def _read(service):
    return [json.loads(each.text) for each in service.messages]
