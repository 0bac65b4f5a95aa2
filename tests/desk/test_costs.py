"""How many questions to the database the hot pages ask, however many reports there are."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pendopo.kernel.actor import ANONYMOUS
from pendopo.reports import api as reports
from tests.support.cast import lamp_draft
from tests.support.office import open_office

PAGES = {
    "home of a stranger": ("anonymous", "/", 0),
    "home of a resident": ("reporter", "/", 4),
    "form": ("anonymous", "/lapor/", 0),
    "warnings and categories": ("anonymous", "/lapor/_kategori/?text=Lampu+mati,+N+1234+YAB", 1),
    "similar ones": (
        "anonymous",
        "/lapor/_serupa/?area_code=35.08.10.1003&category_code=lampu-jalan",
        1,
    ),
    "receipt of who joined": ("anonymous", "/laporan/{number}/ikut/", 5),
    "what waits": ("anonymous", "/laporan/antre/", 0),
    "probe of a phone": ("anonymous", "/_sambungan/", 0),
    "public list": ("anonymous", "/laporan/", 2),
    "public list, narrowed": (
        "anonymous",
        "/laporan/?instansi=dishub&keadaan=lewat-waktu",
        3,
    ),
    "public page": ("anonymous", "/laporan/{number}/", 5),
    "figures": ("anonymous", "/laporan/angka/", 7),
    "replay": ("anonymous", "/laporan/putar/", 1),
    "following, of a resident": ("reporter", "/ikuti/", 5),
    "feed": ("anonymous", "/laporan/kabar.atom", 2),
    "sheet of the receipt": ("anonymous", "/lacak/{number}/{key}/tanda-terima/", 4),
    "track page": ("anonymous", "/lacak/{number}/{key}/", 4),
    "inbox": ("holder", "/meja/", 9),
    "list of the inbox": ("holder", "/meja/_daftar/", 5),
    "open matter": ("holder", "/meja/laporan/{number}/", 21),
    "matter opened from the list": ("holder", "/meja/laporan/{number}/_isi/", 16),
    "field": ("holder", "/meja/laporan/{number}/lapangan/", 18),
    "messages that came": ("coordinator", "/meja/pesan/", 11),
    "wall": ("operator", "/situasi/", 10),
    "body of the wall": ("operator", "/situasi/_papan/", 8),
}


def _queries(office, who: str, path: str) -> list[str]:
    office.knock(who, path)  # what a process keeps in memory is there after its first page
    with CaptureQueriesContext(connection) as captured:
        assert office.knock(who, path).status_code == 200
    return [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]


@pytest.mark.parametrize("name", PAGES)
def test_a_hot_page_asks_no_more_than_it_may(db, name):
    who, path, limit = PAGES[name]
    queries = _queries(open_office(), who, path)
    assert len(queries) <= limit, "\n".join(query[:160] for query in queries)


@pytest.mark.parametrize("name", ["inbox", "wall", "public list", "figures"])
def test_more_reports_cost_no_more_questions(db, name):
    who, path, _limit = PAGES[name]
    office = open_office()
    few = len(_queries(office, who, path))
    for _each in range(8):
        reports.submit_report(ANONYMOUS, lamp_draft())
    assert len(_queries(office, who, path)) == few


def test_a_stranger_gets_no_session(db):
    assert not Client().get("/").cookies.get("sessionid")
