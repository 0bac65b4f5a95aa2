from __future__ import annotations

import mapbox_vector_tile
import pytest
from django.urls import reverse
from pmtiles.reader import MemorySource, Reader, all_tiles

from pendopo.kernel.maps import quadkey

pytestmark = pytest.mark.django_db


@pytest.fixture
def address():
    return reverse("territory:boundary_tiles")


def test_the_boundary_tiles_are_read_by_the_reference_library(client, address):
    import gzip

    response = client.get(address)
    assert response["Accept-Ranges"] == "bytes"
    source = MemorySource(response.content)
    header = Reader(source).header()
    assert (header["min_zoom"], header["max_zoom"]) == (5, 12)
    layers = {layer["id"] for layer in Reader(source).metadata()["vector_layers"]}
    assert layers == {"kabkota", "kabkota_label", "kecamatan", "kecamatan_label", "desa", "desa_label"}
    names = set()
    for (zoom, _x, _y), content in all_tiles(source):
        tile = mapbox_vector_tile.decode(gzip.decompress(content), default_options={"y_coord_down": True})
        for layer in tile.values():
            assert layer["extent"] == 4096
        if zoom == 12:
            names |= {feature["properties"]["kode"] for feature in tile["desa"]["features"]}
    assert len(names) == 205


def test_the_tile_of_the_town_holds_its_village(client, address):
    import gzip

    tile = quadkey.tile_at(113.2243, -8.1335, 12)
    content = Reader(MemorySource(client.get(address).content)).get(*tile)
    layers = mapbox_vector_tile.decode(gzip.decompress(content), default_options={"y_coord_down": True})
    kinds = {feature["geometry"]["type"] for feature in layers["desa"]["features"]}
    assert kinds <= {"Polygon", "MultiPolygon"}
    assert "Rogotrunan" in {feature["properties"]["nama"] for feature in layers["desa"]["features"]}


@pytest.mark.parametrize(
    ("wanted", "start", "end"), [("bytes=0-126", 0, 127), ("bytes=100-", 100, None), ("bytes=-50", -50, None)]
)
def test_a_range_of_the_tiles_is_answered_with_just_that(client, address, wanted, start, end):
    whole = client.get(address).content
    response = client.get(address, headers={"Range": wanted})
    part = whole[start:end]
    assert (response.status_code, response.content) == (206, part)
    first = whole.index(part) if start < 0 else start
    assert response["Content-Range"] == f"bytes {first}-{first + len(part) - 1}/{len(whole)}"


def test_a_range_beyond_the_end_is_refused(client, address):
    response = client.get(address, headers={"Range": "bytes=99999999-"})
    assert response.status_code == 416
    assert response["Content-Range"].startswith("bytes */")


@pytest.mark.parametrize(
    "wanted", ["bytes=0-1,5-6", "lines=0-5", "bytes=-", "bytes=a-b", f"bytes=0-{'9' * 5000}"]
)
def test_a_range_nobody_understands_gets_the_whole_file(client, address, wanted):
    assert client.get(address, headers={"Range": wanted}).status_code == 200


def test_tiles_the_browser_has_are_not_sent_again(client, address):
    etag = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304
    stale = client.get(address, headers={"Range": "bytes=0-9", "If-Range": '"alt"'})
    assert stale.status_code == 200


def test_the_report_form_finds_villages_by_name(client):
    found = client.get(reverse("territory:area_list"), {"q": "tegalrejo"}).json()["areas"]
    assert found[0]["code"] == "35.08.01.2001"
    assert found[0]["district"] == "Tempursari"
    assert len(client.get(reverse("territory:area_list")).json()["areas"]) == 205


@pytest.mark.parametrize("text", ["\x00", "😀", "a" * 10_000, "%27%22<script>", "'; DROP TABLE"])
def test_a_strange_search_finds_nothing_and_breaks_nothing(client, text):
    response = client.get(reverse("territory:area_list"), {"q": text})
    assert (response.status_code, response.json()) == (200, {"areas": []})


def test_a_place_leads_to_its_village(client):
    answer = client.get(reverse("territory:area_at"), {"lon": "113.2243", "lat": "-8.1335"}).json()
    assert answer["is_inside"] is True
    assert answer["area"]["title"] == "Kelurahan Rogotrunan"
    far = client.get(reverse("territory:area_at"), {"lon": "112.75", "lat": "-7.25"}).json()
    assert far == {"area": None, "is_inside": False}


@pytest.mark.parametrize(
    "place", [{}, {"lon": "x", "lat": "1"}, {"lon": "nan", "lat": "1"}, {"lon": "1e9", "lat": "0"}]
)
def test_a_place_that_is_no_number_is_told_so(client, place):
    response = client.get(reverse("territory:area_at"), place, headers={"Accept": "application/json"})
    assert response.status_code == 422
