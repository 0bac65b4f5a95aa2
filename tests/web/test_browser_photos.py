# ruff: noqa: E501 - scripts and markup for the page read best on their own lines
"""Photos on their way from the device."""

from __future__ import annotations

import pytest
from PIL import Image

from tests.support.browser import eventually
from tests.web.elements import LISTEN, drawn

pytestmark = pytest.mark.browser


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
