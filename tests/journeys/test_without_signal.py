"""Without a signal: the form opens and is filled in, what was written waits on the phone and comes once."""

from __future__ import annotations

import psycopg
import pytest

from tests.journeys.people import GPS, SMALL_PHONE, photo, report_by_phone
from tests.support.browser import barriers, eventually

pytestmark = pytest.mark.browser

VILLAGE = "35.08.10.1003"
QUEUE = "/laporan/antre/"
_READY = """async () => { await navigator.serviceWorker.ready;
    const names = await caches.keys();
    for (const name of names) if (await (await caches.open(name)).match("/laporan/antre/")) return true;
    return false; }"""
_AGE = """async (days) => { for (const entry of await pdQueue.list())
        await pdQueue.change(entry.key, { at: entry.at - days * 86400000 }); }"""
_SYNC = """async () => {
    const waited = [];
    const sync = new ExtendableEvent("sync");
    sync.tag = "pendopo-queue";
    sync.waitUntil = (promise) => waited.push(promise);
    self.dispatchEvent(sync);
    await Promise.all(waited);
}"""
_HELD = """async () => (await pdQueue.list()).map(
    ({ state, photos, fields }) => ({ state, photos: photos.length, words: Object.fromEntries(fields) }))"""
_NOTHING_LEFT = """() => new Promise((done) => { const asked = indexedDB.open("pendopo-queue", 1);
    asked.onsuccess = () => { const store = asked.result.transaction("entries").objectStore("entries");
        store.getAll().onsuccess = (event) => done(event.target.result.length === 0); }; })"""


def _reports(town, text):
    """Seconds that each report with this text waited, and how many photos it has."""
    query = """SELECT extract(epoch FROM received_at - written_at)::int, accuracy,
                      (SELECT count(*) FROM reports_photo p WHERE p.report_id = r.id), reporter_id
                 FROM reports_report r WHERE text = %s"""
    with psycopg.connect(town.database) as connection:
        return connection.execute(query, [text]).fetchall()


@pytest.fixture
def phone(screens):
    """A phone with a service worker that has kept what it keeps, at the form."""

    def opened(path="/lapor/", **options):
        page = screens.open(path, SMALL_PHONE, service_workers="allow", **{**GPS, **options})
        eventually(page, lambda: page.evaluate(_READY), 30)
        page.reload()  # the worker has the page from now on
        eventually(page, lambda: page.evaluate("Boolean(navigator.serviceWorker.controller)"))
        return page

    return opened


def _fill(page, text, *, with_photo=True):
    if with_photo:
        page.set_input_files("#id_photos", [photo()])
        eventually(page, lambda: page.locator(".upload__photo").count() == 1)
    page.fill("#id_text", text)
    page.select_option("#id_category_code", "lampu-jalan")


def _here(page):
    page.get_by_role("button", name="Pakai lokasi saya").click()
    eventually(page, lambda: "Lokasi ditemukan" in page.locator("[data-note][role=status]").inner_text())


def _send(page):
    page.get_by_role("button", name="Kirim laporan").click()


def _queued(page, text):
    """Without a signal: open the form, fill it in, send, and see that it waits."""
    page.context.set_offline(True)
    page.goto("/lapor/")
    page.get_by_text("Tanpa sinyal. Isi seperti biasa").wait_for()
    _fill(page, text)
    _here(page)
    _send(page)
    page.get_by_text("Tersimpan di HP ini").first.wait_for()
    page.locator(".queued", has_text=text[:40]).wait_for()
    return page


def test_a_report_written_without_signal_waits_with_photo_place_and_time_and_comes_by_itself(phone, town):
    text = "Lampu padam, ditulis di lembah tanpa sinyal"
    page = _queued(phone(), text)
    [held] = page.evaluate(_HELD)
    assert (held["state"], held["photos"]) == ("waiting", 1)
    assert float(held["words"]["place_lon"]) == pytest.approx(GPS["geolocation"]["longitude"])
    page.goto("/")
    assert _reports(town, text) == []

    page.context.set_offline(False)
    page.goto("/")
    eventually(page, lambda: _reports(town, text))
    [(waited, accuracy, photos, reporter)] = _reports(town, text)
    assert 0 <= waited < 120
    assert accuracy is not None
    assert (photos, reporter) == (1, None)
    assert eventually(page, lambda: page.evaluate(_NOTHING_LEFT))
    page.goto(QUEUE)
    page.get_by_role("link", name="Lihat laporan").click()
    page.get_by_text("Laporan Anda kami terima").wait_for()


def test_the_browser_itself_sends_what_waits_when_no_page_is_open(phone, town):
    text = "Lampu padam, dikirim oleh peramban sendiri"
    page = _queued(phone(), text)
    page.goto("about:blank")
    page.context.set_offline(False)
    eventually(page, lambda: page.context.service_workers)[0].evaluate(_SYNC)
    assert len(eventually(page, lambda: _reports(town, text))) == 1


def test_two_reports_from_one_kept_form_are_two_and_home_counts_them(phone, town):
    page = phone()
    texts = ["Lampu pertama padam di dusun", "Lampu kedua padam di dusun"]
    for text in texts:
        _queued(page, text)
    page.goto(QUEUE)
    eventually(page, lambda: page.locator(".queued").count() == 2)
    page.context.set_offline(False)
    page.reload()
    for text in texts:
        eventually(page, lambda text=text: len(_reports(town, text)) == 1)


def test_home_counts_what_waits_and_warns_before_it_is_dropped(phone, town):
    text = "Lampu padam, menunggu terlalu lama"
    page = _queued(phone("/"), text)
    page.context.set_offline(False)
    page.context.route("**/_sambungan/", lambda route: route.abort())
    page.goto("/")
    page.get_by_text("1 kiriman menunggu sinyal di HP ini.").wait_for()
    page.evaluate(_AGE, 12)
    page.goto(QUEUE)
    page.get_by_text("Terhapus dari HP ini 2 hari lagi.").wait_for()
    assert barriers(page) == []
    page.evaluate(_AGE, 3)
    page.reload()
    page.get_by_text("terhapus karena menunggu lebih dari 14 hari").wait_for()
    assert page.evaluate(_NOTHING_LEFT)
    assert _reports(town, text) == []


def test_a_refused_one_says_why_is_mended_and_comes_once(phone, town):
    text = "Lampu padam, nomor ponsel salah ketik"
    page = phone()
    page.context.set_offline(True)
    page.goto("/lapor/")
    _fill(page, text)
    _here(page)
    page.locator("summary", has_text="Kabar dan kerahasiaan").click()
    page.fill("#id_phone", "12")
    _send(page)
    page.locator(".queued", has_text="Lampu padam").wait_for()
    page.context.set_offline(False)
    page.get_by_role("button", name="Kirim sekarang").click()
    page.get_by_text("Nomor ponsel tidak terbaca").wait_for()

    page.get_by_role("link", name="Perbaiki").click()
    eventually(page, lambda: page.input_value("#id_text") == text)
    eventually(page, lambda: page.locator(".upload__photo").count() == 1)
    page.locator("summary", has_text="Kabar dan kerahasiaan").click()
    page.fill("#id_phone", "0812 3456 7890")
    _send(page)
    page.get_by_text("Laporan Anda kami terima").wait_for()
    assert len(_reports(town, text)) == 1
    assert eventually(page, lambda: page.evaluate(_NOTHING_LEFT))


def test_what_waits_can_be_deleted_after_a_question(phone, town):
    page = _queued(phone(), "Lampu padam, ternyata menyala lagi")
    page.locator("[data-drop]").click()
    page.get_by_role("button", name="Batal").click()
    assert page.locator(".queued").count() == 1
    page.locator("[data-drop]").click()
    page.get_by_role("dialog").get_by_role("button", name="Hapus").click()
    page.get_by_text("Tidak ada yang menunggu").wait_for()
    assert page.evaluate(_NOTHING_LEFT)


def test_a_sending_that_is_cut_off_waits_and_is_not_sent_twice(phone, town):
    text = "Lampu padam, sinyal putus di tengah jalan"
    page = phone()
    _fill(page, text)
    _here(page)
    worker = page.context.service_workers[0]
    worker.evaluate(
        "() => { const real = self.fetch; self.fetch = (wanted, ...more) => wanted.method === 'POST'"
        " ? real(wanted, ...more).then(() => { throw new TypeError('cut off'); }) : real(wanted, ...more); }"
    )
    _send(page)
    page.locator(".queued, [data-receipts] .row").first.wait_for()
    eventually(page, lambda: page.evaluate(_NOTHING_LEFT))
    assert len(_reports(town, text)) == 1


def test_what_one_wrote_on_a_shared_phone_is_not_sent_as_another(phone, town):
    text = "Lampu padam, ditulis Wawan di HP bersama"
    page = phone("/lapor/", who="wawan")
    _queued(page, text)
    page.context.clear_cookies()
    page.context.set_offline(False)
    page.goto(QUEUE)
    page.get_by_text("Ditulis dengan akun lain").wait_for()
    assert text[:20] not in page.locator("main").inner_text()
    assert _reports(town, text) == []
    page.get_by_role("button", name="Kirim tanpa akun").click()
    eventually(page, lambda: _reports(town, text))
    [(_waited, _accuracy, _photos, reporter)] = _reports(town, text)
    assert reporter is None


def test_a_browser_that_keeps_nothing_says_so_and_loses_nothing(screens, town):
    forbidden = "Object.defineProperty(window, 'indexedDB', { get() { throw new Error('private'); } });"
    page = screens.open("/", SMALL_PHONE, **GPS)
    page.add_init_script(forbidden)
    page.goto("/lapor/")
    _fill(page, "Lampu padam, mode penyamaran")
    _here(page)
    page.context.set_offline(True)
    _send(page)
    page.get_by_text("peramban ini tidak mau menyimpan").wait_for()
    assert page.input_value("#id_text") == "Lampu padam, mode penyamaran"
    page.context.set_offline(False)
    _send(page)
    page.get_by_text("Laporan Anda kami terima").wait_for()


def test_a_full_phone_says_so_and_what_was_typed_stays(screens, town):
    page = screens.open("/", SMALL_PHONE, **GPS)
    page.add_init_script(
        "IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); };"
    )
    page.goto("/lapor/")
    _fill(page, "Lampu padam, HP penuh")
    _here(page)
    page.context.set_offline(True)
    _send(page)
    page.get_by_text("memori HP ini penuh").wait_for()
    assert page.locator(".upload__photo").count() == 1


def test_without_signal_what_is_missing_is_said_before_it_waits(phone, town):
    page = phone()
    page.context.set_offline(True)
    page.goto("/lapor/")
    _fill(page, "Lampu padam, entah di mana", with_photo=False)
    _send(page)
    eventually(page, lambda: page.evaluate("document.querySelector('#id_area_code').validationMessage"))
    assert page.evaluate(_NOTHING_LEFT)
    page.select_option("#id_area_code", VILLAGE)
    _send(page)
    page.get_by_text("Tersimpan di HP ini").first.wait_for()


def test_a_signal_that_never_answers_counts_as_none(phone, town):
    text = "Lampu padam, sinyal hanya nama"
    page = phone()
    page.route("**/_sambungan/", lambda _route: None)
    _fill(page, text)
    _here(page)
    _send(page)
    page.get_by_text("Tersimpan di HP ini").first.wait_for()


def test_with_a_signal_nothing_changes_and_nothing_stays_on_the_phone(phone, town):
    page = phone()
    report_by_phone(page, "Lampu jalan padam, dengan sinyal penuh")
    assert eventually(page, lambda: page.evaluate(_NOTHING_LEFT))
    assert page.complaints == []
