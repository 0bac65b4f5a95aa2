from __future__ import annotations

import hashlib
from importlib import resources

import pytest

from pendopo.territory.api import (
    AreaLevel,
    NoSuchCity,
    OtherCity,
    find_area_at,
    find_village_at,
    get_city,
    list_areas,
    load_city,
)
from pendopo.territory.models import Area, Boundary

pytestmark = pytest.mark.slow  # left out of `make check`


@pytest.mark.parametrize(
    ("code", "expected", "counts"),
    [
        ("35.08", ("Kabupaten Lumajang", "WIB", "desa"), (21, 205, 205)),
        ("52.02", ("Kabupaten Lombok Tengah", "WITA", "desa"), (12, 154, 139)),
        ("33.74", ("Kota Semarang", "WIB", "kelurahan"), (16, 177, 177)),
        ("17.71", ("Kota Bengkulu", "WIB", "kelurahan"), (9, 67, 67)),
        ("32.74", ("Kota Cirebon", "WIB", "kelurahan"), (5, 22, 22)),
    ],
)
def test_each_of_the_first_five_loads_whole(empty_country, code, expected, counts):
    load_city(empty_country(code))
    city = get_city()
    assert (city.name, city.zone, city.words.village) == expected
    assert city.has_village_borders
    assert counts == (
        len(list_areas(level=AreaLevel.DISTRICT)),
        len(list_areas(level=AreaLevel.VILLAGE)),
        Boundary.objects.filter(area__level=AreaLevel.VILLAGE).count(),
    )
    assert len(list_areas(level=AreaLevel.REGENCY)) == 514


def test_any_other_regency_loads_with_coarse_borders(empty_country):
    load_city(empty_country("91.71"))
    city = get_city()
    assert (city.kind, city.zone, city.words.district, city.has_village_borders) == (
        "kota",
        "WIT",
        "distrik",
        False,
    )
    lon, lat = city.centre
    assert find_village_at(lon, lat) is None
    assert find_area_at(lon, lat).level is AreaLevel.DISTRICT


def test_every_village_of_the_five_lies_in_itself(empty_country):
    load_city(empty_country("32.74"))
    for village in list_areas(level=AreaLevel.VILLAGE):
        assert find_village_at(village.lon, village.lat) == village


def test_loading_twice_writes_nothing_and_costs_three_queries(empty_country, django_assert_max_num_queries):
    first = load_city(empty_country("32.74"))
    with django_assert_max_num_queries(3):
        second = load_city("32.74")
    assert (first.areas, first.borders) == (579, 28)
    assert (second.areas, second.borders) == (0, 0)


def test_a_load_tells_how_far_it_is(empty_country):
    told = []
    load_city(empty_country("32.74"), progress=lambda *step: told.append(step))
    assert {step for step, _done, _all in told} == {"areas", "borders", "tiles"}
    assert all(done <= count for _step, done, count in told)


@pytest.mark.parametrize("code", ["35", "35.08.01", "35.99", "", "x", "35.08\x00"])
def test_a_code_that_is_no_city_is_refused(empty_country, code):
    with pytest.raises(NoSuchCity):
        load_city(empty_country(code))


def test_a_database_keeps_to_one_city(db, settings):
    settings.CITY_CODE = "33.74"
    with pytest.raises(OtherCity) as refused:
        load_city("33.74")
    assert (
        str(refused.value) == "Basis data ini sudah berisi wilayah Kabupaten Lumajang, bukan Kota Semarang."
    )
    assert not Area.objects.filter(path__contains="/33.74/").exclude(code="33.74").exists()


def test_what_the_city_edited_stays(empty_country):
    load_city(empty_country("32.74"))
    Area.objects.filter(code="32.74.01").update(name="Nama Baru")
    Boundary.objects.filter(area__code="32.74.01.1001").delete()
    Area.objects.filter(code="32.74.01.1001").delete()
    assert load_city("32.74").areas == 0
    assert Area.objects.get(code="32.74.01").name == "Nama Baru"


def test_the_shipped_files_are_those_of_the_notice():
    folder = resources.files("pendopo.territory").joinpath("data")
    notice = folder.joinpath("NOTICE.txt").read_text()
    listed = dict(reversed(line.split()) for line in notice.partition("sha256\n")[2].splitlines())
    assert len(listed) == 19
    for name, digest in listed.items():
        assert hashlib.sha256(folder.joinpath(name).read_bytes()).hexdigest() == digest


def test_a_young_village_without_a_border_is_listed_and_its_land_is_its_parents(empty_country):
    load_city(empty_country("52.02"))
    villages = list_areas(level=AreaLevel.VILLAGE)
    young = [village for village in villages if village.lon is None]
    assert len(young) == 15
    assert "52.02.03.2011" in {village.code for village in young}
    assert all(find_village_at(v.lon, v.lat) == v for v in villages if v.lon is not None)
