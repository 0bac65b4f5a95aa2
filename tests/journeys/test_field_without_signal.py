"""An officer prepares the list where there is a signal, claims where there is none, and drives home."""

from __future__ import annotations

import psycopg
import pytest

from tests.journeys.people import GPS, SMALL_PHONE, photo, report_by_phone, step
from tests.support.browser import barriers, eventually

pytestmark = pytest.mark.browser

LIST = "/meja/lapangan/"
_WORDLESS = """async () => { for (const { key, fields } of await pdQueue.list())
    await pdQueue.change(key, { fields: fields.map(([name, old]) => [name, name === "text" ? "" : old]) });
}"""
_KEPT = "async () => (await (await caches.open('pendopo-field')).keys()).length"


def _state(town, number):
    query = "SELECT state FROM reports_report WHERE number = %s"
    with psycopg.connect(town.database) as connection:
        return connection.execute(query, [number]).fetchone()[0]


@pytest.fixture
def prepared(screens, town):
    """The number of a report, and a phone that has prepared its page and lost the signal."""
    resident = screens.open("/lapor/", SMALL_PHONE, **GPS)
    number = report_by_phone(resident, "Lampu jalan padam, jauh dari sinyal").number
    desk = screens.desk("wawan", f"/meja/laporan/{number}/")
    step(desk, "Periksa")
    desk.get_by_text("Laporan diperiksa.").wait_for()
    phone = screens.open(LIST, SMALL_PHONE, who="wawan", service_workers="allow", **GPS)
    phone.evaluate("async () => { await navigator.serviceWorker.ready; }")
    phone.reload()
    eventually(phone, lambda: phone.evaluate("Boolean(navigator.serviceWorker.controller)"))
    phone.get_by_role("button", name="Siapkan untuk luar jangkauan").click()
    eventually(phone, lambda: "Siap tanpa sinyal" in phone.locator("pd-keep").inner_text(), 60)
    assert barriers(phone) == []
    phone.context.set_offline(True)
    return number, phone


def _claim(phone, number):
    phone.goto(LIST)
    phone.locator(f"a[href*='{number}']").click()
    phone.get_by_text("Tanpa sinyal: bukti tersimpan").wait_for()
    phone.locator("[data-here-note][data-state=near]").wait_for()
    phone.set_input_files("#id_photos", [photo("gold", "hasil.jpg")])
    eventually(phone, lambda: phone.locator(".upload__photo").count() == 1)
    phone.fill("#id_text", "Lampu diganti, tanpa sinyal.")
    phone.get_by_role("button", name="Nyatakan selesai").click()
    phone.locator(".queued", has_text=f"Selesai {number}").wait_for()


def test_a_claim_made_without_signal_comes_by_itself_and_counts(prepared, town):
    number, phone = prepared
    _claim(phone, number)
    assert _state(town, number) == "verified"
    phone.context.set_offline(False)
    phone.goto(LIST)
    eventually(phone, lambda: _state(town, number) == "resolved")


def test_without_photo_nothing_waits_and_the_reason_is_said(prepared):
    number, phone = prepared
    phone.goto(f"/meja/laporan/{number}/lapangan/")
    phone.locator("[data-here-note][data-state=near]").wait_for()
    phone.fill("#id_text", "Lampu diganti.")
    phone.get_by_role("button", name="Nyatakan selesai").click()
    phone.get_by_text("Ambil dulu foto hasil di tempat ini.").wait_for()


def test_who_signs_out_leaves_no_page_of_the_office_on_the_phone(prepared):
    number, phone = prepared
    assert phone.evaluate(_KEPT) > 0
    phone.context.set_offline(False)
    phone.context.clear_cookies()
    phone.goto("/")
    eventually(phone, lambda: phone.evaluate(_KEPT) == 0)
    phone.context.set_offline(True)
    phone.goto(f"/meja/laporan/{number}/lapangan/")
    phone.get_by_role("heading", name="Tidak ada sambungan").wait_for()


def test_a_claim_that_is_refused_keeps_place_and_time_of_its_photo_when_it_is_mended(prepared, town):
    number, phone = prepared
    _claim(phone, number)
    phone.evaluate(_WORDLESS)
    taken = phone.evaluate("async () => Object.fromEntries((await pdQueue.list())[0].fields).taken_at")
    phone.context.set_offline(False)
    phone.get_by_role("button", name="Kirim sekarang").click()
    phone.get_by_text("Tuliskan apa yang dikerjakan.").wait_for()
    phone.context.set_geolocation({"longitude": 113.3, "latitude": -8.2})  # at home by now
    phone.get_by_role("link", name="Perbaiki").click()
    eventually(phone, lambda: phone.locator(".upload__photo").count() == 1)
    assert phone.locator("[name=taken_at]").input_value() == taken
    phone.fill("#id_text", "Lampu diganti, ditulis di rumah.")
    phone.get_by_role("button", name="Nyatakan selesai").click()
    phone.get_by_text("Laporan dinyatakan selesai").wait_for()
    assert _state(town, number) == "resolved"
