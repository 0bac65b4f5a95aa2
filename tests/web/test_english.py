"""English is whole: who chose it meets no Indonesian sentence of ours, and no catalogue has a gap."""

from __future__ import annotations

import html
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from pendopo.accounts.api import Role, actor_by_id, totp_code
from pendopo.accounts.models import Account
from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS
from pendopo.reports import api as reports
from pendopo.web.formats import number_text, size_text
from tests.accounts.people import SECRET, hire, sign_in_officer
from tests.support.cast import MONDAY_MORNING, lamp_draft
from tests.support.sessions import signed_in_client

ROOT = Path(__file__).parents[2]
CATALOGUES = sorted(ROOT.glob("pendopo/**/locale/en/LC_MESSAGES/django.po"))
SHORTEST = 12
"""Shorter message ids may stand in a name or in what somebody wrote."""

UNKNOWN = "/tidak-ada/"
PUBLIC = ("/", "/lapor/", "/lapor/?kategori=lampu-jalan", "/lacak/", "/instansi/", "/cari/?q=zzz", "/masuk/",
          "/laporan/", "/laporan/?keadaan=dijanjikan", "/laporan/angka/", "/laporan/putar/",
          "/masuk/?sebagai=petugas", "/tanpa-sambungan/", UNKNOWN)  # fmt: skip
REPORTER = (
    "/",
    "/urusan-saya/",
    "/urusan-saya/{number}/",
    "/lacak/{number}/{key}/",
    "/keamanan/",
    "/keamanan/pemberitahuan/",
)
DESK = ("/meja/", "/meja/?bagian=all&q=zzz", "/meja/laporan/{number}/", "/keamanan/", "/keamanan/catatan/")
KEPT = "/pengaturan/instansi/"
KEEPER = tuple(KEPT + each for each in ("", "coba/", "dishub/", "dishub/jabatan/baru/", "dishub/tugas/baru/"))


def _indonesian() -> list[str]:
    """The fixed parts of every message id that has another text in English."""
    entries = [entry for path in CATALOGUES for entry in polib.pofile(str(path))]
    differing = [
        entry.msgid for entry in entries if entry.msgid not in {entry.msgstr, *entry.msgstr_plural.values()}
    ]
    parts = [part.strip() for msgid in differing for part in re.split(r"%\(\w+\)[sd]|\{\w+\}", msgid)]
    return sorted({part for part in parts if len(part) > SHORTEST})


def _left_in(page: str, *, data: tuple[str, ...] = ()) -> list[str]:
    """Indonesian sentences of ours in a page; ``data`` is what people and the database wrote."""
    text = html.unescape(page)
    for each in data:
        text = text.replace(each, "")
    return [part for part in _indonesian() if part in text]


def _in_english(browser: Client) -> Client:
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return browser


@pytest.fixture
def reporter(db) -> Account:
    return Account.objects.create_user(email="pelapor@contoh.id", display_name="Bu Sri")


@pytest.fixture
def lamp(reporter) -> Iterator[reports.Receipt]:
    """What the reporter keeps of a dead lamp; it is Monday morning."""
    with clock.freeze(MONDAY_MORNING):
        yield reports.submit_report(actor_by_id(reporter.pk), lamp_draft(name="Bu Sri"))


@pytest.fixture
def officer(db) -> Client:
    """Whose agency holds the report."""
    return _in_english(signed_in_client(hire("joko", Role.OFFICER, agency="dishub")))


@pytest.fixture
def administrator(db) -> Client:
    """Asked for before the clock stands still: the code of the second factor is of the present time."""
    browser = Client()
    sign_in_officer(browser, hire("bagas", Role.ADMINISTRATOR, secret=SECRET), code=totp_code(SECRET))
    return _in_english(browser)


def _check(lamp: reports.Receipt, browser: Client, paths: tuple[str, ...]) -> dict[str, list[str]]:
    """What is left in each of ``paths``; empty when all is English."""
    report = reports.get_report(ANONYMOUS, lamp.number, key=lamp.secret)
    left = {}
    for path in paths:
        address = path.format(number=lamp.number, key=lamp.secret)
        response = browser.get(address)
        assert response.status_code == (404 if path == UNKNOWN else 200), address
        assert response["Content-Language"] == "en"
        if found := _left_in(response.content.decode(), data=(report.route_reason, report.text)):
            left[path] = found
    return left


def test_no_catalogue_misses_a_text_and_the_compiled_ones_are_current():
    outcome = subprocess.run(
        [sys.executable, "tools/messages.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


def test_a_resident_without_account_reads_english(lamp):
    assert _check(lamp, _in_english(Client()), PUBLIC) == {}


def test_a_reporter_reads_english(lamp, reporter):
    assert _check(lamp, _in_english(signed_in_client(reporter)), REPORTER) == {}


def test_an_officer_reads_english(lamp, officer):
    assert _check(lamp, officer, DESK) == {}


def test_the_wall_speaks_english(lamp):
    operator = signed_in_client(hire("dewi", Role.OPERATOR, agency="bpbd"))
    assert _check(lamp, _in_english(operator), ("/situasi/",)) == {}


def test_the_administrator_reads_english(administrator, lamp):
    assert _check(lamp, administrator, KEEPER) == {}


def test_what_was_done_is_said_in_english(lamp, officer):
    page = officer.post(f"/meja/laporan/{lamp.number}/verify/", {"version": "1"}, follow=True)
    said = page.content.decode()
    assert "The report is verified." in said
    assert "Verified" in said
    refused = officer.post(f"/meja/laporan/{lamp.number}/answer/", {"version": "2"})
    assert "Write something first." in refused.content.decode()


def test_a_refused_form_is_explained_in_english(db):
    page = (
        _in_english(Client()).post("/lapor/", {"key": "no", "category_code": "lampu-jalan"}).content.decode()
    )
    assert "Describe the problem in one or two sentences." in page
    assert _left_in(page) == []


def test_an_english_reader_does_not_mistake_a_thousand_for_one():
    with translation.override("en"):
        assert number_text(1284) == "1,284"
        assert number_text(0.5) == "0.5"
        assert size_text(3_400_000) == "3.4 MB"


def test_programs_are_answered_in_indonesian_unless_the_cookie_says_otherwise(db, client):
    unknown = "/api/reports/LPR-2611-999999"
    assert (
        client.get(unknown, headers={"accept-language": "en"}).json()["text"]
        == "Laporan itu tidak ditemukan."
    )
    assert _in_english(client).get(unknown).json()["text"] == "That report was not found."


def test_a_page_is_indonesian_without_the_cookie(db, client):
    assert "Apa yang bisa kami bantu?" in client.get("/", headers={"accept-language": "en"}).content.decode()
