"""The main story: a report travels from a phone to the desk and the television, and back."""

from __future__ import annotations

import pytest

from tests.journeys.people import GPS, SMALL_PHONE, claim_in_the_field, delays, report_by_phone, step, watch
from tests.support.browser import TELEVISION, eventually

pytestmark = pytest.mark.browser

SECOND = 1000


def test_a_report_travels_from_a_phone_to_the_television_and_back(screens, town):
    wall = watch(screens.open("/situasi/", TELEVISION, who="dewi"))
    desk = screens.desk("wawan")
    phone = screens.open("/", SMALL_PHONE, **GPS)

    phone.get_by_role("link", name="Laporkan masalah").click()
    receipt = report_by_phone(phone, "Lampu jalan padam di depan pasar. Sudah tiga malam.")
    phone.locator("summary", has_text="Kode QR").click()
    assert eventually(phone, lambda: phone.locator(".track-qr img").evaluate("(i) => i.naturalWidth")) > 0
    phone.goto(receipt.link)
    assert phone.locator("h1").inner_text() == "Lampu jalan padam di depan pasar"

    on_wall = wall.locator(f"#row-{receipt.number}")
    eventually(
        wall, lambda: "wall-row--new" in (on_wall.get_attribute("class") or "") if on_wall.count() else False
    )

    row = desk.locator("[data-row]", has_text=receipt.number)
    eventually(desk, row.count)
    _walk_to(desk, receipt.number)
    desk.keyboard.press("Enter")
    desk.locator(f"[data-matter='{receipt.number}']").wait_for()

    step(desk, "Periksa")
    desk.get_by_text("Laporan diperiksa.").wait_for()
    eventually(wall, wall.locator(f"#row-{receipt.number}.wall-row--work").count)
    step(desk, "Disposisi", lambda: desk.select_option("#id_assign_post_id", index=1))
    desk.get_by_text("Laporan ditugaskan.").wait_for()
    worker = claim_in_the_field(screens, receipt.number)
    eventually(wall, lambda: not on_wall.count())

    phone.get_by_text("Dinyatakan selesai").first.wait_for()
    phone.get_by_role("button", name="Ya, sudah selesai").click()
    phone.get_by_text("Terima kasih. Laporan ini selesai.").wait_for()
    phone.get_by_text("Sangat baik").locator("xpath=..").click()
    phone.get_by_role("button", name="Kirim penilaian").click()
    phone.get_by_role("img", name="5 dari 5 bintang").wait_for()

    titles = eventually(phone, lambda: len(told := _titles(town, receipt.number)) >= 2 and told)
    assert titles == [f"Laporan {receipt.number} kami terima", f"Laporan {receipt.number} dinyatakan selesai"]
    assert max(delays(wall)) < SECOND
    assert [*wall.complaints, *desk.complaints, *worker.complaints, *phone.complaints] == []


def _walk_to(desk, number):
    """Down the list with j until the row of the report has the focus, once past it and back with k."""
    numbers = desk.locator("[data-row] small").all_inner_texts()
    at = numbers.index(number)
    for _press in range(at + 2):
        desk.keyboard.press("j")
    if at + 1 < len(numbers):
        desk.keyboard.press("k")
    assert (
        desk.evaluate("document.activeElement.closest('[data-row]').querySelector('small').textContent")
        == number
    )


def _titles(town, number):
    return [message.text.partition("\n")[0] for message in town.told(number)]
