"""What the public reads of a report leads to nobody."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pendopo.kernel.maps import quadkey
from pendopo.reports.rules import State, Visibility
from pendopo.reports.rules.personal import MASK, masked
from pendopo.reports.rules.privacy import is_text_public
from pendopo.reports.rules.publicity import blurred

WORDS = st.text(st.characters(exclude_categories=["Nd", "Cs"], exclude_characters="@"), max_size=40)
SEPARATORS = st.sampled_from(["", " ", "-", ".", "/", "_", "\u2013", "\u200b", "\u00a0"])


@pytest.mark.parametrize(
    "secret",
    [
        "0812 3456 7890",
        "+62 812-3456-7890",
        "(0334) 881-234",
        "6281234567890",
        "0 8 1 2 3 4 5 6 7 8 9 0",
        "3508101234567890",
        "35.08.10.123456.0001",
        "sri.wahyuni@contoh.id",
        "SRI+a@mail.contoh.co.id",
        "N 1234 YAB",
        "n1234yab",
        "AG-77-Z",
        "B 1 RI",
        "113.2200456",
    ],
)
def test_numbers_addresses_and_plates_are_masked(secret):
    assert masked(f"Hubungi {secret} segera") == f"Hubungi {MASK} segera"


@pytest.mark.parametrize(
    "text",
    [
        "Lampu jalan padam di RT 3 RW 5, 12 tiang, sejak 22-11-2026 pukul 18.30",
        "Lihat juga LPR-2611-000417",
        "Jalan Km 12 arah Senduro, sekitar 250 m dari pasar",
        "Di gang 5 no 10",
        "",
    ],
)
def test_what_tells_of_the_matter_stays(text):
    assert masked(text) == text


@settings(deadline=None)
@given(WORDS, st.lists(st.integers(0, 9), min_size=9, max_size=18), SEPARATORS, WORDS)
def test_no_long_number_is_left_however_it_is_written(before, digits, separator, after):
    written = separator.join(str(digit) for digit in digits)
    left = masked(f"{before} {written} {after}")
    assert not re.search(r"\d{3}", left)
    assert sum(sign.isdigit() for sign in left) < 9


@settings(deadline=None)
@given(st.text(max_size=200))
def test_masking_twice_is_masking_once(text):
    assert masked(masked(text)) == masked(text)


@settings(deadline=None)
@given(WORDS)
def test_words_without_digits_and_signs_stay(text):
    assert masked(text) == text


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("visibility", list(Visibility))
@pytest.mark.parametrize("is_verified", [True, False])
def test_text_is_public_only_of_open_reports_that_were_read_and_kept(state, visibility, is_verified):
    is_public = is_text_public(state, visibility, is_verified=is_verified)
    may = is_verified and visibility == Visibility.OPEN and state not in {State.RECEIVED, State.REJECTED}
    assert is_public is may


@settings(deadline=None)
@given(st.floats(-179.9, 179.9), st.floats(-85, 85))
def test_a_place_is_told_no_finer_than_the_map(lon, lat):
    told = blurred(lon, lat)
    assert max(abs(told[0] - lon), abs(told[1] - lat)) <= 180 / 2**20 + 1e-5
    assert blurred(*told) == told


@given(st.integers(0, 2**20 - 1), st.integers(2**18, 3 * 2**18), st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_all_places_of_one_cell_are_told_as_one(x, y, right, down):
    cell = quadkey.bounds_of(quadkey.Tile(quadkey.ZOOM, x, y))
    lon = cell.west + right * (cell.east - cell.west)
    lat = cell.north + down * (cell.south - cell.north)
    assert blurred(lon, lat) == blurred((cell.west + cell.east) / 2, (cell.north + cell.south) / 2)
