"""Words of danger lead to the emergency line at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.reports import rules


@pytest.mark.parametrize(
    "text",
    [
        "Tolong, ada KEBAKARAN di pasar!",
        "anak hanyut, cepat",
        "Bapak saya tidak sadar di jalan",
        "ada orang kesetrum,tiang listrik roboh",
        "Ada yang mau bunuh diri di jembatan",
    ],
)
def test_danger_to_life_is_heard(text):
    assert rules.danger_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "Lampu jalan padam di depan pasar",
        "Tidak ada kebakaran, hanya asap sampah",
        "Mohon simulasi gempa di sekolah kami",
        "Bukan kecelakaan, hanya ban kempes",
        "Kampung Bombongan perlu lampu",
        "",
    ],
)
def test_what_is_no_danger_does_not_frighten(text):
    assert rules.danger_in(text) == ()


@given(st.text(), st.sampled_from(rules.DANGER_WORDS), st.text())
def test_whatever_stands_around_a_word_of_danger_it_is_heard(before, word, after):
    assert word in rules.danger_in(f"{before}. awas awas {word}, {after}")
