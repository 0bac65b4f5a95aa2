"""Before sending one reads who will read what; traces of persons stop it once, similar ones can be joined."""

from __future__ import annotations

import re
import uuid
from html import unescape

import pytest
from django.test import Client

from pendopo.kernel.actor import ANONYMOUS, SYSTEM
from pendopo.reports import api as reports
from pendopo.reports.models import Photo, Report, Supporter
from tests.support.cast import IN_TOWN, VILLAGE, jpeg, lamp_draft
from tests.support.office import open_office

TELLING = "Lampu padam. Hubungi Bu Sri 0812 3456 7890, motor N 1234 YAB"
CALM = "Lampu padam sejak 22-11-2026 18.30 di Km 12"
_HIDDEN = re.compile(r'<input type="hidden" name="([a-z_]+)" value="([^"]*)"')


def _fields(**changes):
    fields = {
        "key": str(uuid.uuid4()),
        "text": CALM,
        "category_code": "lampu-jalan",
        "area_code": VILLAGE,
        "visibility": "open",
    }
    return {**fields, **changes}


def _at(place=IN_TOWN):
    return {"place_lon": str(place[0]), "place_lat": str(place[1]), "area_code": ""}


def _carried(page):
    return {name: unescape(value) for name, value in _HIDDEN.findall(page)}


def _text(page):
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", page).split()))


def _public_part(page):
    found = re.search(r"<(div|p)[^>]*data-preview-public>(.*?)</\1>", page, re.DOTALL)
    return _text(found[2])


def test_a_calm_report_is_sent_without_another_page(db):
    assert Client().post("/lapor/", _fields()).status_code == 302


def test_a_text_with_traces_is_shown_once_and_then_sent_as_it_is(db):
    phone = Client()
    page = phone.post("/lapor/", _fields(text=TELLING, phone="0811 999 888")).content.decode()
    assert "nomor telepon: 0812 3456 7890" in _text(page)
    assert "pelat nomor kendaraan: N 1234 YAB" in _text(page)
    assert not Report.objects.exists()
    assert phone.post("/lapor/", _carried(page)).status_code == 302
    assert Report.objects.get().text == TELLING


def test_another_trace_than_the_one_that_was_weighed_stops_it_again(db):
    phone = Client()
    weighed = _carried(phone.post("/lapor/", _fields(text=TELLING)).content.decode())
    assert phone.post("/lapor/", {**weighed, "text": f"{TELLING} dan B 99 XYZ"}).status_code == 200
    assert not Report.objects.exists()


def test_one_press_masks_the_traces_in_words_and_landmark_without_a_script(db):
    phone = Client()
    asked = _fields(text=TELLING, landmark="rumah 0812 3456 7890", samarkan="1")
    page = phone.post("/lapor/", asked).content.decode()
    assert "data pribadi" not in page
    assert phone.post("/lapor/", _carried(page)).status_code == 302
    sent = Report.objects.get()
    assert sent.text == "Lampu padam. Hubungi Bu Sri •••, motor •••"
    assert sent.landmark == "rumah •••"


@pytest.mark.parametrize("visibility", list(reports.Visibility))
@pytest.mark.parametrize("category", ["lampu-jalan", "ktp"])
def test_what_the_preview_says_the_public_reads_is_what_the_public_page_shows(
    db, monday_morning, visibility, category
):
    if category not in {each.code for each in reports.list_categories()}:
        category = next(each.code for each in reports.list_categories() if each.proof == "photo")
    draft = lamp_draft(
        text=TELLING, landmark="depan masjid 0812 3456 7890", visibility=visibility, category_code=category
    )
    told = reports.preview_of(draft)
    number = reports.submit_report(ANONYMOUS, draft).number
    reports.verify_report(SYSTEM, number)
    if not told.is_public:
        with pytest.raises(reports.ReportNotFound):
            reports.get_public_report(number)
        return
    page = reports.get_public_report(number)
    assert (told.text, told.landmark) == (page.text, page.landmark)
    assert (told.title or told.category) == page.row.title
    assert told.category == page.row.category
    assert told.place == page.row.place
    assert told.is_point_told == page.row.spot.is_exact


@pytest.mark.parametrize(
    ("visibility", "nobody"),
    [("open", "dihapus saat foto"), ("anonymous", "hanya kategori dan tempat"), ("secret", "tersegel")],
)
def test_the_preview_page_says_by_what_was_chosen_who_reads_what(db, visibility, nobody):
    page = Client().post("/lapor/", _fields(pratinjau="1", visibility=visibility, **_at())).content.decode()
    assert nobody in _text(page)
    assert (CALM in _public_part(page)) == (visibility == "open")
    assert not Report.objects.exists()


def test_the_preview_keeps_photos_and_everything_typed_and_leads_back(db):
    phone, photo = Client(), jpeg()
    page = phone.post(
        "/lapor/", _fields(pratinjau="1", landmark="depan pasar", photos=photo)
    ).content.decode()
    assert "1 foto" in _text(page)
    form = phone.post("/lapor/", {**_carried(page), "ubah": "1"}).content.decode()
    assert CALM in unescape(form)
    assert 'value="depan pasar"' in form
    assert "1 foto sudah tersimpan" in _text(form)
    assert phone.post("/lapor/", _carried(page)).status_code == 302
    assert Photo.objects.filter(report=Report.objects.get()).count() == 1


def test_a_preview_of_nothing_says_what_is_missing(db):
    assert Client().post("/lapor/", _fields(pratinjau="1", text="")).status_code == 422


def test_the_warning_comes_while_one_writes_and_not_for_numbers_of_the_matter(db):
    told = Client().get("/lapor/_kategori/", {"text": TELLING, "landmark": "sri@contoh.id"}).content.decode()
    assert 'data value="0812 3456 7890"' in told
    assert 'data value="sri@contoh.id"' in told
    assert "data pribadi" not in Client().get("/lapor/_kategori/", {"text": CALM}).content.decode()


def test_similar_reports_are_shown_without_words_that_nobody_has_read(lamp):
    asked = {"place_lon": "113.2203", "place_lat": "-8.13", "category_code": "lampu-jalan"}
    told = _text(Client().get("/lapor/_serupa/", asked).content.decode())
    assert lamp.number in told
    assert "23 m ·" in told, "from the middle of its cell of the map, as far away as everybody may know"
    assert "di depan pasar" not in told
    other = {"area_code": VILLAGE, "category_code": "jalan-rusak"}
    assert Client().get("/lapor/_serupa/", other).content.decode().strip() == ""


def test_where_only_the_village_is_known_its_similar_reports_are_shown_and_no_secret_one(lamp):
    secret = reports.submit_report(ANONYMOUS, lamp_draft(visibility=reports.Visibility.SECRET)).number
    asked = {"area_code": Report.objects.get(number=lamp.number).area_id, "category_code": "lampu-jalan"}
    told = _text(Client().get("/lapor/_serupa/", asked).content.decode())
    assert lamp.number in told
    assert "di desa ini" in told
    assert secret not in told


def test_without_a_script_similar_reports_come_with_the_preview_once(lamp):
    phone, plain = Client(), {"tanpa_skrip": "1"}
    page = phone.post("/lapor/", _fields(**plain, **_at())).content.decode()
    assert "Mungkin sudah dilaporkan" in page
    assert "Bukan itu, kirim laporan saya" in page
    assert phone.post("/lapor/", {**_carried(page), **plain}).status_code == 302
    assert Report.objects.count() == 2


def test_joining_from_the_form_keeps_the_contact_and_makes_no_second_report(lamp):
    phone = Client()
    answer = phone.post("/lapor/", _fields(gabung=lamp.number, phone="0811 2233 445"), follow=True)
    told = _text(answer.content.decode())
    assert f"Anda ikut laporan {lamp.number}" in told
    assert "Jawaban petugas dikirim juga kepada Anda." in told
    assert Report.objects.count() == 1
    assert Supporter.objects.get().phone == "+628112233445"
    assert reports.get_public_report(lamp.number).row.support_count == 1


def test_who_joins_without_a_contact_is_not_promised_an_answer(lamp):
    told = Client().post("/lapor/", _fields(gabung=lamp.number), follow=True).content.decode()
    assert "Jawaban petugas dikirim" not in told
    assert "baca kabarnya di halaman laporan itu" in told


def test_who_joins_with_an_account_is_told_by_it(db):
    office = open_office()
    answer = office.browsers["resident"].post("/lapor/", _fields(gabung=office.receipt.number), follow=True)
    assert "Jawaban petugas dikirim juga kepada Anda." in answer.content.decode()
    assert Supporter.objects.get().account_id == office.accounts["resident"].pk


def test_a_wrong_telephone_or_a_report_that_ended_meanwhile_leaves_the_form_as_it_was(lamp):
    phone = Client()
    wrong = phone.post("/lapor/", _fields(gabung=lamp.number, phone="12"))
    assert wrong.status_code == 422
    assert "Nomor ponsel tidak terbaca" in wrong.content.decode()
    reports.reject_report(SYSTEM, lamp.number, reason="Bukan lampu kota")
    ended = phone.post("/lapor/", _fields(gabung=lamp.number))
    assert ended.status_code == 409
    assert CALM in unescape(ended.content.decode())
    assert phone.post("/lapor/", _fields(gabung="LPR-2001-000001")).status_code == 404
    assert not Supporter.objects.exists()
