"""The same story where things are missing, broken, or done twice."""

from __future__ import annotations

import re

import psycopg
import pytest

from tests.journeys.people import (
    GPS,
    SMALL_PHONE,
    claim_in_the_field,
    photo,
    receipt_on,
    report_by_phone,
    step,
)
from tests.support.browser import DESKTOP, TELEVISION, eventually

pytestmark = pytest.mark.browser

VILLAGE = "35.08.10.1003"


def _count(town, text):
    with psycopg.connect(town.database) as connection:
        found = connection.execute("SELECT count(*) FROM reports_report WHERE text = %s", [text]).fetchone()
    return found[0]


def _report_in_words(page, text):
    """The form without anything that needs JavaScript."""
    page.goto("/lapor/")
    page.fill("#id_text", text)
    page.select_option("#id_category_code", "lampu-jalan")
    page.select_option("#id_area_code", VILLAGE)


def test_the_whole_way_works_without_javascript(screens, town):
    resident = screens.open("/", SMALL_PHONE, java_script_enabled=False)
    resident.get_by_role("link", name="Laporkan masalah").click()
    _report_in_words(resident, "Lampu gang mati, tanpa JavaScript")
    resident.set_input_files("#id_photos", [photo()])
    resident.get_by_role("button", name="Lihat dulu siapa membaca apa").click()
    resident.get_by_role("button", name=re.compile("kirim laporan", re.IGNORECASE)).click()
    receipt = receipt_on(resident)

    officer = screens.open(
        f"/meja/laporan/{receipt.number}/", DESKTOP, who="wawan", java_script_enabled=False
    )
    step(officer, "Periksa")
    step(officer, "Jawab", lambda: officer.fill("#id_answer_text", "Petugas berangkat."))
    officer.get_by_text("Jawaban terkirim").wait_for()
    claim_in_the_field(screens, receipt.number)

    resident.goto("/lacak/")
    resident.fill("#id_number", receipt.number.lower())
    resident.fill("#id_key", receipt.key)
    resident.get_by_role("button", name="Lihat laporan").click()
    resident.get_by_role("button", name="Ya, sudah selesai").click()
    resident.get_by_text("Terima kasih. Laporan ini selesai.").wait_for()


def test_of_two_officers_the_slower_one_sees_the_change_and_decides_again(screens, town):
    resident = screens.open("/lapor/", SMALL_PHONE, **GPS)
    number = report_by_phone(resident, "Lampu jalan mati, dua petugas").number
    quick, slow = (screens.desk(who, f"/meja/laporan/{number}/") for who in ("wawan", "tono"))

    slow.locator("summary", has_text="Disposisi").click()
    _assign_with_words(slow)
    step(quick, "Disposisi", lambda: quick.select_option("#id_assign_post_id", index=1))
    quick.get_by_text("Laporan ditugaskan.").wait_for()
    slow.get_by_text("Urusan ini baru saja berubah").wait_for()
    slow.locator("details.desk-step[open]").get_by_role("button", name="Disposisi").click()
    slow.get_by_text("Petugas lain baru saja mengubah laporan ini.").first.wait_for()
    assert slow.input_value("#id_assign_text") == "Bawa tangga"
    assert slow.locator(".timeline").get_by_text("menugaskan ke").count() == 1

    slow.locator("details.desk-step[open]").get_by_role("button", name="Disposisi").click()
    slow.get_by_text("Laporan ditugaskan.").wait_for()
    assert slow.locator(".timeline").get_by_text("menugaskan ke").count() == 2


def test_an_open_matter_changes_before_the_eyes_of_who_only_reads(screens, town):
    resident = screens.open("/lapor/", SMALL_PHONE, **GPS)
    number = report_by_phone(resident, "Lampu jalan mati, dua pembaca").number
    quick, reader = (screens.desk(who, f"/meja/laporan/{number}/") for who in ("wawan", "tono"))
    step(quick, "Periksa")
    reader.locator(".timeline").get_by_text("memeriksa: laporan benar").wait_for()
    reader.locator("summary", has_text="Mulai kerjakan").wait_for()


def test_a_row_opens_beside_the_list_and_back_leads_to_the_list(screens, town):
    resident = screens.open("/lapor/", SMALL_PHONE, **GPS)
    number = report_by_phone(resident, "Lampu jalan mati, dibuka dari daftar").number
    desk = screens.desk("wawan", f"/meja/?q={number}")
    eventually(desk, lambda: desk.evaluate("Boolean(window.htmx)"))
    desk.evaluate("window.isSamePage = true")
    desk.locator("[data-open]").click()
    desk.locator("#matter").get_by_text("Lampu jalan mati, dibuka dari daftar").first.wait_for()
    assert desk.title().startswith(number)
    assert desk.locator("[data-row][aria-current=true]").count() == 1
    assert desk.evaluate("window.isSamePage")
    desk.go_back()
    desk.locator("#matter").wait_for(state="detached")
    assert desk.locator("[data-open]").count() == 1
    assert desk.complaints == []


def _assign_with_words(page):
    page.select_option("#id_assign_post_id", index=2)
    page.fill("#id_assign_text", "Bawa tangga")


def test_a_refused_form_keeps_text_and_photos(screens, town):
    page = screens.open("/lapor/", SMALL_PHONE)
    page.set_input_files("#id_photos", [photo("navy", "satu.jpg"), photo("green", "dua.jpg")])
    eventually(page, lambda: page.locator(".upload__photo").count() == 2)
    page.fill("#id_text", "Lampu jalan padam, lupa tempatnya")
    page.select_option("#id_category_code", "lampu-jalan")
    page.get_by_role("button", name="Kirim laporan").click()

    page.get_by_text("Kami perlu tahu tempatnya.").first.wait_for()
    assert page.input_value("#id_text") == "Lampu jalan padam, lupa tempatnya"
    assert page.get_by_text("2 foto sudah tersimpan dan ikut terkirim.").is_visible()
    page.select_option("#id_area_code", VILLAGE)
    page.get_by_role("button", name="Kirim laporan").click()
    page.get_by_text("Laporan Anda kami terima").wait_for()
    assert page.locator(".photos img").count() == 2


def test_what_was_typed_is_still_there_after_leaving_the_form(screens, town):
    page = screens.open("/lapor/", SMALL_PHONE)
    page.locator("pd-draft").wait_for()
    page.fill("#id_text", "Lampu jalan padam, saya kembali nanti")
    page.goto("/instansi/")
    page.goto("/lapor/")
    assert eventually(page, lambda: page.input_value("#id_text")) == "Lampu jalan padam, saya kembali nanti"


def test_a_second_press_on_the_button_makes_no_second_report(screens, town):
    page = screens.open("/lapor/", SMALL_PHONE, **GPS)
    text = "Lampu jalan padam, ditekan dua kali"
    _report_in_words(page, text)
    page.get_by_role("button", name="Kirim laporan").dblclick()
    page.get_by_text("Laporan Anda kami terima").wait_for()
    assert _count(town, text) == 1


def test_a_wall_says_when_it_is_stale_and_when_it_is_not_any_more(screens, town):
    wall = screens.open("/situasi/", TELEVISION, who="dewi")
    banner = wall.locator(".wall__stale")
    eventually(wall, lambda: wall.locator("pd-live[state=connected]").count())
    assert not banner.is_visible()
    town.city.kill("live")
    eventually(wall, banner.is_visible)
    eventually(wall, lambda: not banner.is_visible(), 30)

    resident = screens.open("/lapor/", SMALL_PHONE, **GPS)
    number = report_by_phone(resident, "Lampu jalan padam, layar kembali").number
    eventually(wall, lambda: wall.locator(f"#row-{number}").count())
