"""A report from a cheap phone: few acts, few bytes."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from PIL.ExifTags import GPS as TAG
from PIL.ExifTags import IFD

from tests.journeys.people import GPS, SMALL_PHONE, photo
from tests.support.browser import eventually

pytestmark = pytest.mark.browser

MOST_BYTES = 60_000
"""Bodies as they travel, without a map."""
_TRAVELLED = """() => ["navigation", "resource"].flatMap((kind) => performance.getEntriesByType(kind))
    .map(({ name, encodedBodySize }) => [encodedBodySize, new URL(name).pathname])"""
_OLD_PHOTO = """async () => {
    window.heard = [];
    for (const kind of ["pd:photo-here", "pd:photos"])
        document.addEventListener(kind, () => heard.push(kind));
    const field = document.querySelector("#id_photos"), bag = new DataTransfer();
    const canvas = Object.assign(document.createElement("canvas"), { width: 64, height: 48 });
    canvas.getContext("2d").fillRect(0, 0, 64, 48);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg"));
    const lastModified = Date.now() - 86400000;
    bag.items.add(new File([blob], "lama.jpg", { type: "image/jpeg", lastModified }));
    field.files = bag.files;
    field.dispatchEvent(new Event("change"));
}"""


def _photo_with_place():
    """A photo in whose file the camera wrote where it was taken: 8.13 S, 113.22 E."""
    exif = Image.Exif()
    exif.get_ifd(IFD.GPSInfo).update(
        {
            TAG.GPSLatitudeRef: "S",
            TAG.GPSLatitude: (8.0, 7.0, 48.0),
            TAG.GPSLongitudeRef: "E",
            TAG.GPSLongitude: (113.0, 13.0, 12.0),
        }
    )
    target = io.BytesIO()
    Image.new("RGB", (800, 600), "navy").save(target, "JPEG", exif=exif)
    return {"name": "kamera.jpg", "mimeType": "image/jpeg", "buffer": target.getvalue()}


@pytest.mark.parametrize("path", ["/", "/lapor/", "/lacak/", "/laporan/antre/"])
def test_the_first_pages_of_a_resident_weigh_little(screens, town, path):
    page = screens.open(path, SMALL_PHONE)
    page.wait_for_load_state("networkidle")
    parts = page.evaluate(_TRAVELLED)
    assert sum(size for size, _name in parts) <= MOST_BYTES, sorted(parts, reverse=True)
    assert not [name for _size, name in parts if "/map" in name or "pd-map" in name]


def test_the_camera_is_the_first_thing_of_the_form(screens, town):
    page = screens.open("/lapor/", SMALL_PHONE)
    pick = page.locator(".upload__pick")
    pick.wait_for()
    box = pick.bounding_box()
    assert box["y"] + box["height"] <= SMALL_PHONE[1]
    others = (
        page.locator("main").locator("input:visible, select:visible, textarea:visible, button:visible").all()
    )
    tops = [each["y"] for each in (other.bounding_box() for other in others) if each["height"] > 1]
    assert all(top >= box["y"] for top in tops)


def test_photo_words_a_suggestion_and_send_are_enough(screens, town):
    page = screens.open("/lapor/", SMALL_PHONE, **GPS)
    page.set_input_files("#id_photos", [photo()])
    eventually(page, page.locator("[data-kept]").first.is_visible)  # its place came by itself
    page.fill("#id_text", "Lampu jalan padam di gang mawar")
    page.locator("pd-choose button", has_text="Lampu jalan").click()
    page.get_by_role("button", name="Kirim laporan").click()
    page.get_by_text("Laporan Anda kami terima").wait_for()
    assert page.complaints == []


def test_the_place_in_a_photo_comes_before_the_place_of_the_phone(screens, town):
    elsewhere = {"geolocation": {"longitude": 113.3, "latitude": -8.2}, "permissions": ["geolocation"]}
    page = screens.open("/lapor/", SMALL_PHONE, **elsewhere)
    page.set_input_files("#id_photos", [_photo_with_place()])
    page.get_by_text("Tempat diambil dari foto").wait_for()
    assert float(page.input_value("[name=place_lat]")) == pytest.approx(-8.13, abs=1e-4)
    assert page.input_value("[name=accuracy]") == ""


def test_a_photo_of_another_day_does_not_put_the_matter_where_one_stands(screens, town):
    page = screens.open("/lapor/", SMALL_PHONE, **GPS)
    page.evaluate(_OLD_PHOTO)
    eventually(page, lambda: "pd:photos" in page.evaluate("heard"))
    assert page.evaluate("heard") == ["pd:photos"]
    assert page.input_value("[name=place_lat]") == ""
