"""Koordinasi on the desk: asked, seen in the inbox of who is asked, answered."""

from __future__ import annotations

import pytest

from pendopo.reports import api as reports
from tests.support.office import open_office

REPORT = "/meja/laporan/{number}/"
ASK = {"agency_code": "dpupr", "text": "Mohon cek saluran", "due_on": "", "version": "1"}


@pytest.fixture
def office(db):
    office = open_office()
    assert office.knock("holder", f"{REPORT}coordinate/", ASK).status_code == 302
    return office


def _page(office, who, path="/meja/"):
    return office.knock(who, path).content.decode()


def test_the_inbox_of_who_is_asked_shows_it_with_who_asks(office):
    assert "koordinasi: Dishub" in _page(office, "other")
    assert office.receipt.number in _page(office, "other", "/meja/?bagian=asked")
    assert "koordinasi: Dishub" not in _page(office, "holder")


def test_the_open_report_offers_the_answer_first_and_leads_back_to_the_inbox(office):
    shown = _page(office, "other", REPORT)
    assert "Mohon cek saluran" in shown
    assert "Verifikasi" not in shown
    answer = office.knock(
        "other", f"{REPORT}coordination-answer/", {"agency_code": "dpupr", "text": "Saluran utuh"}
    )
    assert answer["Location"] == "/meja/"
    assert office.knock("other", REPORT).status_code == 404
    assert "Saluran utuh" in _page(office, "holder", REPORT)


def test_a_question_without_an_agency_comes_back_with_what_was_typed(office):
    answer = office.knock("holder", f"{REPORT}coordinate/", {**ASK, "agency_code": "", "version": "2"})
    assert answer.status_code == 422
    assert "Mohon cek saluran" in answer.content.decode()


def test_the_reporter_reads_which_agency_is_waited_for(office):
    for who, path in (("reporter", "/urusan-saya/{number}/"), ("anonymous", "/laporan/{number}/")):
        page = _page(office, who, path)
        assert "Menunggu jawaban Dinas Pekerjaan Umum" in page
        assert "Mohon cek saluran" not in page


def test_a_withdrawn_question_leaves_the_inbox_of_who_was_asked(office):
    office.knock("holder", f"{REPORT}coordination-withdraw/", {"agency_code": "dpupr", "text": ""})
    assert "koordinasi: Dishub" not in _page(office, "other")
    assert reports.get_report(office.actor("holder"), office.receipt.number).asked == ()
