# ruff: noqa: E501 - scripts and markup for the page read best on their own lines
from __future__ import annotations

import base64
import json

import pytest
from PIL import Image

from tests.support.browser import DESKTOP, eventually

pytestmark = pytest.mark.browser

HTML = {"content_type": "text/html; charset=utf-8"}


def insert(page, markup):
    page.evaluate(
        "(markup) => document.querySelector('main').insertAdjacentHTML('beforeend', markup)", markup
    )


def stream(*frames):
    return {"content_type": "text/event-stream", "body": "retry: 60000\n\n" + "".join(frames)}


def event(kind, number=1):
    data = json.dumps({"id": number, "kind": kind, "at": "2026-11-21T02:46:00Z", "subject": "report:a"})
    return f"id: {number}\ndata: {data}\n\n"


def heard(page):
    return page.evaluate("window.heard ?? []")


LISTEN = """() => { window.heard = []; for (const name of ['pd:live', 'pd:reset', 'pd:place', 'pd:photos'])
    document.addEventListener(name, (e) => window.heard.push([name, e.detail?.kind ?? e.detail ?? null])); }"""


def test_htmx_sends_the_form_token_and_shows_a_refused_form(open_page):
    page = open_page("/patterns/warga/")
    seen = []

    def answer(route):
        seen.append(route.request.headers)
        route.fulfill(status=422, body="<p id='said'>Nomor HP terlalu pendek.</p>", **HTML)

    page.route("**/try/", answer)
    insert(
        page,
        "<form hx-post='/try/' hx-target='#out'><button id='go'>Kirim</button></form><div id='out'></div>",
    )
    eventually(page, lambda: page.evaluate("Boolean(window.htmx)"))
    page.wait_for_timeout(50)
    page.locator("#go").click()
    eventually(page, lambda: page.locator("#said").count())
    token = page.evaluate("JSON.parse(document.body.getAttribute('hx-headers:inherited'))['X-CSRFToken']")
    assert seen[0]["x-csrftoken"] == token
    assert seen[0]["hx-request"] == "true"
    assert [said for said in page.complaints if "422" not in said] == []


def test_live_events_of_the_wanted_kinds_reach_the_page(open_page):
    page = open_page("/patterns/warga/")
    page.route(
        "**/events**",
        lambda route: route.fulfill(**stream(event("reports.submitted"), event("reports.rated", 2))),
    )
    page.evaluate(LISTEN)
    insert(page, "<pd-live src='/events?token=x' data-kinds='reports.submitted'></pd-live>")
    eventually(page, lambda: heard(page))
    assert heard(page) == [["pd:live", "reports.submitted"]]


def test_a_lost_connection_is_shown_and_the_token_is_fetched_again(open_page):
    page = open_page("/patterns/tv/", DESKTOP)
    asked = []

    def answer(route):
        asked.append(route.request.url)
        route.fulfill(status=401, body="{}") if "old" in route.request.url else route.fulfill(
            **stream(event("x", 7))
        )

    page.route("**/events**", answer)
    page.route("**/token/", lambda route: route.fulfill(json={"url": "/events?token=new"}))
    page.evaluate("document.querySelector('pd-live').remove()")
    page.evaluate(
        """() => document.body.insertAdjacentHTML('beforeend', `<pd-live src="/events?token=old" data-token-url="/token/">
            <p data-live-when="stale" hidden id="stale">terputus</p><p data-live-when="connected" hidden id="ok">tersambung</p></pd-live>`)"""
    )
    eventually(page, lambda: page.locator("#stale").is_visible())
    eventually(page, lambda: any("new" in url for url in asked))


def test_a_heartbeat_does_not_make_a_server_fresh_that_hears_nothing(open_page):
    page = open_page("/patterns/warga/")
    said = ["event: stale\ndata: {}\n\n", "id: a.1\nevent: beat\ndata: {}\n\n", event("reports.submitted", 2)]
    page.route("**/events**", lambda route: route.fulfill(**stream(*said)))
    page.evaluate(LISTEN)
    insert(page, "<pd-live src='/events?token=x'></pd-live>")
    eventually(page, lambda: ["pd:live", "reports.submitted"] in heard(page))
    assert page.locator("pd-live").get_attribute("state") == "stale"
    assert ["pd:reset", None] not in heard(page)


def test_the_wall_says_in_the_zone_of_the_city_since_when_its_news_are_old(open_page):
    page = open_page("/patterns/tv/", DESKTOP, timezone_id="America/Lima")
    assert page.evaluate("document.querySelector('pd-live').clock(new Date(0))") == "07.00"


def test_a_fragment_fetches_itself_again_once_for_many_events(open_page):
    page = open_page("/patterns/warga/")
    asked = []

    def answer(route):
        asked.append(route.request.url)
        route.fulfill(body=f"<li id='row'>baris {len(asked)}</li><li><input id='typed'></li>", **HTML)

    page.route("**/fragment/", answer)
    insert(
        page,
        "<pd-refresh id='list' data-url='/fragment/' data-kinds='a'><li id='row'>lama</li><li><input id='typed'></li></pd-refresh>",
    )
    eventually(page, lambda: page.evaluate("Boolean(customElements.get('pd-refresh'))"))
    page.locator("#typed").fill("sedang mengetik")
    page.evaluate(
        """() => { for (const kind of ['a', 'a', 'b', 'a']) document.dispatchEvent(new CustomEvent('pd:live', {detail: {kind, subject: ''}})); }"""
    )
    eventually(page, lambda: page.locator("#row", has_text="baris 1").count())
    assert len(asked) == 1
    assert page.locator("#typed").input_value() == "sedang mengetik"


def test_a_fragment_that_is_moved_within_the_page_goes_on_fetching(open_page):
    page = open_page("/patterns/warga/")
    page.route("**/fragment/", lambda route: route.fulfill(body="<p id='row'>baru</p>", **HTML))
    insert(page, "<pd-refresh id='list' data-url='/fragment/'><p id='row'>lama</p></pd-refresh>")
    eventually(page, lambda: page.evaluate("Boolean(customElements.get('pd-refresh'))"))
    page.evaluate(
        """() => { const happen = () => document.dispatchEvent(new CustomEvent('pd:live', {detail: {kind: 'a', subject: ''}}));
            happen(); document.querySelector('main').prepend(document.querySelector('#list')); happen(); }"""
    )
    eventually(page, page.locator("#row", has_text="baru").count)


def test_what_happens_while_a_fragment_is_fetched_is_not_missed(open_page):
    page = open_page("/patterns/warga/")
    waiting = []
    page.route("**/fragment/", lambda route: waiting.append(route))  # noqa: PLW0108 - the library marks functions
    insert(page, "<pd-refresh id='list' data-url='/fragment/'><p id='row'>lama</p></pd-refresh>")
    eventually(page, lambda: page.evaluate("Boolean(customElements.get('pd-refresh'))"))
    happen = "() => document.dispatchEvent(new CustomEvent('pd:live', {detail: {kind: 'a', subject: ''}}))"
    page.evaluate(happen)
    eventually(page, lambda: len(waiting) == 1)
    page.evaluate(happen)
    waiting[0].fulfill(body="<p id='row'>dulu</p>", **HTML)
    eventually(page, lambda: len(waiting) == 2)
    waiting[1].fulfill(body="<p id='row'>sekarang</p>", **HTML)
    eventually(page, page.locator("#row", has_text="sekarang").count)


def test_a_fragment_waits_while_somebody_fills_in_a_form_in_it(open_page):
    page = open_page("/patterns/warga/")
    page.route("**/fragment/", lambda route: route.fulfill(body="<p id='row'>baru</p>", **HTML))
    insert(
        page,
        "<pd-refresh id='list' data-url='/fragment/' data-hold='details[open]'><p id='note' data-held hidden>berubah</p>"
        "<p id='row'>lama</p><details open><summary id='fold'>Isi</summary><input id='typed'></details></pd-refresh>",
    )
    eventually(page, lambda: page.evaluate("Boolean(customElements.get('pd-refresh'))"))
    page.evaluate(
        "() => document.dispatchEvent(new CustomEvent('pd:live', {detail: {kind: 'a', subject: ''}}))"
    )
    eventually(page, page.locator("#note").is_visible)
    assert page.locator("#row").inner_text() == "lama"
    page.locator("#fold").click()
    eventually(page, page.locator("#row", has_text="baru").count)


def test_a_fragment_that_fails_is_told_in_a_toast_and_the_page_stays(open_page):
    page = open_page("/patterns/warga/")
    insert(
        page,
        "<a id='go' href='/' hx-get='/lacak/LPR-2001-000001/x/_riwayat/' hx-target='#out' hx-push-url='/x/'>Buka</a><div id='out'>isi</div>",
    )
    eventually(page, lambda: page.evaluate("Boolean(window.htmx)"))
    page.wait_for_timeout(50)
    page.locator("#go").click()
    eventually(page, page.locator("#toasts").get_by_text("Laporan itu tidak ditemukan.").is_visible)
    assert page.locator("#out").inner_text() == "isi"
    assert page.url.endswith("/patterns/warga/")


def test_a_photo_is_made_smaller_before_it_is_sent(open_page, tmp_path):
    page = open_page("/patterns/")
    page.evaluate(LISTEN)
    photo = page.evaluate(
        """async () => { const c = new OffscreenCanvas(4000, 3000); const p = c.getContext('2d');
            for (let i = 0; i < 400; i++) { p.fillStyle = `hsl(${i * 7}, 70%, 50%)`; p.fillRect(i * 10, (i * 37) % 3000, 300, 200); }
            const b = await c.convertToBlob({type: 'image/png'}); return [...new Uint8Array(await b.arrayBuffer())]; }"""
    )
    path = tmp_path / "jalan.png"
    path.write_bytes(bytes(photo))
    page.locator("#id_photos").first.set_input_files([str(path)])
    eventually(page, lambda: page.locator(".upload__photo img").count())
    name, kind, side = page.evaluate(
        """async () => { const [f] = document.querySelector('#id_photos').files; const b = await createImageBitmap(f);
            return [f.name, f.type, Math.max(b.width, b.height)]; }"""
    )
    assert (name, kind, side) == ("jalan.jpg", "image/jpeg", 2048)
    page.get_by_role("button", name="Hapus foto jalan.jpg").click()
    assert page.evaluate("document.querySelector('#id_photos').files.length") == 0


def test_a_file_that_is_no_photo_is_refused_at_once(open_page, tmp_path):
    page = open_page("/patterns/")
    path = tmp_path / "virus.jpg"
    path.write_bytes(b"MZ not a picture")
    page.locator("#id_photos").first.set_input_files([str(path)])
    eventually(page, lambda: "bukan foto" in page.locator("[data-note]").first.inner_text())
    assert page.evaluate("document.querySelector('#id_photos').files.length") == 0


def drawn(tmp_path, name):
    path = tmp_path / name
    Image.new("RGB", (40, 30), "#39443a").save(path)
    return str(path)


def test_a_file_that_is_no_photo_is_told_even_when_a_photo_follows_it(open_page, tmp_path):
    page = open_page("/patterns/")
    path = tmp_path / "virus.jpg"
    path.write_bytes(b"MZ not a picture")
    page.locator("#id_photos").first.set_input_files([str(path), drawn(tmp_path, "jalan.jpg")])
    eventually(page, lambda: page.locator(".upload__photo img").count())
    assert "bukan foto" in page.locator("[data-note]").first.inner_text()
    assert page.evaluate("[...document.querySelector('#id_photos').files].map((f) => f.name)") == [
        "jalan.jpg"
    ]


def test_who_sends_the_form_while_a_further_photo_is_made_smaller_sends_them_all(open_page, tmp_path):
    page = open_page("/patterns/")
    field = page.locator("#id_photos").first
    field.set_input_files([drawn(tmp_path, "satu.jpg")])
    eventually(page, lambda: page.locator(".upload__photo img").count())
    page.evaluate("() => { window.createImageBitmap = () => new Promise(() => {}); }")
    field.set_input_files([drawn(tmp_path, "dua.jpg")])
    eventually(page, page.locator("pd-upload[aria-busy]").count)
    names = page.evaluate("[...document.querySelector('#id_photos').files].map((f) => f.name)")
    assert names == ["satu.jpg", "dua.jpg"]


def test_gps_fills_the_place_and_a_refusal_is_explained(open_page):
    page = open_page(
        "/patterns/", geolocation={"longitude": 113.2244, "latitude": -8.1332}, permissions=["geolocation"]
    )
    page.get_by_role("button", name="Pakai lokasi saya").first.click()
    eventually(page, page.locator("[name=place_lat]").first.input_value)
    assert page.locator("[name=place_lon]").first.input_value() == "113.224400"
    assert "ketelitian" in page.locator(".place__note").first.inner_text()
    denied = open_page("/patterns/")
    denied.get_by_role("button", name="Pakai lokasi saya").first.click()
    eventually(page, lambda: "tidak diizinkan" in denied.locator(".place__note").first.inner_text())


def test_a_place_that_is_kept_shows_and_can_be_removed(open_page):
    page = open_page("/patterns/")
    place = page.locator("pd-locate").first
    kept = place.locator("[data-kept]")
    assert not kept.is_visible()
    page.evaluate(LISTEN)
    page.evaluate(
        "document.dispatchEvent(new CustomEvent('pd:place', { detail: { lon: 113.2244, lat: -8.1332 } }))"
    )
    eventually(page, kept.is_visible)
    assert "Titik tersimpan" in kept.inner_text()
    kept.get_by_role("button", name="Hapus titik").click()
    eventually(page, lambda: not kept.is_visible())
    assert place.locator("[name=place_lon]").input_value() == ""


def test_typed_text_survives_a_reload_until_the_form_was_accepted(open_page):
    page = open_page("/patterns/warga/")
    form = "<pd-draft data-key='try'><form><textarea name='text'></textarea><input type='password' name='secret'></form></pd-draft>"
    insert(page, form)
    eventually(page, lambda: page.evaluate("Boolean(customElements.get('pd-draft'))"))
    page.locator("textarea").fill("Jembatan retak")
    page.locator("[type=password]").fill("rahasia")
    page.reload()
    assert "rahasia" not in page.evaluate("localStorage.getItem('pd-draft:try')")
    insert(page, form)
    eventually(page, lambda: page.locator("textarea").input_value() == "Jembatan retak")
    insert(page, "<pd-draft data-clear='try'></pd-draft>")
    assert page.evaluate("localStorage.getItem('pd-draft:try')") is None


def test_an_officer_walks_picks_and_searches_by_keyboard(open_page):
    page = open_page("/patterns/meja/?pane=list", DESKTOP)
    eventually(page, lambda: page.evaluate("Boolean(customElements.get('pd-list'))"))
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert "Surat keterangan usaha" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("x")
    assert page.locator("[data-pick]:checked").count() == 1
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    eventually(page, lambda: page.url.endswith("pane=open"))


def test_keys_do_nothing_while_one_types(open_page):
    page = open_page("/patterns/", DESKTOP)
    eventually(page, lambda: page.evaluate("Boolean(customElements.get('pd-list'))"))
    page.locator("#id_title").first.click()
    page.keyboard.type("jxk?")
    assert page.locator("#id_title").first.input_value() == "jxk?"
    assert page.locator("[data-pick]:checked").count() == 0


def test_an_act_that_cannot_be_taken_back_is_asked_for_first(open_page):
    page = open_page("/patterns/", DESKTOP)
    eventually(page, lambda: page.evaluate("Boolean(customElements.get('pd-dialog'))"))
    page.get_by_role("button", name="Tutup laporan").first.click()
    assert page.locator("#close-report").is_visible()
    page.locator("#close-report [data-close-dialog]").click()
    assert page.locator("#close-report").is_hidden()


def test_a_press_beside_the_question_closes_it_and_one_on_its_edge_does_not(open_page):
    page = open_page("/patterns/")
    page.get_by_role("button", name="Tutup laporan", exact=True).first.click()
    box = page.locator("#close-report").bounding_box()
    page.mouse.click(box["x"] + 6, box["y"] + 6)
    assert page.locator("#close-report").is_visible()
    page.mouse.click(box["x"] + 6, box["y"] - 6)
    assert not page.locator("#close-report").is_visible()


def test_the_chosen_theme_is_still_there_on_the_next_page(open_page):
    page = open_page("/patterns/warga/", DESKTOP)
    page.get_by_role("button", name="Tampilan gelap").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.goto("/tanpa-sambungan/")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_a_press_on_the_map_puts_the_mark_and_says_where(open_page):
    page = open_page("/patterns/", DESKTOP)
    page.evaluate(LISTEN)
    picker = page.locator("pd-map[data-pick]")
    picker.scroll_into_view_if_needed()
    eventually(page, lambda: page.locator("pd-map[data-pick][ready]").count(), 20)
    picker.locator("canvas").click(position={"x": 200, "y": 120})
    eventually(page, lambda: [name for name, _ in heard(page) if name == "pd:place"])
    eventually(page, lambda: page.locator("[name=place_lon]").first.input_value().startswith("113."))


def test_without_webgl_the_list_of_places_stays_and_no_empty_map_is_shown(open_page):
    page = open_page("/sw.js")
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page.goto("/patterns/", wait_until="networkidle")
    eventually(page, lambda: page.evaluate("Boolean(customElements.get('pd-map'))"))
    eventually(page, page.locator("pd-map [data-canvas]").first.is_hidden)
    assert page.locator("pd-map li a").count() == 5


def test_the_place_a_camera_wrote_into_a_photo_is_offered(open_page, tmp_path):
    page = open_page("/patterns/")
    picture = Image.new("RGB", (80, 60), "green")
    exif = picture.getexif()
    exif.get_ifd(0x8825).update({1: "S", 2: (8.0, 7.0, 59.52), 3: "E", 4: (113.0, 13.0, 27.84)})
    path = tmp_path / "jalan.jpg"
    picture.save(path, exif=exif)
    page.locator("#id_photos").first.set_input_files([str(path)])
    eventually(page, page.locator("[name=place_lat]").first.input_value)
    assert page.locator("[name=place_lat]").first.input_value() == "-8.133200"
    assert page.locator("[name=place_lon]").first.input_value() == "113.224400"
    assert "diambil dari foto" in page.locator(".place__note").first.inner_text()


def test_two_tabs_with_the_same_channels_share_one_connection(open_page):
    page = open_page("/patterns/warga/")
    other = page.context.new_page()
    other.goto("/patterns/warga/", wait_until="networkidle")
    asked = []

    def answer(route):
        asked.append(route.request.url)
        route.fulfill(**stream(event("reports.submitted")))

    page.context.route("**/events**", answer)
    token = base64.urlsafe_b64encode(json.dumps({"c": ["situation"], "e": 1}).encode()).decode().rstrip("=")
    for tab in (other, page):
        tab.evaluate(LISTEN)
    insert(other, f"<pd-live src='/events?token={token}.x'></pd-live>")
    eventually(other, lambda: heard(other))
    other.evaluate("window.heard = []")
    insert(page, f"<pd-live src='/events?token={token}.y'></pd-live>")
    page.wait_for_timeout(400)
    assert len(asked) == 1
    other.close()
    eventually(page, lambda: heard(page))
    assert len(asked) == 2
