from __future__ import annotations

import datetime as dt
import random

import pytest

from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS, SYSTEM, Actor, ActorKind, Grant
from pendopo.kernel.errors import Refused
from pendopo.territory.api import (
    AreaClosed,
    AreaLevel,
    AreaNotFound,
    BadCode,
    CodeTaken,
    WrongParent,
    add_area,
    area_path,
    change_code,
    close_area,
    current_area,
    find_area,
    find_area_at,
    find_village_at,
    get_area,
    get_area_by_id,
    get_city,
    is_inside_city,
    is_within,
    list_areas,
    search_areas,
    svg_map,
    words_for,
)
from pendopo.territory.models import Area

TEGALREJO = "35.08.01.2001"
TODAY = dt.date(2026, 11, 21)
ALUN_ALUN = (113.2243, -8.1335)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with clock.freeze(dt.datetime(2026, 11, 21, 3, 0, tzinfo=dt.UTC)):
        yield


def test_an_area_is_found_by_code_and_by_id():
    village = get_area(TEGALREJO)
    assert village.title == "Desa Tegalrejo"
    assert get_area_by_id(village.id) == village
    assert area_path(TEGALREJO).text == "Desa Tegalrejo, Kecamatan Tempursari"
    assert area_path(TEGALREJO).province.title == "Provinsi Jawa Timur"
    assert words_for(village) == "kepala desa"
    assert is_within(TEGALREJO, "35.08.01")
    assert not is_within(TEGALREJO, "35.08.02")


@pytest.mark.parametrize("code", ["35.08.01.9999", "", "35.08\x00", "' OR 1=1"])
def test_an_unknown_code_is_not_found(code):
    assert find_area(code) is None
    with pytest.raises(AreaNotFound):
        get_area(code)
    with pytest.raises(AreaNotFound):
        area_path(code)


def test_questions_about_areas_cost_no_query(django_assert_num_queries):
    find_village_at(*ALUN_ALUN), svg_map(640, 480), get_city()
    with django_assert_num_queries(0):
        list_areas(level=AreaLevel.VILLAGE, parent="35.08.01")
        area_path(TEGALREJO), search_areas("tegal"), find_village_at(*ALUN_ALUN)
        is_inside_city(*ALUN_ALUN), svg_map(640, 480), get_city()


def test_the_alun_alun_lies_in_a_village_of_the_town():
    village = find_village_at(*ALUN_ALUN)
    assert village.parent_code == "35.08.10"
    assert find_area_at(*ALUN_ALUN) == village
    assert is_inside_city(*ALUN_ALUN)


@pytest.mark.parametrize(
    ("lon", "lat"), [(112.7521, -7.2575), (113.2, -8.9), (0.0, 0.0), (-8.1335, 113.2243), (181.0, 95.0)]
)
def test_a_place_elsewhere_lies_in_no_village(lon, lat):
    assert find_village_at(lon, lat) is None
    assert find_area_at(lon, lat) is None
    assert not is_inside_city(lon, lat)


@pytest.mark.parametrize("wrong", [float("nan"), float("inf"), -float("inf")])
def test_a_place_that_is_no_number_lies_nowhere(wrong):
    assert find_village_at(wrong, -8.1) is None
    assert find_area_at(113.2, wrong) is None
    assert not is_inside_city(wrong, wrong)


def test_the_tree_agrees_with_asking_every_border():
    import shapely

    from pendopo.territory.models import Boundary

    borders = [
        (code, shapely.from_wkb(bytes(wkb)))
        for code, wkb in Boundary.objects.filter(area__level=AreaLevel.VILLAGE).values_list(
            "area__code", "wkb"
        )
    ]
    west, south, east, north = get_city().bounds
    places = random.Random(7)  # noqa: S311 - the same places each time
    for _ in range(200):
        lon, lat = places.uniform(west, east), places.uniform(south, north)
        holding = {code for code, border in borders if shapely.intersects_xy(border, lon, lat)}
        found = find_village_at(lon, lat)
        assert (found is not None and found.code in holding) or not holding


def test_villages_are_searched_by_name_district_and_kind():
    assert search_areas("tegalrejo tempursari")[0].code == TEGALREJO
    assert search_areas("  DESA   tegalrejo ")[0].code == TEGALREJO
    assert {area.kind for area in search_areas("kelurahan", limit=100)} == {"kelurahan"}
    assert search_areas("\x00😀") == ()
    assert len(search_areas("a", limit=5)) == 5


def test_dusun_rw_and_rt_are_numbered_below_their_village():
    dusun = add_area(SYSTEM, parent_code=TEGALREJO, level=AreaLevel.DUSUN, name=" Krajan  Satu ")
    rw = add_area(SYSTEM, parent_code=dusun.code, level=AreaLevel.RW, name="3")
    rt = add_area(SYSTEM, parent_code=rw.code, level=AreaLevel.RT, name="005")
    assert (dusun.code, dusun.title) == (f"{TEGALREJO}.D01", "Dusun Krajan Satu")
    assert (rw.code, rw.title) == (f"{TEGALREJO}.D01.W003", "RW 003")
    assert (rt.code, rt.title) == (f"{TEGALREJO}.D01.W003.T005", "RT 005")
    assert rt in list_areas(level=AreaLevel.RT, parent=TEGALREJO)
    assert area_path(rt.code).village.code == TEGALREJO
    second = add_area(SYSTEM, parent_code=TEGALREJO, level=AreaLevel.DUSUN, name="Sumber")
    assert second.code == f"{TEGALREJO}.D02"


def test_the_same_rw_is_not_entered_twice():
    add_area(SYSTEM, parent_code=TEGALREJO, level=AreaLevel.RW, name="1")
    with pytest.raises(CodeTaken):
        add_area(SYSTEM, parent_code=TEGALREJO, level=AreaLevel.RW, name="001")


@pytest.mark.parametrize(
    ("parent", "level"),
    [
        ("35.08.01", AreaLevel.DUSUN),
        (TEGALREJO, AreaLevel.RT),
        (TEGALREJO, AreaLevel.VILLAGE),
        ("35.08.01", AreaLevel.VILLAGE),
    ],
)
def test_an_area_lies_only_where_its_level_belongs(parent, level):
    with pytest.raises(WrongParent):
        add_area(SYSTEM, parent_code=parent, level=level, name="1")


def test_a_closed_area_is_listed_only_until_its_last_day():
    rw = add_area(SYSTEM, parent_code=TEGALREJO, level=AreaLevel.RW, name="1", valid_from=dt.date(2020, 1, 1))
    close_area(SYSTEM, code=rw.code, on=TODAY)
    assert [area.code for area in list_areas(level=AreaLevel.RW, on=TODAY)] == [rw.code]
    assert list_areas(level=AreaLevel.RW, on=TODAY + dt.timedelta(days=1)) == ()
    assert list_areas(level=AreaLevel.RW, on=dt.date(2019, 12, 31)) == ()
    assert get_area(rw.code).valid_to == TODAY


def test_an_area_with_open_areas_below_cannot_be_closed():
    add_area(SYSTEM, parent_code=TEGALREJO, level=AreaLevel.RW, name="1")
    with pytest.raises(AreaClosed):
        close_area(SYSTEM, code=TEGALREJO, on=TODAY)


def test_nothing_is_added_below_a_closed_area():
    close_area(SYSTEM, code=TEGALREJO, on=dt.date(2026, 1, 1))
    with pytest.raises(AreaClosed):
        add_area(SYSTEM, parent_code=TEGALREJO, level=AreaLevel.RW, name="1")
    with pytest.raises(AreaClosed):
        close_area(SYSTEM, code=TEGALREJO, on=TODAY)


def test_nothing_is_added_below_an_area_that_has_a_last_day_to_come():
    close_area(SYSTEM, code=TEGALREJO, on=dt.date(2100, 1, 1))
    with pytest.raises(AreaClosed):
        add_area(SYSTEM, parent_code=TEGALREJO, level=AreaLevel.RW, name="1")


@pytest.mark.parametrize("began", [TODAY, TODAY + dt.timedelta(days=1)])
def test_a_code_does_not_change_before_all_that_bears_it_began(began):
    add_area(SYSTEM, parent_code=TEGALREJO, level=AreaLevel.RW, name="1", valid_from=began)
    with pytest.raises(AreaClosed):
        change_code(SYSTEM, code=TEGALREJO, new_code="35.08.01.2099", on=TODAY)
    assert Area.objects.get(code=TEGALREJO).valid_to is None


def test_a_village_carries_on_under_its_new_code_with_all_below_it():
    rw = add_area(SYSTEM, parent_code=TEGALREJO, level=AreaLevel.RW, name="1", valid_from=dt.date(2020, 1, 1))
    old = get_area(TEGALREJO)
    new = change_code(SYSTEM, code=TEGALREJO, new_code="35.08.01.2099", on=TODAY)
    assert (new.name, new.valid_from, new.path) == ("Tegalrejo", TODAY, "35/35.08/35.08.01/35.08.01.2099/")
    assert get_area(TEGALREJO).valid_to == TODAY - dt.timedelta(days=1)
    assert current_area(rw.code).code == "35.08.01.2099.W001"
    assert find_village_at(old.lon, old.lat).code == "35.08.01.2099"


@pytest.mark.parametrize(
    ("new_code", "fault"),
    [
        ("35.08.02", BadCode),
        ("35.08.01.20", BadCode),
        ("35.08.01.2002", CodeTaken),
        ("35.08.99.2001", AreaNotFound),
    ],
)
def test_a_new_code_must_be_free_and_of_the_same_level(new_code, fault):
    with pytest.raises(fault):
        change_code(SYSTEM, code=TEGALREJO, new_code=new_code, on=TODAY)
    assert Area.objects.get(code=TEGALREJO).valid_to is None


def test_the_head_of_a_district_enters_areas_inside_it_and_nobody_without_a_post_does():
    grant = Grant(role="agency_head", agency_id=1, area_code="35.08.01", post_id=1)
    camat = Actor(kind=ActorKind.STAFF, account_id=9, grants=frozenset({grant}))
    assert add_area(camat, parent_code=TEGALREJO, level=AreaLevel.RW, name="1")
    for actor, parent in [(ANONYMOUS, TEGALREJO), (camat, "35.08.02.2001")]:
        with pytest.raises(Refused):
            add_area(actor, parent_code=parent, level=AreaLevel.RW, name="2")


def test_the_drawing_holds_every_district_inside_its_frame():
    drawing = svg_map(1000, 800, padding=10)
    assert len(drawing.districts) == 21
    for district in drawing.districts:
        assert district.path.startswith("M")
    west, south, east, north = get_city().bounds
    left, top = drawing.project(west, north)
    right, bottom = drawing.project(east, south)
    assert 10 <= left < right <= 990
    assert 10 <= top < bottom <= 790
    assert sum(len(district.path) for district in drawing.districts) < 120_000
