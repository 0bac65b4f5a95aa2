from __future__ import annotations

import pytest

from pendopo.web.branding import Brand, contrast, faults, stylesheet


def test_contrast_follows_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert contrast("#1f3a7d", "#1f3a7d") == 1


def test_our_own_look_has_no_faults():
    assert faults(Brand()) == ()


@pytest.mark.parametrize(
    "brand",
    [
        Brand(brand="#f2c200"),
        Brand(brand="#1f3a7d", accent="#23407f"),
        Brand(brand="red"),
        Brand(emblem='/x") } body { display: none'),
        Brand(pattern="https://elsewhere.example/x.svg"),
    ],
)
def test_a_look_that_cannot_be_read_is_refused(brand):
    assert faults(brand)
    with pytest.raises(ValueError, match="brand refused"):
        stylesheet(brand)


@pytest.mark.parametrize("colour", ["#7a1d2b", "#0b5d3b", "#1a1a1a", "#5a2ca0", "#8a3c00"])
def test_dark_shades_of_any_accepted_colour_stay_readable(colour):
    sheet = stylesheet(Brand(brand=colour, accent="#ffd23f"))
    dark = sheet.split(':root[data-theme="dark"]')[1]
    tokens = dict(part.strip(" {}\n").removeprefix("--").split(": ") for part in dark.split(";")[:8])
    assert contrast(tokens["brand"], "#171d27") >= 4.5
    assert contrast(tokens["brand-fill"], "#ffffff") >= 4.5
    assert contrast(tokens["brand-strong"], tokens["brand-soft"]) >= 4.5


def test_the_address_of_the_sheet_changes_with_the_look():
    assert Brand().version != Brand(accent="#ffd23f").version
