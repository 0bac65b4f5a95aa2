"""Whoever writes is warned of what leads to a person, and of nothing else."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pendopo.reports.rules.personal import MASK, PERSONAL_LABELS, PersonalKind, find_personal, masked

K = PersonalKind
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=120) | st.lists(
    st.sampled_from(
        ["0812 3456 7890", "Blok", "B 12 RT", "N 1234 YAB", "3508101234567890", "rek BRI", "LPR-2611-000417",
         "22-11-2026 18.30", "Rp 1.500.000.000", "sri@contoh.id", "di", "A 3", " ", ",", "RT 03/05", "7",
         MASK]
    ),
    max_size=9,
).map(" ".join)  # fmt: skip


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("0812 3456 7890", K.PHONE),
        ("+62 812-3456-7890", K.PHONE),
        ("(0334) 881-234", K.PHONE),
        ("sri.wahyuni@contoh.id", K.EMAIL),
        ("3508101234567890", K.NIK),
        ("35.08.10.123456.0001", K.NIK),
        ("N 1234 YAB", K.PLATE),
        ("n1234yab", K.PLATE),
        ("B-1-RI", K.PLATE),
        ("113.2200456", K.NUMBER),
    ],
)
def test_each_trace_is_found_and_named(written, kind):
    [found] = find_personal(f"Hubungi {written}, terima kasih")
    assert (found.kind, found.text) == (kind, written)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("KK 3508101234567890", K.KK),
        ("nomor kartu keluarga saya 3508 1012 3456 7890", K.KK),
        ("transfer ke rekening BRI 0021 01 123456 50 3", K.ACCOUNT),
        ("No. rek 1440012345678", K.ACCOUNT),
        ("NIK: 3508101234567890", K.NIK),
    ],
)
def test_the_words_before_a_number_say_what_it_is(text, kind):
    assert [found.kind for found in find_personal(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "Lihat juga LPR-2611-000417",
        "Sejak 22-11-2026 18.30 lampu padam",
        "Sejak 22/11/2026 18:30, sampai 2026-11-23",
        "Jalan Km 12 arah Senduro",
        "KM 12 Jalan Nasional 3",
        "Rumah di Blok B 12 RT 3 RW 5",
        "Perum Griya, blok A 3 no 7",
        "Gang D 5 no 10",
        "Jl. A 1 di depan pasar",
        "Tiang B 12 di pertigaan",
        "di B 12 RT 03/05",
        "Titik A 3 dan titik A 4",
        "12 tiang, RT 3 RW 5, 250 m dari pasar, pukul 18.30",
        "Anggaran Rp 1.500.000.000 tahun 2026",
        "Rp1.250.000,00 per bulan",
        "Kelas S 2 di lantai 3",
        "Telepon 112",
        "",
    ],
)
def test_what_only_looks_like_a_person_raises_no_alarm(text):
    assert find_personal(text) == ()
    assert masked(text) == text


def test_a_plate_behind_a_word_of_an_address_is_still_found():
    assert [found.text for found in find_personal("Di blok B 12 parkir N 1234 YAB")] == ["N 1234 YAB"]
    assert [found.text for found in find_personal("Blok B 12 N 1234 YAB")] == ["N 1234 YAB"]


def test_a_telephone_hidden_behind_a_date_or_a_sum_is_found():
    assert masked("22-11-2026 0812345678") == f"{MASK}"
    assert masked("Rp 1.500.000 081234567890").count(MASK) == 1


@settings(deadline=None)
@given(TEXTS)
def test_what_is_warned_of_is_just_what_is_masked(text):
    left = text
    for found in reversed(find_personal(text)):
        assert text[found.start : found.end] == found.text
        left = left[: found.start] + MASK + left[found.end :]
    assert left == masked(text)


@settings(deadline=None)
@given(TEXTS)
@example("0" * 65 + "@0.0")
def test_what_was_masked_raises_no_alarm_again(text):
    assert find_personal(masked(text)) == ()


def test_every_kind_has_a_name():
    assert set(PERSONAL_LABELS) == set(PersonalKind)
