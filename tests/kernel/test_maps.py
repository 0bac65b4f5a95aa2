from __future__ import annotations

import gzip

import mapbox_vector_tile
import pytest
from django.contrib.postgres.indexes import GistIndex
from django.db import connection, models
from django.test import RequestFactory
from django.test.utils import isolate_apps
from hypothesis import given
from hypothesis import strategies as st

from pendopo.kernel.errors import NotFound
from pendopo.kernel.maps import quadkey
from pendopo.kernel.maps.distance import box_around, metres_between
from pendopo.kernel.maps.fields import DistanceTo, LonLat, PointField, PointOf
from pendopo.kernel.maps.mvt import (
    EXTENT,
    Feature,
    PointRow,
    Shape,
    encode_points,
    encode_tile,
    point,
    tile_position,
)
from pendopo.kernel.maps.quadkey import Bounds, Tile
from pendopo.kernel.maps.tiles import tile_response

longitudes = st.floats(94, 142)
latitudes = st.floats(-12, 7)
zooms = st.integers(0, 20)


@given(longitudes, latitudes, zooms)
def test_a_place_lies_in_the_quadkey_range_of_each_of_its_tiles_and_no_neighbour(lon, lat, zoom):
    tile = quadkey.tile_at(lon, lat, zoom)
    key = quadkey.encode(lon, lat)
    assert key in quadkey.range_of(tile)
    assert key not in quadkey.range_of(tile._replace(x=tile.x ^ 1)) or zoom == 0
    assert 0 <= key < 1 << 40


@given(longitudes, latitudes)
def test_a_quadkey_leads_back_to_its_cell(lon, lat):
    key = quadkey.encode(lon, lat)
    assert quadkey.encode(*quadkey.place_of(key)) == key
    assert quadkey.decode(key) == quadkey.tile_at(lon, lat, quadkey.ZOOM)
    assert metres_between(lon, lat, *quadkey.place_of(key)) < 30


@given(longitudes, latitudes, zooms)
def test_a_place_lies_within_the_bounds_of_its_tile(lon, lat, zoom):
    west, south, east, north = quadkey.bounds_of(quadkey.tile_at(lon, lat, zoom))
    hair = 1e-9
    assert Bounds(west - hair, south - hair, east + hair, north + hair).contains(lon, lat)


def test_the_alun_alun_of_lumajang_lies_in_its_known_tile():
    assert quadkey.tile_at(113.2243, -8.1335, 12) == Tile(12, 3336, 2140)


@pytest.mark.parametrize("tile", [Tile(-1, 0, 0), Tile(3, 8, 0), Tile(3, 0, -1), Tile(23, 0, 0)])
def test_an_address_outside_the_pyramid_is_not_a_tile(tile):
    assert not tile.is_valid


@given(longitudes, latitudes, st.floats(1, 5000), st.floats(-1, 1), st.floats(-1, 1))
def test_everything_within_the_radius_lies_in_the_box(lon, lat, metres, east, north):
    other_lon, other_lat = lon + east * 0.05, lat + north * 0.05
    is_near = metres_between(lon, lat, other_lon, other_lat) <= metres
    assert box_around(lon, lat, metres).contains(other_lon, other_lat) or not is_near


def test_one_degree_of_latitude_is_111_kilometres():
    assert metres_between(113, -8, 113, -9) == pytest.approx(111_195, abs=5)


def test_a_tile_of_points_is_read_by_the_reference_library():
    features = [
        point(0, 4096, {"kategori": "jalan", "jumlah": 3, "lewat": True, "nilai": 1.5}, id=7),
        point(100, 90, {"kategori": "lampu", "jumlah": -1, "lewat": False, "nilai": 2.5}),
    ]
    layer = mapbox_vector_tile.decode(
        encode_tile({"reports": features}), default_options={"y_coord_down": True}
    )
    first, second = layer["reports"]["features"]
    assert layer["reports"]["extent"] == EXTENT
    assert first["id"] == 7
    assert first["geometry"] == {"type": "Point", "coordinates": [0, 4096]}
    assert first["properties"] == {"kategori": "jalan", "jumlah": 3, "lewat": True, "nilai": 1.5}
    assert second["properties"] == {"kategori": "lampu", "jumlah": -1, "lewat": False, "nilai": 2.5}


small = st.tuples(st.integers(-300, 20_000), st.integers(-300, 20_000))
attributes = st.dictionaries(
    st.text(min_size=1, max_size=8),
    st.text(max_size=20) | st.integers(-(2**40), 2**40) | st.booleans() | st.floats(allow_nan=False),
    max_size=4,
)


@given(st.lists(st.tuples(small, attributes, st.integers(0, 2**50)), min_size=1, max_size=30))
def test_any_points_survive_encoding(things):
    tile = encode_tile({"l": [point(*at, given_attributes, id=uid) for at, given_attributes, uid in things]})
    read = mapbox_vector_tile.decode(tile, default_options={"y_coord_down": True})["l"]["features"]
    assert [tuple(f["geometry"]["coordinates"]) for f in read] == [at for at, _, _ in things]
    assert [f["properties"] for f in read] == [given_attributes for _, given_attributes, _ in things]
    assert [f["id"] for f in read] == [uid for _, _, uid in things]


@given(
    st.lists(st.tuples(small, st.text(max_size=20), st.integers(0, 200), st.integers(1, 2**50)), max_size=30)
)
def test_the_fast_way_for_points_writes_the_same_tile(things):
    rows = [PointRow(x, y, (name, count), uid) for (x, y), name, count, uid in things]
    features = [point(x, y, {"nama": name, "jumlah": count}, id=uid) for (x, y), name, count, uid in things]
    assert encode_points("l", ("nama", "jumlah"), rows) == encode_tile({"l": features})


def test_a_polygon_with_a_hole_and_a_line_are_read_by_the_reference_library():
    ring = [(0, 0), (10, 0), (10, 10), (0, 10)]
    hole = [(2, 2), (2, 8), (8, 8), (8, 2)]
    tile = encode_tile(
        {
            "desa": [Feature(Shape.POLYGON, [ring, hole], {"nama": "Tegalrejo"})],
            "jalan": [Feature(Shape.LINE, [ring], {})],
        },
    )
    read = mapbox_vector_tile.decode(tile, default_options={"y_coord_down": True})
    polygon = read["desa"]["features"][0]["geometry"]
    assert polygon["type"] == "Polygon"
    assert [len(one) for one in polygon["coordinates"]] == [5, 5]
    line = read["jalan"]["features"][0]["geometry"]
    assert line == {"type": "LineString", "coordinates": [list(position) for position in ring]}


def test_a_tile_without_features_is_empty():
    assert encode_tile({"reports": []}) == b""


def test_a_place_has_its_position_in_the_tile():
    tile = Tile(12, 3336, 2141)
    west, south, east, north = quadkey.bounds_of(tile)
    assert tile_position(west, north, tile) == (0, 0)
    assert tile_position(east, south, tile) == (EXTENT, EXTENT)


WORLD = Tile(0, 0, 0)


def answer(version="1", *, encode=lambda: b"tile", tile=WORLD, layer="test", **headers):
    return tile_response(
        RequestFactory().get("/", headers=headers), tile=tile, layer=layer, version=version, encode=encode
    )


def test_a_tile_is_compressed_and_kept_for_a_minute():
    response = answer("v1", accept_encoding="gzip, br")
    assert gzip.decompress(response.content) == b"tile"
    assert response["Content-Encoding"] == "gzip"
    assert response["Cache-Control"] == "private, max-age=60"


def test_a_browser_without_gzip_gets_the_plain_tile():
    assert answer("v2").content == b"tile"


def test_a_tile_the_browser_already_has_is_not_encoded_again():
    encoded = []
    etag = answer("v3")["ETag"]
    response = answer("v3", encode=lambda: encoded.append(1) or b"", if_none_match=etag)
    assert (response.status_code, response.content, encoded) == (304, b"", [])


def test_a_tile_is_encoded_once_per_version():
    encoded = []

    def encode() -> bytes:
        encoded.append(1)
        return b"tile"

    for version in ("v4", "v4", "v5"):
        answer(version, encode=encode)
    assert len(encoded) == 2


def test_an_empty_tile_answers_without_content():
    assert answer("v6", encode=lambda: b"").status_code == 204


def test_a_tile_outside_the_pyramid_is_not_found():
    with pytest.raises(NotFound):
        answer(tile=Tile(2, 4, 0))


@pytest.fixture
def lamps(db):
    with isolate_apps("pendopo.kernel.numbering"):

        class Lamp(models.Model):
            lon = models.FloatField()
            lat = models.FloatField()
            place = models.GeneratedField(
                expression=PointOf("lon", "lat"), output_field=PointField(), db_persist=True
            )

            class Meta:
                app_label = "numbering"
                indexes = [GistIndex(fields=["place"], name="lamp_place")]

            def __str__(self) -> str:
                return str(self.place)

    with connection.schema_editor() as editor:
        editor.create_model(Lamp)
    for lon, lat in [(113.0, -8.0), (113.1, -8.1), (114.0, -8.0)]:
        Lamp.objects.create(lon=lon, lat=lat)
    return Lamp.objects.all()


def test_the_database_fills_the_point_from_its_columns(lamps):
    assert lamps.order_by("id").first().place == LonLat(113.0, -8.0)


def test_a_box_finds_what_is_inside_and_on_its_edge(lamps):
    found = lamps.filter(place__in_box=Bounds(113.0, -8.2, 113.5, -8.0))
    assert sorted(lamp.lon for lamp in found) == [113.0, 113.1]


def test_the_nearest_come_first(lamps):
    near = lamps.order_by(DistanceTo("place", 113.09, -8.1))
    assert [lamp.lon for lamp in near] == [113.1, 113.0, 114.0]
