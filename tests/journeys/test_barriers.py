"""Every page is looked at with axe: on a phone by day and by night, and on a desk."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.journeys.people import GPS, SMALL_PHONE, photo, report_by_phone, step, write_by_whatsapp
from tests.supervisor.watching import eventually as waited_for
from tests.support.browser import DESKTOP, TELEVISION, barriers, eventually

pytestmark = pytest.mark.browser

LOOKS = ((SMALL_PHONE, "light"), (SMALL_PHONE, "dark"), (DESKTOP, "light"))

PORTAL = {
    "portal:home_page": "/",
    "portal:search_page": "/cari/?q=lampu",
    "portal:agency_list_page": "/instansi/",
    "portal:my_matters_page": "/urusan-saya/",
    "portal:report_new_page": "/lapor/",
    "portal:queue_page": "/laporan/antre/",
    "portal:joined_page": "/laporan/{number}/ikut/?kabar=1",
    "portal:track_form_page": "/lacak/",
    "portal:public_list_page": "/laporan/",
    "portal:public_report_page": "/laporan/{number}/",
    "portal:figures_page": "/laporan/angka/",
    "portal:replay_page": "/laporan/putar/",
    "portal:follow_page": "/ikuti/",
    "portal:track_page": "{link}",
    "portal:receipt_page": "{link}tanda-terima/",
    "portal:own_report_page": "/urusan-saya/{number}/",
}
OFFICE = {
    "desk:inbox_page": "/meja/",
    "desk:report_page": "/meja/laporan/{number}/",
    "desk:sheet_page": "/meja/laporan/{number}/disposisi/1/",
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
COORDINATOR = {
    "desk:reply_list_page": "/meja/templat/",
    "desk:spot_list_page": "/meja/titik-berulang/",
    "desk:reply_new_page": "/meja/templat/baru/",
    "inbox:message_list_page": "/meja/pesan/",
    "inbox:message_page": "/meja/pesan/{message}/",
    "inbox:message_report_page": "/meja/pesan/{message}/laporan/",
}
ELSEWHERE = {
    "web:patterns_page", "web:shell_pattern_page", "web:offline_page", "routing:version_page",
    "portal:following_page", "rulebook:clock_edit_page",
}  # fmt: skip
"""Looked at by the tests of the kit; a version of the model is the model page with other figures, a rule
that is changed the page of a new one; who follows has a test below."""


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
    looked_at = {*PORTAL, *OFFICE, *KEEPER, *COORDINATOR, *WALL, *ELSEWHERE, *ACCOUNTS}
    looked_at = {
        *PORTAL,
        *OFFICE,
        *KEEPER,
        *COORDINATOR,
        "desk:reply_page",
        "desk:bulk_page",
        *WALL,
        *ELSEWHERE,
        *ACCOUNTS,
    }
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
    step(desk, "Disposisi", lambda: desk.locator("#id_assign_post_id").select_option(index=1))
    desk.get_by_text("Laporan ditugaskan.").wait_for()
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


def test_who_follows_meets_no_barriers(screens, town):
    page = screens.open("/ikuti/?kategori=lampu-jalan&kecamatan=35.08.10", SMALL_PHONE, who="wawan")
    page.get_by_role("button", name="Ikuti", exact=True).click()
    page.get_by_text("Yang Anda ikuti").wait_for()
    assert _look(page) == []
    stop = page.locator("#diikuti form").get_attribute("action")
    page.goto(town.city.origin + stop.removesuffix("berhenti/"))
    assert _look(page) == []
    page.get_by_role("button", name="Berhenti mengikuti").click()
    page.get_by_text("Tidak ada kabar lagi").wait_for()


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


@pytest.fixture(scope="session")
def seen_message(town):
    """A message that came through the gateway's door and waits for a person."""
    uid = write_by_whatsapp(town, "Lampu jalan padam di depan rumah saya")
    with psycopg.connect(town.database, autocommit=True) as database:
        asked = "SELECT 1 FROM inbox_incoming WHERE fate = 'waiting'"
        waited_for(lambda: database.execute(asked).fetchone())
        database.execute("UPDATE inbox_incoming SET fate = 'kept', reason = 'no_word_back'")
    return uid


@pytest.mark.parametrize("name", COORDINATOR)
def test_pages_of_the_coordinator_have_no_barriers(screens, seen_message, name):
    page = screens.open(COORDINATOR[name].format(message=seen_message), SMALL_PHONE, who="sari")
    for summary in page.locator("main summary").all():
        if summary.is_visible():
            summary.click()
    assert _look(page) == []
    assert page.complaints == []


def test_a_step_on_many_asks_and_tells_without_barriers(screens, seen_report):
    page = screens.open("/meja/?bagian=all", SMALL_PHONE, who="wawan")
    page.locator("[data-pick]").first.check()
    page.locator("[data-bulk] button", has_text="Hentikan waktu").click()
    page.get_by_label("Alasan").fill("Menunggu suku cadang")
    assert _look(page) == []
    page.get_by_role("button", name="Hentikan waktu").click()
    page.get_by_text("Hasil: Hentikan waktu").wait_for()
    assert _look(page) == []


def test_a_template_with_its_history_has_no_barriers(screens, town):
    page = screens.open("/meja/templat/baru/", SMALL_PHONE, who="sari")
    page.get_by_label("Nama templat").fill("Terima kasih")
    page.locator("#id_text").fill("Terima kasih atas laporan {nomor}.")
    page.get_by_role("button", name="Simpan templat").click()
    page.get_by_text("Versi 1").wait_for()
    assert _look(page) == []


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
