"""The officer's list: export, saved views, bulk steps, filters."""

from __future__ import annotations

import csv

import pytest

from pendopo.desk.models import SavedView
from pendopo.kernel.actor import ANONYMOUS
from pendopo.reports import api as reports
from pendopo.reports.models import Report
from tests.support.cast import lamp_draft
from tests.support.office import open_office


@pytest.fixture
def office(db):
    return open_office()


def _rows(office, query=""):
    answer = office.browsers["holder"].get(f"/meja/unduh.csv{query}")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r="])
def test_no_cell_of_the_export_is_a_formula(office, start):
    draft = lamp_draft(text="Lampu padam", title=f"{start}cmd|' /C calc'!A0", landmark="x")
    reports.submit_report(ANONYMOUS, draft)
    titles = [row["judul"] for row in _rows(office)]
    assert all(title[:1].isalpha() or title[:1] == "'" for title in titles)
    assert len(titles) == 2


def test_the_export_keeps_places_as_numbers_and_names_nobody(office):
    (row,) = _rows(office)
    assert float(row["lintang"]) == pytest.approx(-8.13)
    assert "Bu Sri" not in str(row)
    assert "812" not in str(row)


def test_the_export_follows_the_filters(office):
    assert len(_rows(office, "?kategori=lampu-jalan")) == 1
    assert _rows(office, "?kategori=jalan-rusak") == []


@pytest.mark.parametrize(
    "query",
    ["?keadaan=apa", "?dari=kemarin", "?urut=%00", "?bagian=x", "?kursor=bohong", "?wilayah=%00", "?q=%00"],
)
def test_a_filter_that_cannot_be_read_narrows_nothing_or_finds_nothing(office, query):
    assert office.browsers["holder"].get(f"/meja/{query}").status_code == 200


def test_a_saved_view_brings_its_filters_back(office):
    desk = office.browsers["holder"]
    answer = desk.post(
        "/meja/tampilan/", {"name": " Lampu ", "query": "kategori=lampu-jalan&kursor=x&jahat=1"}
    )
    assert answer["Location"] == "/meja/?kategori=lampu-jalan"
    assert "/meja/?kategori=lampu-jalan" in desk.get("/meja/").content.decode()


def test_a_view_of_the_same_name_replaces_the_older_one(office):
    desk = office.browsers["holder"]
    for query in ("lewat=1", "kategori=lampu-jalan"):
        desk.post("/meja/tampilan/", {"name": "Milik saya", "query": query})
    assert SavedView.objects.get().query == "kategori=lampu-jalan"


def test_who_sees_every_agency_narrows_the_list_to_one(office):
    desk = office.browsers["coordinator"]
    assert office.receipt.number in desk.get("/meja/?bagian=all&instansi=dishub").content.decode()
    elsewhere = desk.get("/meja/?bagian=all&instansi=dpupr").content.decode()
    assert f"/meja/laporan/{office.receipt.number}/" not in elsewhere
    lines = b"".join(desk.get("/meja/unduh.csv?bagian=all&instansi=dpupr").streaming_content)
    assert len(lines.splitlines()) == 1
    assert 'name="instansi"' not in office.browsers["holder"].get("/meja/").content.decode()


def test_the_list_is_sorted_by_limit_or_by_arrival_and_keeps_its_filters(office):
    second = reports.submit_report(ANONYMOUS, lamp_draft(text="Lampu kedua")).number
    page = office.browsers["holder"].get("/meja/?kategori=lampu-jalan&urut=newest").content.decode()
    assert page.index(second) < page.index(office.receipt.number)
    assert "kategori=lampu-jalan&amp;urut=oldest" in page
    assert "kategori=lampu-jalan&amp;urut=due" in page


@pytest.mark.parametrize("name", ["", " ", "x" * 41, "a\x00b"])
def test_a_view_needs_a_name(office, name):
    answer = office.browsers["holder"].post("/meja/tampilan/", {"name": name, "query": "lewat=1"})
    assert answer.status_code == 422
    assert not SavedView.objects.exists()


def test_a_bulk_step_changes_what_can_be_changed_and_names_the_rest(office):
    second = reports.submit_report(ANONYMOUS, lamp_draft()).number
    reports.verify_report(office.actor("holder"), second)
    desk = office.browsers["holder"]
    picked = [office.receipt.number, second, "LPR-2001-000001"]
    page = desk.post("/meja/massal/", {"verb": "verify", "pick": picked}, follow=True).content.decode()
    assert "1 laporan diubah." in page
    assert second in page
    assert Report.objects.get(number=office.receipt.number).state == "verified"


def test_a_bulk_step_without_reports_asks_for_them(office):
    page = office.browsers["holder"].post("/meja/massal/", {"verb": "verify"}, follow=True)
    assert "Pilih laporan dan langkahnya dulu." in page.content.decode()


def test_an_assignment_without_a_post_comes_back_with_what_was_typed(office):
    path = f"/meja/laporan/{office.receipt.number}/assign/"
    answer = office.browsers["holder"].post(path, {"post_id": "", "text": "Bawa tangga", "version": "1"})
    assert answer.status_code == 422
    assert "Bawa tangga" in answer.content.decode()
    assert "Pilih jabatan." in answer.content.decode()
