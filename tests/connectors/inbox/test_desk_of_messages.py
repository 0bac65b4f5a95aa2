"""The coordinator reads what no rule could settle; every look is logged, and nobody else sees it."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from pendopo.connectors.inbox.models import Incoming
from pendopo.kernel.audit.models import AuditEntry
from pendopo.reports.models import Photo, Report
from tests.connectors.inbox.residents import SRI, letter, photo_at
from tests.support import cast
from tests.support.office import Office, names_of, open_office

WORDS = "Lampu padam di depan rumah saya yang lama"


@pytest.fixture
def office(city) -> Office:
    return open_office()


@pytest.fixture
def kept(city, office) -> Incoming:
    """A letter of which no rule could make a report."""
    city.mail.deliver(letter(WORDS, photos=(photo_at(0, 0),)))
    city.run()
    Incoming.objects.update(fate="kept", reason="no_word_back")
    return Incoming.objects.get()


PAGES = ("message_list_page", "message_page", "message_report_page", "dismiss")


def _path(name: str, message: Incoming) -> str:
    return reverse(f"inbox:{name}", args=[message.uid] if name != "message_list_page" else [])


def test_every_address_of_the_inbox_is_looked_at():
    assert names_of("inbox") == {*PAGES, "take_message"}


@pytest.mark.parametrize("name", PAGES)
def test_only_the_coordinator_reads_messages(office, kept, name):
    path = _path(name, kept)
    body = {"reason": "Bukan laporan"} if name == "dismiss" else None
    expected = {"anonymous": 401 if body else 302, "resident": 403, "holder": 403, "operator": 403}
    assert {who: office.knock(who, path, body).status_code for who in expected} == expected
    assert office.knock("coordinator", path, body).status_code == (302 if body else 200)


def test_the_list_shows_what_waits_for_a_person_and_no_words(office, kept):
    shown = office.knock("coordinator", "/meja/pesan/").content.decode()
    assert "Surel dari" in shown
    assert SRI not in shown
    assert WORDS not in shown
    assert "Perlu dibaca" in shown
    assert (
        "Tidak ada pesan di sini"
        in office.knock("coordinator", "/meja/pesan/?nasib=reported").content.decode()
    )
    assert (
        "Surel dari" in office.knock("coordinator", "/meja/pesan/?nasib=semua&saluran=email").content.decode()
    )


@pytest.mark.parametrize("query", ["nasib=x", "saluran=\x00", "sebelum=-1", "sebelum=9999999999999999999999"])
def test_a_filter_that_is_none_narrows_nothing(office, kept, query):
    assert office.knock("coordinator", f"/meja/pesan/?{query}").status_code == 200


def test_opening_a_message_is_logged(office, kept):
    shown = office.knock("coordinator", f"/meja/pesan/{kept.uid}/").content.decode()
    assert SRI in shown
    assert WORDS in shown
    entry = AuditEntry.objects.get(action="inbox.message_read")
    assert entry.account_id == office.accounts["coordinator"].pk
    assert entry.subject == f"incoming:{kept.uid}"


def test_a_message_becomes_a_report_of_its_sender_who_is_told(city, office, kept):
    path = f"/meja/pesan/{kept.uid}/laporan/"
    form = office.knock("coordinator", path).content.decode()
    assert WORDS in form
    assert 'value="lampu-jalan" selected' in form
    body = {"text": WORDS, "category_code": "lampu-jalan", "area_code": cast.VILLAGE, "visibility": "open"}
    answer = office.knock("coordinator", path, body)
    report = Report.objects.get(text=WORDS)
    assert answer["Location"] == f"/meja/laporan/{report.number}/"
    assert (report.reporter_id, report.contact_email, report.channel) == (None, SRI, "email")
    assert Photo.objects.filter(report=report).count() == 1
    city.run()
    assert report.number in city.told(SRI)[-1]
    assert office.knock("coordinator", path, body).status_code == 409
    assert Report.objects.filter(text=WORDS).count() == 1


def test_the_form_begins_with_place_and_village_of_the_message(city, office):
    city.mail.deliver(letter("Lampu padam di Tompokersan", photos=(photo_at(*cast.IN_TOWN),)))
    city.run()
    Incoming.objects.update(fate="kept")
    path = f"/meja/pesan/{Incoming.objects.get().uid}/laporan/"
    form = office.knock("coordinator", path).content.decode()
    assert re.search(r'value="35[.\d]+" selected>Kelurahan Tompokersan', form)
    assert re.search(r'name="uses_point"[^>]* checked', form)


def test_a_report_without_a_place_is_not_made_and_what_was_typed_stays(office, kept):
    body = {"text": "Ditulis ulang", "category_code": "lampu-jalan", "area_code": "", "visibility": "open"}
    answer = office.knock("coordinator", f"/meja/pesan/{kept.uid}/laporan/", body)
    assert answer.status_code == 422
    assert "Ditulis ulang" in answer.content.decode()
    assert Incoming.objects.get().fate == "kept"


def test_a_message_is_dismissed_with_a_reason_only(office, kept):
    path = f"/meja/pesan/{kept.uid}/abaikan/"
    assert office.knock("coordinator", path, {"reason": " "}).status_code == 422
    assert office.knock("coordinator", path, {"reason": "Iklan"}).status_code == 302
    kept.refresh_from_db()
    assert (kept.fate, kept.note) == ("dismissed", "Iklan")
    assert AuditEntry.objects.filter(action="inbox.message_dismissed").count() == 1
    assert office.knock("coordinator", path, {"reason": "Lagi"}).status_code == 409


def test_a_mailbox_that_cannot_be_read_is_said(city, office):
    from pendopo.simulators.failures import Failure

    city.mail.failure = Failure.DOWN
    city.run()
    assert "Kotak surel tidak dapat dibaca" in office.knock("coordinator", "/meja/pesan/").content.decode()


def test_the_way_to_messages_stands_in_the_coordinators_navigation_only(office, kept):
    assert "Pesan masuk" in office.knock("coordinator", "/meja/").content.decode()
    assert "Pesan masuk" not in office.knock("holder", "/meja/").content.decode()
