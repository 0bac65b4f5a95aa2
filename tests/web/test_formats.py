from __future__ import annotations

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import polib
import pytest
from django.utils import translation

from pendopo.web import formats

WIB = ZoneInfo("Asia/Jakarta")
NOON = dt.datetime(2026, 11, 23, 5, 0, tzinfo=dt.UTC)


def test_a_moment_reads_as_day_date_and_clock_of_the_city():
    assert formats.moment_text(NOON, WIB, today=dt.date(2026, 11, 21)) == "Senin 23 Nov 12.00"


def test_another_year_is_named():
    assert formats.moment_text(NOON, WIB, today=dt.date(2027, 1, 2)) == "Senin 23 Nov 2026 12.00"


@pytest.mark.parametrize(
    ("name", "label"), [("Asia/Jakarta", "WIB"), ("Asia/Makassar", "WITA"), ("Asia/Jayapura", "WIT")]
)
def test_zones_have_their_indonesian_names(name, label):
    assert formats.zone_label(ZoneInfo(name)) == label


@pytest.mark.parametrize(
    ("hours", "text"),
    [
        (3 + 10 / 60, "sisa 3 j 10 m"),
        (40 / 60, "sisa 40 m"),
        (0.001, "sisa 1 m"),
        (26, "sisa 1 h 2 j"),
        (24 * 12, "sisa 12 h"),
        (0, "lewat 1 m"),
        (-3 - 10 / 60, "lewat 3 j 10 m"),
        (-24 * 2, "lewat 2 h"),
    ],
)
def test_due_time_is_said_in_its_two_largest_units(hours, text):
    assert formats.due_text(NOON + dt.timedelta(hours=hours), NOON) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(1234.56, "1.234,56"), (1284, "1.284"), (0.5, "0,5"), (-3, "\N{MINUS SIGN}3"), (2.0, "2")],
)
def test_numbers_have_points_for_thousands_and_a_decimal_comma(value, text):
    assert formats.number_text(value) == text


def test_fixed_decimals_keep_their_zeros():
    assert formats.number_text(2, 1) == "2,0"


@pytest.mark.parametrize(("count", "text"), [(640, "640 B"), (3_400_000, "3,4 MB"), (61_000_000, "61 MB")])
def test_sizes_are_said_in_the_unit_that_fits(count, text):
    assert formats.size_text(count) == text


@pytest.mark.parametrize(
    ("name", "badge"), [("Rina Wulandari", "RW"), ("dr. Siti", "DS"), ("", "?"), ("3 Bersaudara", "B")]
)
def test_a_badge_takes_the_first_letters_of_two_words(name, badge):
    assert formats.initials(name) == badge


def test_english_readers_get_english_words():
    with translation.override("en"):
        assert formats.moment_text(NOON, WIB, today=dt.date(2026, 11, 21)) == "Monday 23 Nov 12.00"
        assert formats.due_text(NOON + dt.timedelta(hours=26), NOON) == "1 d 2 h left"


def test_every_text_of_the_kit_has_its_english():
    catalogue = polib.pofile(str(Path(formats.__file__).parent / "locale/en/LC_MESSAGES/django.po"))
    assert [entry.msgid for entry in catalogue if not entry.translated()] == []
