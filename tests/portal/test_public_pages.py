"""What leaves by the public pages: nothing secret, nothing unread, nothing that leads to a person."""

from __future__ import annotations

import csv
import io
import json
import uuid
from xml.etree import ElementTree as ET

import mapbox_vector_tile
import pytest
from django.conf import settings as city
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS, SYSTEM
from pendopo.kernel.errors import PendopoError
from pendopo.kernel.maps import quadkey
from pendopo.reports import api as reports
from pendopo.reports.actions.figures import count_figures
from pendopo.reports.models import Report, Supporter
from tests.support import cast

TELLING = "Kata%(mark)s rumah Bu Sri, telepon 0812%(digits)s, sri.%(mark)s@contoh.id, plat N 1234 YAB"
DOORS = (
    "/laporan/", "/laporan/?keadaan=belum-selesai", "/laporan/?keadaan=ditutup", "/laporan/kabar.atom",
    "/laporan/angka/", "/laporan/angka.csv", "/api/reports/figures", "/laporan/putar/", "/cari/?q={number}",
    "/laporan/putar/_hari/?hari={today}", "/laporan/{number}/", "/laporan/{number}/kode-qr.svg",
    "/lapor/_serupa/?place_lon=113.22&place_lat=-8.13&category_code=lampu-jalan",
    "/api/reports/nearby?lon=113.22&lat=-8.13&category=lampu-jalan",
)  # fmt: skip
_ACTS = {
    "leave": lambda _receipt: None,
    "verify": lambda receipt: reports.verify_report(SYSTEM, receipt.number, text="Petugas%s"),
    "reject": lambda receipt: reports.reject_report(SYSTEM, receipt.number, reason="Catatan untuk pelapor"),
    "answer": lambda receipt: reports.answer_report(
        SYSTEM, receipt.number, text="Surat pribadi kepada pelapor"
    ),
    "note": lambda receipt: reports.note_report(SYSTEM, receipt.number, text="Catatan dalam kantor"),
    "reopen": lambda receipt: reports.reopen_report(
        ANONYMOUS, receipt.number, reason="Belum dibaca siapa pun", key=receipt.secret
    ),
}
_ATOM = "{http://www.w3.org/2005/Atom}"
_NEVER = ("Catatan untuk", "Surat pribadi", "Catatan dalam", "Belum dibaca", "Bu Pelapor", "0811999888")


def _asked(number):
    browser, today = Client(), clock.today().isoformat()
    return {path: browser.get(path.format(number=number, today=today)).content.decode() for path in DOORS}


@pytest.mark.parametrize("most", [8, pytest.param(25, marks=pytest.mark.slow)])
def test_nothing_leaves_that_is_secret_unread_or_personal(db, monday_morning, most):
    @settings(
        max_examples=most, deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(
        visibility=st.sampled_from(list(reports.Visibility)),
        acts=st.lists(st.sampled_from(sorted(_ACTS)), min_size=1, max_size=3),
        digits=st.from_regex(r"[ .-]?[0-9]{4}[ .-]?[0-9]{4}", fullmatch=True),
    )
    def check(visibility, acts, digits):
        mark = uuid.uuid4().hex[:8]
        receipt = reports.submit_report(
            ANONYMOUS,
            cast.lamp_draft(
                text=TELLING % {"mark": mark, "digits": digits},
                landmark=f"Patokan{mark} 0812{digits}",
                visibility=visibility,
                name="Bu Pelapor",
                phone="0811999888",
            ),
        )
        for act in acts:
            try:
                _ACTS[act](receipt)
            except PendopoError:
                continue
        count_figures()
        report = Report.objects.get(number=receipt.number)
        is_read = report.verified_at is not None and report.state not in {"received", "rejected"}
        for path, page in _asked(receipt.number).items():
            assert digits not in page, path
            assert f"sri.{mark}" not in page, path
            assert not [words for words in _NEVER if words in page], path
            if visibility != "open" or not is_read:
                assert mark not in page, path
            if visibility == "secret" and "{number}" not in path:
                assert receipt.number not in page, path

    check()


def test_a_secret_report_has_no_page_no_code_and_takes_no_voice(db, monday_morning):
    number = reports.submit_report(ANONYMOUS, cast.lamp_draft(visibility=reports.Visibility.SECRET)).number
    browser = Client()
    assert browser.get(f"/laporan/{number}/").status_code == 404
    assert browser.get(f"/laporan/{number}/kode-qr.svg").status_code == 404
    assert browser.post(f"/laporan/{number}/saya-juga/").status_code == 404


def _replayed(day, tile):
    answer = Client().get(f"/tiles/replay/{day}/{tile.z}/{tile.x}/{tile.y}.mvt")
    if answer.status_code == 204:
        return []
    assert answer.status_code == 200
    return mapbox_vector_tile.decode(answer.content)["reports"]["features"]


def test_the_tile_of_a_day_shows_what_was_there_and_nothing_secret(lamp):
    reports.submit_report(ANONYMOUS, cast.lamp_draft(visibility=reports.Visibility.SECRET))
    key = quadkey.decode(quadkey.encode(*cast.IN_TOWN))
    tile = quadkey.Tile(10, key.x >> 10, key.y >> 10)
    assert [feature["properties"] for feature in _replayed("2026-11-23", tile)] == [
        {"n": 1, "open": 1, "late": 0}
    ]
    assert _replayed("2026-11-22", tile) == []
    assert Client().get(f"/tiles/replay/2026-11-24/{tile.z}/{tile.x}/{tile.y}.mvt").status_code == 404
    assert Client().get(f"/tiles/replay/kemarin/{tile.z}/{tile.x}/{tile.y}.mvt").status_code == 404


def test_a_browser_counts_once_without_an_account_and_without_a_script(lamp):
    page, address = f"/laporan/{lamp.number}/", f"/laporan/{lamp.number}/saya-juga/"
    browser, other = Client(), Client()
    for each in (browser, other):
        each.get(page)
    assert "Suara Anda dihitung." in browser.post(address, follow=True).content.decode()
    assert "sudah dihitung sebelumnya" in browser.post(address, follow=True).content.decode()
    other.post(address)
    assert reports.get_public_report(lamp.number).row.support_count == 2
    assert browser.cookies["pendopo_suara"]["httponly"]


def test_who_brings_no_cookie_counts_once_for_the_network(lamp):
    address = f"/laporan/{lamp.number}/saya-juga/"
    for _each in range(3):
        browser = Client()
        for _again in range(2):
            browser.post(address, follow=True)
    assert reports.get_public_report(lamp.number).row.support_count == 1
    Client(REMOTE_ADDR="203.0.113.9").post(address)
    assert reports.get_public_report(lamp.number).row.support_count == 2


def test_the_choice_of_a_village_agency_in_an_address_narrows_the_list(lamp):
    village = f"kelurahan-{cast.VILLAGE}"
    page = Client().get("/laporan/", {"instansi": village}).content.decode()
    assert lamp.number not in page
    assert f'value="{village}" selected' in page
    assert lamp.number in Client().get("/laporan/", {"instansi": "tidak-ada"}).content.decode()


def test_a_wrong_telephone_is_said_beside_the_button_and_counts_nothing(lamp):
    answer = Client().post(f"/laporan/{lamp.number}/saya-juga/", {"phone": "12"})
    assert answer.status_code == 422
    assert "Nomor ponsel tidak terbaca" in answer.content.decode()
    assert not Supporter.objects.exists()


def test_a_number_leads_to_its_page_however_it_is_typed(lamp):
    page = Client().get("/cari/", {"q": lamp.number.lower()}).content.decode()
    assert f"/laporan/{lamp.number}/" in page


def test_the_feed_follows_the_choice_of_the_list_and_says_when_nothing_changed(lamp):
    road = reports.submit_report(
        ANONYMOUS, cast.lamp_draft(category_code="jalan-rusak", text="Berlubang")
    ).number
    answer = Client().get("/laporan/kabar.atom?kategori=jalan-rusak")
    entries = ET.fromstring(answer.content).iter(f"{_ATOM}entry")  # noqa: S314 - our own
    assert [entry.findtext(f"{_ATOM}id") for entry in entries] == [f"{city.ORIGIN}/laporan/{road}/"]
    again = Client().get(
        "/laporan/kabar.atom?kategori=jalan-rusak", headers={"If-None-Match": answer["ETag"]}
    )
    assert again.status_code == 304


def test_page_csv_and_api_tell_the_same_figures(lamp):
    count_figures()
    rows = list(csv.DictReader(io.StringIO(Client().get("/laporan/angka.csv").content.decode())))
    told = json.loads(Client().get("/api/reports/figures?by=agency").content)
    assert [(row["key"], int(row["received"])) for row in rows[1:]] == [("dishub", 1)]
    assert [(row["key"], row["received"]) for row in told["rows"]] == [("dishub", 1)]
    assert ">1<" in Client().get("/laporan/angka/").content.decode()


@pytest.mark.parametrize("since", ["0001-01-01", "9999-12-31", "2026-02-30"])
def test_months_that_no_city_lived_in_are_refused_or_empty(db, since):
    answer = Client().get(f"/api/reports/figures?since={since}&until={since}")
    assert answer.status_code in {200, 422}


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "", "kemarin"])
def test_days_that_no_city_lived_through_show_the_nearest(db, day):
    assert Client().get("/laporan/putar/", {"hari": day}).status_code == 200
