"""Before a report goes: warnings while one writes, who reads what, and joining one that is there already."""

from __future__ import annotations

import re

import psycopg
import pytest

from tests.journeys.people import GPS, SMALL_PHONE, report_by_phone
from tests.support.browser import barriers, eventually

pytestmark = pytest.mark.browser

FAR = {"geolocation": {"longitude": 113.2312, "latitude": -8.1401}, "permissions": ["geolocation"]}


def _sent(town, text):
    with psycopg.connect(town.database) as connection:
        return connection.execute("SELECT number FROM reports_report WHERE text = %s", [text]).fetchall()


def _choose(page, text, category="lampu-jalan"):
    page.fill("#id_text", text)
    page.select_option("#id_category_code", category)
    page.get_by_role("button", name="Pakai lokasi saya").click()
    eventually(page, lambda: "Lokasi ditemukan" in page.locator("[data-note][role=status]").inner_text())


def test_a_number_is_warned_of_while_one_writes_and_masked_by_one_press(screens, town):
    page = screens.open("/lapor/", SMALL_PHONE, **FAR)
    _choose(page, "Trotoar rusak, hubungi 0812 3456 7890 atau N 1234 YAB", "trotoar")
    page.get_by_text("Tulisan Anda memuat data pribadi").wait_for()
    assert barriers(page) == []
    page.fill("#id_text", page.input_value("#id_text") + " segera")  # typed on while the warning stands
    page.get_by_role("button", name="Samarkan").click()
    assert page.input_value("#id_text") == "Trotoar rusak, hubungi ••• atau ••• segera"
    eventually(page, lambda: not page.get_by_text("Tulisan Anda memuat data pribadi").count())
    page.get_by_role("button", name="Kirim laporan").click()
    page.get_by_text("Laporan Anda kami terima").wait_for()
    assert page.complaints == []


def test_who_was_warned_may_send_it_as_it_is_and_who_was_too_quick_is_asked_once(screens, town):
    text = "Trotoar rusak, saksi 0811 222 333 44"
    page = screens.open("/lapor/", SMALL_PHONE, **FAR)
    _choose(page, text, "trotoar")
    page.get_by_text("Tulisan Anda memuat data pribadi").wait_for()
    page.get_by_role("button", name="Kirim laporan").click()
    page.get_by_text("Laporan Anda kami terima").wait_for()
    assert len(_sent(town, text)) == 1

    quick = screens.open("/lapor/", SMALL_PHONE, **FAR)
    quick.route("**/lapor/_kategori/**", lambda route: route.abort())
    _choose(quick, f"{text} dua", "trotoar")
    quick.get_by_role("button", name="Kirim laporan").click()
    quick.get_by_role("heading", name="Siapa membaca apa").wait_for()
    assert _sent(town, f"{text} dua") == []
    assert barriers(quick) == []
    quick.get_by_role("button", name="Kirim laporan").click()
    quick.get_by_text("Laporan Anda kami terima").wait_for()


def test_one_looks_at_who_reads_what_changes_it_and_sends(screens, town):
    page = screens.open("/lapor/", SMALL_PHONE, **FAR)
    _choose(page, "Trotoar amblas di depan sekolah", "trotoar")
    page.get_by_role("button", name="Lihat dulu").click()
    page.get_by_role("heading", name="Umum membaca").wait_for()
    assert "Trotoar amblas di depan sekolah" in page.locator("[data-preview-public]").inner_text()
    page.get_by_role("button", name="Ubah dulu").click()
    page.locator("summary", has_text="Kabar dan kerahasiaan").click()
    page.get_by_text("Rahasiakan seluruh laporan").click()
    page.get_by_role("button", name="Lihat dulu").click()
    page.get_by_text("tidak tampil di daftar dan peta umum").wait_for()
    page.get_by_role("button", name="Kirim laporan").click()
    page.get_by_text("Laporan Anda kami terima").wait_for()


def test_a_neighbour_joins_from_the_form_or_says_that_it_is_another_matter(screens, town):
    first = screens.open("/lapor/", SMALL_PHONE, **GPS)
    number = report_by_phone(first, "Lampu jalan padam, yang pertama melapor").number
    neighbour = screens.open("/lapor/", SMALL_PHONE, **GPS)
    _choose(neighbour, "Lampu jalan padam, tetangganya")
    join = neighbour.locator(f"button[name=gabung][value='{number}']")
    join.wait_for()
    told = neighbour.locator(".similar__one", has=join).inner_text()
    assert re.search(r"\b[0-9]{1,2} m\b", told), "from the middle of the cell of the map in which it lies"
    assert barriers(neighbour) == []
    neighbour.locator("summary", has_text="Kabar dan kerahasiaan").click()
    neighbour.fill("#id_phone", "0812 9999 0000")
    join.click()
    neighbour.get_by_role("heading", name=f"Anda ikut laporan {number}").wait_for()
    neighbour.get_by_text("Jawaban petugas dikirim juga kepada Anda.").wait_for()
    assert _sent(town, "Lampu jalan padam, tetangganya") == []
    neighbour.goto("/lapor/")
    assert neighbour.input_value("#id_text") == ""

    _choose(neighbour, "Lampu jalan padam, tiang lain")
    neighbour.get_by_role("button", name="Bukan, ini berbeda").click()
    neighbour.get_by_text("sebagai laporan tersendiri").wait_for()
    assert not neighbour.locator(".similar").count()
    neighbour.get_by_role("button", name="Kirim laporan").click()
    neighbour.get_by_text("Laporan Anda kami terima").wait_for()
    assert neighbour.complaints == []


def test_a_preview_without_signal_is_not_promised_and_nothing_is_lost(screens, town):
    page = screens.open("/lapor/", SMALL_PHONE, **FAR)
    _choose(page, "Trotoar rusak, tanpa sinyal", "trotoar")
    page.context.set_offline(True)
    page.get_by_role("button", name="Lihat dulu").click()
    page.get_by_text("Tanpa sinyal ini belum dapat dilakukan").wait_for()
    assert page.input_value("#id_text") == "Trotoar rusak, tanpa sinyal"
