from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.territory.rules import (
    AreaLevel,
    BadCode,
    city_head_word,
    district_word,
    head_word,
    is_code_within,
    level_of,
    local_code,
    parent_code_of,
    suggested_code,
    village_word,
    words_of_city,
)

VILLAGE = "35.08.01.2001"


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("35", AreaLevel.PROVINCE),
        ("35.08", AreaLevel.REGENCY),
        ("35.08.01", AreaLevel.DISTRICT),
        (VILLAGE, AreaLevel.VILLAGE),
        (f"{VILLAGE}.D02", AreaLevel.DUSUN),
        (f"{VILLAGE}.D02.W003", AreaLevel.RW),
        (f"{VILLAGE}.W003", AreaLevel.RW),
        (f"{VILLAGE}.W003.T005", AreaLevel.RT),
        (f"{VILLAGE}.D02.T005", AreaLevel.RT),
    ],
)
def test_a_code_states_its_level(code, level):
    assert level_of(code) is level


@pytest.mark.parametrize(
    "text",
    [
        "",
        "3508",
        "35.8",
        "35.08.1",
        "35.08.01.201",
        "35.08.01.2001.T005",
        "35.08.D01",
        " 35",
        "35\n",
        "35.08.01.2001.D2",
        "٣٥.٠٨",
        "35.08.01.2001.D0२",
    ],
)
def test_what_is_not_a_code_is_refused(text):
    with pytest.raises(BadCode):
        level_of(text)


@given(st.text(max_size=30))
def test_any_text_is_a_code_or_refused(text):
    try:
        level = level_of(text)
    except BadCode:
        return
    assert level in AreaLevel


def test_a_local_code_continues_the_code_of_its_parent():
    assert local_code(VILLAGE, AreaLevel.DUSUN, 2) == f"{VILLAGE}.D02"
    assert local_code(f"{VILLAGE}.D02", AreaLevel.RW, 3) == f"{VILLAGE}.D02.W003"
    assert parent_code_of(f"{VILLAGE}.D02.W003") == f"{VILLAGE}.D02"
    assert parent_code_of("35") is None


@pytest.mark.parametrize("number", [0, -1, 1000])
def test_a_number_that_does_not_fit_is_refused(number):
    with pytest.raises(BadCode):
        local_code(VILLAGE, AreaLevel.RW, number)


def test_a_code_lies_within_its_beginning_only_at_a_dot():
    assert is_code_within("35.08.01", "35.08")
    assert is_code_within("35.08", "35.08")
    assert not is_code_within("35.08", "35.0")


@pytest.mark.parametrize(
    ("code", "head"),
    [
        (VILLAGE, "kepala desa"),
        ("35.08.10.1010", "lurah"),
        ("32.09.01.2001", "kuwu"),
        ("32.09.01.1001", "lurah"),
        ("11.01.01.2001", "keuchik"),
        ("13.01.01.2001", "wali nagari"),
        ("94.01.01.2001", "kepala kampung"),
        ("94.01.01", "kepala distrik"),
        ("35.08.01", "camat"),
        ("35.08", "bupati"),
        ("33.74", "wali kota"),
        ("35", "gubernur"),
        (f"{VILLAGE}.W003", "ketua RW"),
        (f"{VILLAGE}.W003.T001", "ketua RT"),
        (f"{VILLAGE}.D01", "kepala dusun"),
    ],
)
def test_each_area_has_the_word_for_its_head(code, head):
    assert head_word(code) == head


def test_a_city_speaks_of_kelurahan_and_a_regency_of_desa():
    city = words_of_city("33.74", frozenset({"kelurahan"}))
    regency = words_of_city("35.08", frozenset({"desa", "kelurahan"}))
    assert (city.village, city.villages, city.village_head) == ("kelurahan", "kelurahan", "lurah")
    assert (regency.village, regency.villages) == ("desa", "desa dan kelurahan")
    assert city_head_word("52.02") == "bupati"
    assert district_word("94.01.01") == "distrik"
    assert village_word("11.01.01.2001") == "gampong"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("3508012001", "35.08.01.2001"),
        ("350801", "35.08.01"),
        ("3508", "35.08"),
        ("11.1", "11.10"),
        ("35.8.1", "35.08.01"),
        ("35.8.1.2001", "35.08.01.2001"),
        ("35.8.1.x", None),
        ("3.508E+09", None),
        ("٣٥٠٨", None),
        ("११.१", None),
        ("", None),
    ],
)
def test_a_code_that_a_spreadsheet_spoiled_is_guessed(text, meant):
    assert suggested_code(text) == meant
