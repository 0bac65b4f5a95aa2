from __future__ import annotations

import functools
import itertools
import math

import numpy as np
import pytest
import shapely

from pendopo.territory.actions.shipped import read_areas, read_borders
from pendopo.territory.queries.labels import place_labels
from pendopo.territory.rules import AreaLevel

WIDTH, HEIGHT = 872, 900
FIRST_FIVE = ("35.08", "52.02", "33.74", "17.71", "32.74")
CROWDED = ("32.09", "95.03", "32.02", "12.14", "35.29")
"""Those with the most districts, and two whose land is a small part of the picture."""


@functools.cache
def _drawn(code):
    """Names and polygons of the districts of a city, in units of the wall's picture."""
    names = {row.code: row.name for row in read_areas(code) if row.level is AreaLevel.DISTRICT}
    borders = [border for border in read_borders(code) if border.code in names]
    polygons = [border.geometry for border in borders]
    west, south, east, north = shapely.total_bounds(polygons)
    squeeze = math.cos(math.radians((south + north) / 2))
    scale = min(WIDTH / (east - west) / squeeze, HEIGHT / (north - south))

    def to_picture(degrees):
        x, y = degrees.T
        return np.column_stack(((x - west) * squeeze * scale, (north - y) * scale))

    return [
        (names[border.code], shapely.transform(polygon, to_picture))
        for border, polygon in zip(borders, polygons, strict=True)
    ]


def _box(label):
    return shapely.box(label.left, label.top, label.right, label.bottom)


@pytest.mark.parametrize(
    "code", [*FIRST_FIVE, *(pytest.param(code, marks=pytest.mark.slow) for code in CROWDED)]
)
def test_no_name_lies_on_another_or_leaves_the_picture(code):
    areas = _drawn(code)
    boxes = [_box(label) for label in place_labels(areas, WIDTH, HEIGHT) if label]
    picture = shapely.box(0, 0, WIDTH, HEIGHT).buffer(0.001)
    assert all(picture.contains(box) for box in boxes)
    assert all(one.intersection(other).area < 0.001 for one, other in itertools.combinations(boxes, 2))
    assert len(boxes) > len(areas) / 3


@pytest.mark.parametrize("code", FIRST_FIVE)
def test_every_name_of_the_first_five_is_written_out(code):
    areas = _drawn(code)
    for (name, _polygon), label in zip(areas, place_labels(areas, WIDTH, HEIGHT), strict=True):
        assert " ".join(line.text for line in label.lines) == name


@pytest.mark.parametrize("code", FIRST_FIVE)
def test_the_middle_of_a_name_lies_in_its_own_area(code):
    areas = _drawn(code)
    for (_name, polygon), label in zip(areas, place_labels(areas, WIDTH, HEIGHT), strict=True):
        assert polygon.contains(_box(label).centroid)


def _square(x, y, side):
    return shapely.box(x, y, x + side, y + side)


def test_a_long_name_takes_two_lines_before_it_leaves_its_area():
    (label,) = place_labels([("Gading Cempaka", _square(200, 200, 130))], WIDTH, HEIGHT)
    assert [line.text for line in label.lines] == ["Gading", "Cempaka"]
    assert _square(200, 200, 130).contains(_box(label))


def test_a_name_without_room_is_left_out_and_the_others_stay():
    tiny = [("Weru", _square(300 + 12 * step, 300, 11)) for step in range(4)]
    labels = place_labels([*tiny, ("Plered", _square(300, 320, 200))], WIDTH, HEIGHT)
    assert [label is None for label in labels].count(True) == 3
    assert labels[-1] is not None


def test_a_name_wider_than_the_picture_is_abbreviated_or_left_out():
    picture = _square(0, 0, 110)
    short, absent = (
        place_labels([(name, picture)], 110, 110)[0] for name in ("Kepulauan Seribu", "Lalonggasumeeto")
    )
    assert [line.text for line in short.lines] == ["Kep.", "Seribu"]
    assert absent is None


def test_the_same_city_is_always_drawn_alike():
    areas = _drawn("32.74")
    assert place_labels(areas, WIDTH, HEIGHT) == place_labels(areas, WIDTH, HEIGHT)
