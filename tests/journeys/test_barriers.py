"""Every page is looked at with axe: on a phone by day and by night, and on a desk."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.journeys.people import GPS, SMALL_PHONE, photo, report_by_phone, step
from tests.support.browser import DESKTOP, TELEVISION, barriers, eventually

pytestmark = pytest.mark.browser

LOOKS = ((SMALL_PHONE, "light"), (SMALL_PHONE, "dark"), (DESKTOP, "light"))

PORTAL = {
    "portal:home_page": "/",
    "portal:search_page": "/cari/?q=lampu",
    "portal:agency_list_page": "/instansi/",
    "portal:my_matters_page": "/urusan-saya/",
    "portal:report_new_page": "/lapor/",
    "portal:track_form_page": "/lacak/",
    "portal:public_list_page": "/laporan/",
    "portal:public_report_page": "/laporan/{number}/",
    "portal:figures_page": "/laporan/angka/",
    "portal:replay_page": "/laporan/putar/",
    "portal:track_page": "{link}",
    "portal:own_report_page": "/urusan-saya/{number}/",
}
OFFICE = {
    "desk:inbox_page": "/meja/",
    "desk:report_page": "/meja/laporan/{number}/",
    "desk:field_list_page": "/meja/lapangan/",
    "desk:field_page": "/meja/laporan/{number}/lapangan/",
}
WALL = {"situation:board_page": "/situasi/"}
KEEPER = {
    "rulebook:clock_list_page": "/meja/aturan/waktu/",
    "rulebook:clock_new_page": "/meja/aturan/waktu/baru/",
    "rulebook:clock_page": "/meja/aturan/waktu/1/",
    "rulebook:ladder_page": "/meja/aturan/tangga/",
    "rulebook:rung_new_page": "/meja/aturan/tangga/baru/",
    "rulebook:rung_page": "/meja/aturan/tangga/1/",
    "routing:model_page": "/pengaturan/penyaranan/",
    "routing:try_page": "/pengaturan/penyaranan/coba/?text=Lampu+jalan+padam",
    "open311:client_list_page": "/pengaturan/open311/",
    "open311:client_new_page": "/pengaturan/open311/baru/",
}
ELSEWHERE = {"web:patterns_page", "web:shell_pattern_page", "web:offline_page", "routing:version_page"}
ELSEWHERE |= {"rulebook:clock_edit_page"}
"""Looked at by the tests of the kit; a version of the model is the model page with other figures, a rule that
is changed the page of a new one."""


def _named_pages() -> Iterator[tuple[str, str]]:
    """Name and address of every page in the URL table."""

    def walk(patterns, namespace, prefix):
        for pattern in patterns:
            here = prefix + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, pattern.namespace or namespace, here)
            elif isinstance(pattern, URLPattern) and (pattern.name or "").endswith("_page"):
                yield f"{namespace}:{pattern.name}", here

    yield from walk(get_resolver().url_patterns, "", "/")


ACCOUNTS = {name: path for name, path in _named_pages() if name.startswith("accounts:")}
"""The pages of accounts by their patterns: their arguments are filled in from the demo city."""
STRANGERS = {"sign_in_page", "code_page", "second_factor_page", "name_page", "invitation_page"}
IDS = """SELECT (SELECT min(id) FROM accounts_post), (SELECT min(id) FROM accounts_appointment),
                (SELECT min(id) FROM accounts_competence)"""


def test_every_page_of_the_url_table_is_looked_at():
    looked_at = {*PORTAL, *OFFICE, *KEEPER, *WALL, *ELSEWHERE, *ACCOUNTS}
    assert {name for name, _path in _named_pages()} - looked_at == set()


@pytest.fixture(scope="session")
def seen_report(running_browser, town):
    """A report with photos, one of an event that many report, so that its pages show everything."""
    from tests.journeys.people import Screens

    screens = Screens(running_browser, town)
    for turn in range(4):
        neighbour = screens.open("/lapor/", SMALL_PHONE, **GPS)
        report_by_phone(neighbour, f"Lampu jalan padam juga di sebelahnya, rumah nomor {turn}", phone="")
    phone = screens.open("/lapor/", SMALL_PHONE, **GPS)
    receipt = report_by_phone(phone, "Lampu jalan padam, untuk dilihat semua orang")
    desk = screens.desk("wawan", f"/meja/laporan/{receipt.number}/")
    step(desk, "Periksa")
    desk.get_by_text("Laporan diperiksa.").wait_for()
    yield receipt
    screens.close()


_TOO_WIDE = """() => [...document.querySelectorAll("main *")]
    .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
    .slice(0, 3).map((each) => `${each.localName}.${each.className}`).join(", ")"""


def _look(page, looks=LOOKS):
    faults = []
    for (width, height), scheme in looks:
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)
        faults += [f"{page.url} {width} {scheme} {fault}" for fault in barriers(page)]
        if page.evaluate("document.documentElement.scrollWidth - innerWidth") > 0:
            faults.append(f"{page.url} {width} {scheme} scrolls sideways: {page.evaluate(_TOO_WIDE)}")
    return faults


@pytest.mark.parametrize("name", PORTAL)
def test_pages_of_residents_have_no_barriers(screens, seen_report, name):
    path = PORTAL[name].format(link=seen_report.link, number=seen_report.number)
    page = screens.open(path, SMALL_PHONE)
    for summary in page.locator("main summary").all():
        if summary.is_visible():
            summary.click()
    assert _look(page) == []
    assert [said for said in page.complaints if "404" not in said] == []


def test_a_refused_form_has_no_barriers(screens, town):
    page = screens.open("/lapor/", SMALL_PHONE)
    page.set_input_files("#id_photos", [photo()])
    eventually(page, lambda: page.locator(".upload__photo").count() == 1)
    page.get_by_role("button", name="Kirim laporan").click()
    page.locator("#error-summary").wait_for()
    assert _look(page) == []


@pytest.mark.parametrize("path", ["/tidak-ada/", "/meja/laporan/LPR-2001-000001/"])
def test_pages_about_problems_have_no_barriers(screens, town, path):
    assert _look(screens.open(path, SMALL_PHONE, who="wawan")) == []


@pytest.mark.parametrize("name", OFFICE)
def test_pages_of_officers_have_no_barriers(screens, seen_report, name):
    page = screens.open(OFFICE[name].format(number=seen_report.number), SMALL_PHONE, who="wawan")
    for summary in page.locator("main summary").all():
        if summary.is_visible():
            summary.click()
    assert _look(page) == []
    assert page.complaints == []


@pytest.mark.parametrize("name", KEEPER)
def test_pages_of_administrators_have_no_barriers(screens, town, name):
    assert _look(screens.open(KEEPER[name], SMALL_PHONE, who="bagas")) == []


def test_the_wall_has_no_barriers(screens, seen_report):
    page = screens.open(WALL["situation:board_page"], TELEVISION, who="dewi")
    assert _look(page, [(TELEVISION, "dark")]) == []
    assert page.complaints == []


@pytest.mark.parametrize("name", ACCOUNTS)
def test_pages_of_accounts_have_no_barriers(screens, town, name):
    with psycopg.connect(town.database) as database:
        post, appointment, competence = database.execute(IDS).fetchone()
    path = ACCOUNTS[name]
    for argument, value in {
        "<str:code>": "dishub",
        "<str:token>": "tidak-ada",
        "<int:post_id>": post,
        "<int:appointment_id>": appointment,
        "<int:competence_id>": competence,
    }.items():
        path = path.replace(argument, str(value))
    who = "" if name.partition(":")[2] in STRANGERS else "bagas"
    assert _look(screens.open(path, SMALL_PHONE, who=who)) == []
