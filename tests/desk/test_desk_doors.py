"""Every address of the desk, and who gets what there."""

from __future__ import annotations

import pytest

from pendopo.accounts.models import Post
from pendopo.desk.models import SavedView
from pendopo.reports import api as reports
from tests.support.office import Door, names_of, open_office

OFFICERS = (302, 403, 200, 200, 200)
KEEPERS = (302, 403, 403, 403, 403)
"""Who keeps templates and reads the spots is none of those who knock."""
WHO_MAY_SEE = (302, 403, 404, 200, 200)
REPORT = "/meja/laporan/{number}/"

DOORS = {
    "inbox_page": Door("/meja/", OFFICERS),
    "inbox_fragment": Door("/meja/_daftar/", OFFICERS),
    "export_csv": Door("/meja/unduh.csv", OFFICERS),
    "live_address": Door("/meja/_langsung/", OFFICERS),
    "bulk_step": Door("/meja/massal/", (401, 403, 302, 302, 302), {"verb": "verify", "pick": "\x00"}),
    "bulk_page": Door("/meja/massal/01900000-0000-7000-8000-000000000001/", (302, 403, 404, 404, 404)),
    "save_view": Door("/meja/tampilan/", (401, 403, 302, 302, 302), {"name": "Lewat", "query": "lewat=1"}),
    "forget_view": Door("/meja/tampilan/1/hapus/", (401, 403, 302, 302, 302), {}),
    "report_page": Door(REPORT, WHO_MAY_SEE),
    "report_fragment": Door(f"{REPORT}_isi/", WHO_MAY_SEE),
    "reply_list_page": Door("/meja/templat/", KEEPERS),
    "reply_new_page": Door("/meja/templat/baru/", KEEPERS),
    "reply_page": Door("/meja/templat/1/", KEEPERS),
    "reply_offer": Door("/meja/templat/1/tawarkan/", (401, *KEEPERS[1:]), {}),
    "reply_remove": Door("/meja/templat/1/hapus/", (401, *KEEPERS[1:]), {}),
    "spot_list_page": Door("/meja/titik-berulang/", KEEPERS),
    "export_spots": Door("/meja/titik-berulang/unduh.csv", KEEPERS),
    "field_list_page": Door("/meja/lapangan/", OFFICERS),
    "field_page": Door(f"{REPORT}lapangan/", WHO_MAY_SEE),
    "field_photo": Door("/meja/lapangan/_foto/", (401, 403, 422, 422, 422), {}),
    "field_claim": Door(f"{REPORT}lapangan/_kirim/", (401, 403, 404, 422, 422), {}),
    "field_code": Door(f"{REPORT}lapangan.svg", WHO_MAY_SEE),
    "sheet_page": Door(f"{REPORT}disposisi/1/", (302, 403, 404, 403, 404)),
    "report_code": Door(f"{REPORT}kode.svg", WHO_MAY_SEE),
    "reveal_reporter": Door(f"{REPORT}pelapor/", (401, 403, 404, 403, 200), {}),
    "keep_burst": Door(f"{REPORT}kejadian/1/", (401, 403, 403, 409, 403), {}),
    "unseal_reporter": Door(f"{REPORT}segel/", (401, 403, 404, 403, 403), {"reason": "Surat polisi"}),
    "report_step": Door(f"{REPORT}verify/", (401, 403, 404, 403, 302), {"version": "1"}),
}


def test_every_address_of_the_desk_stands_in_the_table():
    assert names_of("desk") == set(DOORS)


@pytest.mark.parametrize("name", DOORS)
def test_a_report_opens_to_its_agency_only(db, name):
    assert open_office().answers_at(DOORS[name]) == DOORS[name].statuses


@pytest.mark.parametrize("name", ["reveal_reporter", "report_step"])
def test_what_changes_something_is_not_done_by_a_link(db, name):
    assert open_office().knock("holder", DOORS[name].path).status_code == 404


def test_a_sheet_is_printed_with_number_code_and_instruction(db):
    office = open_office()
    post = Post.objects.get(title="Jabatan holder")
    body = {"post_id": str(post.pk), "text": "Bawa tangga", "due_on": "2099-01-01", "version": "1"}
    assert office.knock("holder", f"{REPORT}assign/", body).status_code == 422
    assert office.knock("holder", f"{REPORT}assign/", {**body, "due_on": ""}).status_code == 302
    shown = office.knock("holder", f"{REPORT}disposisi/1/").content.decode()
    for part in ("DSP/DISHUB/", "Jabatan holder", "Bawa tangga", "kode.svg", "Petugas holder"):
        assert part in shown
    assert "disposisi/1/" in office.knock("holder", REPORT).content.decode()


def test_nobody_removes_a_view_of_somebody_else(db):
    office = open_office()
    office.browsers["holder"].post("/meja/tampilan/", {"name": "Lewat", "query": "lewat=1"})
    view = SavedView.objects.get()
    office.browsers["other"].post(f"/meja/tampilan/{view.pk}/hapus/")
    assert SavedView.objects.count() == 1
    office.browsers["holder"].post(f"/meja/tampilan/{view.pk}/hapus/")
    assert SavedView.objects.count() == 0


def test_a_look_at_the_reporter_is_logged(db):
    from pendopo.kernel.audit.models import AuditEntry

    office = open_office()
    answer = office.knock("holder", f"{REPORT}pelapor/", {})
    assert "Bu Sri" in answer.content.decode()
    assert AuditEntry.objects.filter(
        action="reports.reporter_read", account_id=office.accounts["holder"].pk
    ).exists()


def test_a_note_among_officers_is_marked_so_and_the_reporter_does_not_see_it(db):
    office = open_office()
    reports.note_report(office.actor("holder"), office.receipt.number, text="Kabel dicuri\ndua kali")
    shown = office.knock("holder", REPORT).content.decode()
    assert "Kabel dicuri<br>dua kali" in shown
    assert shown.count("hanya petugas") == 1
    assert "Kabel" not in office.knock("reporter", "/urusan-saya/{number}/").content.decode()
