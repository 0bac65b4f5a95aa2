"""Where everybody may know that a report is: the same through every door."""

from __future__ import annotations

import datetime as dt
import json
import re
from functools import partial

import mapbox_vector_tile
import pytest
from django.test import Client

from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS
from pendopo.kernel.maps import mvt, quadkey
from pendopo.reports import api as reports
from pendopo.reports.api import Around, OpenDataFilter
from pendopo.reports.models import Category, Cell
from pendopo.reports.queries.replay import replay_tile
from pendopo.reports.queries.tiles import count_wrong_cells, tile_of
from pendopo.territory.api import get_area
from tests.support import cast

HOUSE = (113.220123, -8.130456)
MONDAY = cast.MONDAY_MORNING.date()
ZOOMS = (9, 12, 14, 17, 20)
MATTERS = {"lampu-jalan": HOUSE, "adminduk": None}
"""What is reported at the house, and where that is told to be; None for the middle of the village."""


def _village():
    area = get_area(cast.VILLAGE)
    return area.lon, area.lat


@pytest.fixture(params=MATTERS)
def sent(request, db, monday_morning):
    """The number of a report at the house, and the cell in which it is told to be."""
    receipt = reports.submit_report(
        ANONYMOUS, cast.lamp_draft(category_code=request.param, lon=HOUSE[0], lat=HOUSE[1])
    )
    return receipt.number, quadkey.encode(*(MATTERS[request.param] or _village()))


def _body(path):
    with clock.freeze(cast.MONDAY_MORNING + dt.timedelta(hours=1)):
        answer = Client().get(path)
    assert answer.status_code in {200, 204}, path
    return answer.content


def _places_of_page(path):
    """Where the marks of a page stand, and what its map has in the middle."""
    page = _body(path).decode()
    marks = re.findall(r'data-lon="([^"]+)" data-lat="([^"]+)"', page)
    middles = re.findall(r'data-center="([^"]+?)[ ,]+([^"]+)"', page)
    return {(float(lon), float(lat)) for lon, lat in [*marks, *middles]}


def _places_of_open311(path):
    rows = json.loads(_body(path))
    return {(row["long"], row["lat"]) for row in rows}


def _cells_of_tile(draw, zoom, key):
    """The cells of a tile that have marks, and the one that is expected, as fine as the tile draws them."""
    place = quadkey.place_of(key)
    tile = quadkey.tile_at(*place, zoom)
    layer = mapbox_vector_tile.decode(draw(tile), default_options={"y_coord_down": True})["reports"]
    bits = min(6, quadkey.ZOOM - zoom)
    side = mvt.EXTENT >> bits
    drawn = {tuple(value // side for value in each["geometry"]["coordinates"]) for each in layer["features"]}
    fine = quadkey.tile_at(*place, zoom + bits)
    return drawn, (fine.x - (tile.x << bits), fine.y - (tile.y << bits))


@pytest.mark.parametrize("door", ["/laporan/", "/laporan/{number}/", "/cari/?q={number}"])
def test_pages_show_no_other_place(sent, door):
    number, key = sent
    places = _places_of_page(door.format(number=number))
    assert {quadkey.encode(*place) for place in places} <= {key}
    assert HOUSE not in places


def test_the_list_and_the_page_show_the_told_place(sent):
    number, key = sent
    spots = [reports.list_public_reports(reports.PublicFilter()).rows[0].spot]
    spots.append(reports.get_public_report(number).row.spot)
    assert {quadkey.encode(spot.lon, spot.lat) for spot in spots} == {key}


@pytest.mark.parametrize("door", ["requests.json", "requests/{number}.json"])
def test_open311_tells_no_other_place(sent, door):
    number, key = sent
    places = _places_of_open311(f"/open311/v2/{door.format(number=number)}")
    assert [quadkey.encode(*place) for place in places] == [key]


@pytest.mark.parametrize("zoom", ZOOMS)
@pytest.mark.parametrize("draw", [tile_of, partial(replay_tile, MONDAY)], ids=["now", "replay"])
def test_tiles_draw_it_in_no_other_cell(sent, draw, zoom):
    _number, key = sent
    drawn, expected = _cells_of_tile(draw, zoom, key)
    assert drawn == {expected}


def test_nothing_is_late_on_a_day_on_which_its_clock_stood(people, lamp):
    weeks = dt.timedelta(days=28)
    with clock.freeze(cast.MONDAY_MORNING + weeks):
        assert reports.get_replay(clock.today()).late == 1
    reports.pause_report(people.lamp_officer, lamp.number, reason="Menunggu tiang")
    with clock.freeze(cast.MONDAY_MORNING + weeks):
        assert reports.get_replay(clock.today()).late == 0


def test_a_circle_finds_a_report_where_it_is_told_to_be_and_nowhere_else(sent):
    number, key = sent

    def found(lon, lat):
        return [row.number for row in reports.list_open_data(_circle(lon, lat), limit=5).rows]

    assert found(*quadkey.place_of(key)) == [number]
    assert (found(*HOUSE) == [number]) is (quadkey.encode(*HOUSE) == key)


def _circle(lon, lat):
    return OpenDataFilter(around=Around(lon, lat, 60))


def test_who_asks_for_similar_reports_learns_no_distance_to_a_house(sent):
    number, key = sent
    code = "lampu-jalan" if key == quadkey.encode(*HOUSE) else "adminduk"
    near = reports.nearby_reports(lon=HOUSE[0], lat=HOUSE[1], category_code=code)
    if code == "adminduk":
        assert near == []
        return
    cell = quadkey.bounds_of(quadkey.decode(key))
    corner = cell.west + 1e-6, cell.north - 1e-6
    asked = [
        reports.nearby_reports(lon=lon, lat=lat, category_code=code)[0].metres for lon, lat in (HOUSE, corner)
    ]
    assert [each.number for each in near] == [number]
    assert asked[0] > 0
    assert asked[1] in range(20, 32)


def test_an_officer_is_offered_similar_reports_of_every_kind(sent):
    number, _key = sent
    code = reports.get_public_report(number).row.category
    known = next(each.code for each in reports.list_categories() if each.name == code)
    near = reports.nearby_reports(lon=HOUSE[0], lat=HOUSE[1], category_code=known, is_for_officers=True)
    assert [(each.number, each.metres) for each in near] == [(number, 0)]


def test_what_a_category_asks_as_proof_decides_at_once_where_its_reports_are_drawn(sent):
    before = set(Cell.objects.values_list("zoom", "cell"))
    for category in Category.objects.filter(code__in=MATTERS):
        category.proof = "photo" if category.proof == "field" else "field"
        category.save()
    assert set(Cell.objects.values_list("zoom", "cell")) != before
    assert count_wrong_cells() == 0
