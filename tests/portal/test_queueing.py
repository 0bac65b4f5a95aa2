"""What waited on a phone arrives once, as whose it was, and is refused in words that one can act on."""

from __future__ import annotations

import time
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pendopo.reports import api as reports
from pendopo.reports.models import Photo, Report
from tests.support.cast import VILLAGE, jpeg
from tests.support.office import open_office

PROBE, PHOTO, SEND = "/_sambungan/", "/lapor/_foto/", "/lapor/_kirim/"


def _fields(**changes):
    fields = {
        "key": str(uuid.uuid4()),
        "text": "Lampu padam, ditulis tanpa sinyal",
        "category_code": "lampu-jalan",
        "area_code": VILLAGE,
        "visibility": "open",
        "written_at": str(time.time() - 3600),
        "sent_at": str(time.time()),
    }
    return {**fields, **changes}


def _photo(content=None):
    return {"photo": SimpleUploadedFile("foto.jpg", content or jpeg().getvalue(), "image/jpeg")}


def test_photos_come_first_and_the_words_name_them(db):
    phone = Client()
    uids = [phone.post(PHOTO, _photo(jpeg(colour).getvalue())).json()["uid"] for colour in ("navy", "gold")]
    answer = phone.post(SEND, _fields(kept_photos=" ".join(uids)))
    assert answer.status_code == 200
    assert Photo.objects.filter(report__number=answer.json()["number"]).count() == 2
    assert "Lampu padam, ditulis tanpa sinyal" in phone.get(answer.json()["address"]).content.decode()


def test_a_retry_gives_the_same_receipt_and_no_second_report(db):
    phone, fields = Client(), _fields()
    first, again = (phone.post(SEND, fields).json() for _turn in range(2))
    assert first == again
    assert Report.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"text": ""}, "Ceritakan masalahnya"),
        ({"area_code": ""}, "Kami perlu tahu tempatnya."),
        ({"phone": "12"}, "Nomor ponsel tidak terbaca"),
        ({"category_code": "tidak-ada"}, "Kategori itu tidak dipakai lagi."),
    ],
)
def test_a_refusal_says_what_to_mend(db, changes, said):
    answer = Client().post(SEND, _fields(**changes))
    assert answer.status_code == 422
    assert said in answer.json()["text"]
    assert not Report.objects.exists()


def test_a_photo_that_was_swept_meanwhile_is_named_by_its_code_so_that_it_comes_again(db):
    answer = Client().post(SEND, _fields(kept_photos=str(uuid.uuid4())))
    assert answer.status_code == 404
    assert answer.json()["code"] == "file_not_found"


@pytest.mark.parametrize("sent", [{}, _photo(b"kein Bild")])
def test_what_is_no_photo_is_refused_in_words(db, sent):
    answer = Client().post(PHOTO, sent)
    assert answer.status_code in {415, 422}
    assert answer.json()["text"]


def test_the_probe_gives_a_fresh_token_with_which_a_form_is_taken(db):
    phone = Client(enforce_csrf_checks=True)
    assert phone.post(SEND, _fields()).status_code == 403
    token = phone.get(PROBE).json()["token"]
    assert phone.post(SEND, _fields(), headers={"X-CSRFToken": token}).status_code == 200


def test_the_probe_is_kept_by_nobody(db):
    assert "no-store" in Client().get(PROBE)["Cache-Control"]


def test_each_account_has_a_mark_of_its_own_and_nobody_has_none(db):
    office = open_office()
    marks = [office.knock(who, PROBE).json()["owner"] for who in ("anonymous", "resident", "reporter")]
    assert marks[0] == ""
    assert len(set(marks)) == 3
    assert f'data-who="{marks[1]}"' in office.knock("resident", "/lapor/").content.decode()


def test_what_was_written_by_nobody_is_sent_as_nobodys_whoever_is_signed_in(db):
    browser = open_office().browsers["resident"]
    own, nobodys = (
        browser.post(SEND, _fields(**without)).json()["number"] for without in ({}, {"tanpa_akun": "1"})
    )
    assert Report.objects.get(number=own).reporter is not None
    assert Report.objects.get(number=nobodys).reporter is None


def test_moments_that_no_calendar_has_do_not_keep_a_report_out(db):
    answer = Client().post(SEND, _fields(written_at="1e300", sent_at="-1e300", accuracy="nan"))
    assert answer.status_code in {200, 422}
    assert Client().post(SEND, _fields(written_at="x", sent_at="")).status_code in {200, 422}


def test_the_page_of_what_waits_holds_nothing_of_anybody(db):
    office = open_office()
    page = Client().get("/laporan/antre/").content.decode()
    assert 'data-who=""' in page
    assert office.receipt.number not in page


def test_the_kept_pages_are_named_by_the_service_worker(db):
    worker = Client().get("/sw.js").content.decode()
    for page in ("/lapor/", "/laporan/antre/", "/tanpa-sambungan/"):
        assert f'"{page}"' in worker
    assert 'const QUEUE = "/laporan/antre/";' in worker
    assert reports.list_categories()[0].name.split()[0] in Client().get("/lapor/").content.decode()
