"""Every address of the portal, and who gets what there about somebody else's report."""

from __future__ import annotations

import pytest

from tests.support.office import Door, names_of, open_office

EVERYBODY = (200, 200, 200, 200, 200)
NOBODY = (404, 404, 404, 404, 404)
WHO_SEES_IT_AT_WORK = (404, 404, 404, 200, 200)
NOT_THEIRS = (404, 404, 404, 403, 403)
WRONG_KEY = "/lacak/{number}/kunci-salah/"
WITHOUT_KEY = "/urusan-saya/{number}/"

DOORS = {
    "home_page": Door("/", EVERYBODY),
    "search_page": Door("/cari/?q=lampu", EVERYBODY),
    "agency_list_page": Door("/instansi/?q=lampu", EVERYBODY),
    "my_matters_page": Door("/urusan-saya/", (302, 200, 200, 200, 200)),
    "report_new_page": Door("/lapor/", EVERYBODY),
    "category_fragment": Door("/lapor/_kategori/?text=lampu+mati", EVERYBODY),
    "follow_page": Door("/ikuti/?kecamatan=35.08.10", EVERYBODY),
    "following_page": Door("/ikuti/1/kode-salah/", NOBODY),
    "following_step": Door("/ikuti/1/kode-salah/berhenti/", NOBODY, {}),
    "queue_page": Door("/laporan/antre/", EVERYBODY),
    "queue_photo": Door("/lapor/_foto/", (422, 422, 422, 422, 422), {}),
    "queue_report": Door("/lapor/_kirim/", (422, 422, 422, 422, 422), {}),
    "similar_fragment": Door("/lapor/_serupa/?place_lon=113.22&place_lat=-8.13", EVERYBODY),
    "joined_page": Door("/laporan/{number}/ikut/", EVERYBODY),
    "track_form_page": Door("/lacak/", EVERYBODY),
    "public_list_page": Door("/laporan/?keadaan=belum-selesai", EVERYBODY),
    "public_feed": Door("/laporan/kabar.atom?kecamatan=35.08.10", EVERYBODY),
    "figures_page": Door("/laporan/angka/?menurut=kecamatan&periode=semua", EVERYBODY),
    "figures_csv": Door("/laporan/angka.csv?menurut=bulan", EVERYBODY),
    "replay_page": Door("/laporan/putar/?hari=2026-11-01", EVERYBODY),
    "replay_fragment": Door("/laporan/putar/_hari/", EVERYBODY),
    "public_report_page": Door("/laporan/{number}/", EVERYBODY),
    "public_code": Door("/laporan/{number}/kode-qr.svg", EVERYBODY),
    "public_support": Door("/laporan/{number}/saya-juga/", (302, 302, 302, 302, 302), {}),
    "own_report_page": Door(WITHOUT_KEY, NOBODY),
    "own_report_fragment": Door(f"{WITHOUT_KEY}_riwayat/", WHO_SEES_IT_AT_WORK),
    "own_live_address": Door(f"{WITHOUT_KEY}_langsung/", WHO_SEES_IT_AT_WORK),
    "own_report_step": Door(f"{WITHOUT_KEY}setuju/", NOT_THEIRS, {}),
    "track_page": Door(WRONG_KEY, NOBODY),
    "qr_code": Door(f"{WRONG_KEY}kode-qr.svg", NOBODY),
    "receipt_page": Door(f"{WRONG_KEY}tanda-terima/", NOBODY),
    "live_address": Door(f"{WRONG_KEY}_langsung/", WHO_SEES_IT_AT_WORK),
    "track_fragment": Door(f"{WRONG_KEY}_riwayat/", WHO_SEES_IT_AT_WORK),
    "track_step": Door(f"{WRONG_KEY}setuju/", NOT_THEIRS, {}),
}
BY_KEY = ("", "_riwayat/", "_langsung/", "tanda-terima/", "kode-qr.svg")


def test_every_address_of_the_portal_stands_in_the_table():
    assert names_of("portal") == set(DOORS)


@pytest.mark.parametrize("name", DOORS)
def test_a_foreign_report_stays_foreign(db, name):
    assert open_office().answers_at(DOORS[name]) == DOORS[name].statuses


@pytest.mark.parametrize("part", BY_KEY)
def test_who_has_the_key_needs_no_account(db, part):
    assert open_office().knock("anonymous", "/lacak/{number}/{key}/" + part).status_code == 200


@pytest.mark.parametrize("part", BY_KEY[:-2])
def test_who_reported_with_an_account_needs_no_key(db, part):
    assert open_office().knock("reporter", WITHOUT_KEY + part).status_code == 200


@pytest.mark.parametrize(
    "path", ["/lacak/{number}/k%C3%BCnci/", "/lacak/%00/%00/", "/urusan-saya/%F0%9F%99%8F/"]
)
def test_addresses_that_nobody_ever_made_lead_nowhere(db, path):
    assert open_office().knock("anonymous", path).status_code == 404
