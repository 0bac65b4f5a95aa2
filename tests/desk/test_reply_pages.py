"""Templates of replies on the desk: chosen in a step, kept on pages of their own."""

from __future__ import annotations

import pytest

from pendopo.kernel.actor import SYSTEM
from pendopo.reports import api as reports
from pendopo.reports.models import Reply
from tests.support.office import open_office

REPORT = "/meja/laporan/{number}/"
TEXT = "Terima kasih atas laporan {nomor}. Petugas kami akan memeriksa ke lokasi."


@pytest.fixture
def office(db):
    return open_office()


@pytest.fixture
def reply(office):
    return reports.add_reply(SYSTEM, name="Terima kasih", verb="answer", text=TEXT)


def test_without_a_script_the_page_comes_back_with_the_template_and_what_was_typed(office, reply):
    typed = {"reply": str(reply.pk), "text": "Tiang ketiga dari pasar.", "version": "1", "fill": "1"}
    answer = office.knock("holder", f"{REPORT}answer/", typed)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f"Terima kasih atas laporan {office.receipt.number}." in page
    assert "Tiang ketiga dari pasar." in page
    assert len(reports.get_report(SYSTEM, office.receipt.number).steps) == 2


def test_a_template_alone_is_refused_with_a_clear_word_and_stays_typed(office, reply):
    text = TEXT.replace("{nomor}", office.receipt.number)
    answer = office.knock("holder", f"{REPORT}answer/", {"text": text, "reply": "", "version": "1"})
    assert answer.status_code == 422
    assert "tambahkan sedikitnya 5 kata Anda sendiri" in answer.content.decode()
    assert "Petugas kami akan memeriksa" in answer.content.decode()


def test_a_template_of_another_step_is_not_there(office, reply):
    answer = office.knock("holder", f"{REPORT}ask/", {"reply": str(reply.pk), "fill": "1", "text": ""})
    assert answer.status_code == 422


def test_the_claim_in_the_field_begins_with_a_template_and_keeps_its_ticket(office):
    text = "Sudah dikerjakan oleh {instansi}."
    reply = reports.add_reply(SYSTEM, name="Beres", verb="resolve", text=text)
    reports.verify_report(office.actor("holder"), office.receipt.number)
    nonce = reports.open_ticket(office.actor("holder"), office.receipt.number).nonce
    body = {"reply": str(reply.pk), "text": "", "fill": "1", "nonce": str(nonce), "version": "2"}
    page = office.knock("holder", f"{REPORT}lapangan/", body).content.decode()
    assert "Sudah dikerjakan oleh Dinas Perhubungan." in page
    assert str(nonce) in page


def test_a_coordinator_writes_changes_retires_and_deletes_one(office):
    desk = office.browsers["coordinator"]
    made = desk.post(
        "/meja/templat/baru/",
        {"name": "Salam", "verb": "answer", "text": TEXT, "category_code": "lampu-jalan", "agency_code": ""},
    )
    address = made["Location"]
    assert "Versi 1" in desk.get(address).content.decode()
    desk.post(address, {"name": "Salam", "text": "Halo {nomor}", "version": "1"})
    assert "Versi 2" in desk.get(address).content.decode()
    late = desk.post(address, {"name": "Salam", "text": "Hai {nomor}", "version": "1"})
    assert late.status_code == 422
    assert "baru saja diubah orang lain" in late.content.decode()
    desk.post(f"{address}tawarkan/", {})
    assert "tidak ditawarkan" in desk.get("/meja/templat/").content.decode()
    desk.post(f"{address}hapus/", {})
    assert not Reply.objects.exists()


def test_an_unknown_place_is_named_at_the_field(office):
    answer = office.browsers["coordinator"].post(
        "/meja/templat/baru/", {"name": "Salam", "verb": "answer", "text": "Halo {nama}"}
    )
    assert answer.status_code == 422
    assert "kurung kurawal yang tidak dikenal" in answer.content.decode()
