from __future__ import annotations

from pendopo.web.plots import bars, spark


def test_one_value_makes_no_line():
    assert spark((3,), label="x") is None


def test_the_highest_value_touches_the_top_and_zero_the_bottom():
    plot = spark((0, 10, 5), label="tertinggi 10")
    assert plot is not None
    assert plot.line == "M0.0 45.0L100.0 3.0L200.0 24.0"


def test_a_line_of_zeros_stays_on_the_ground():
    plot = spark((0, 0), label="nol")
    assert plot is not None
    assert plot.line == "M0.0 45.0L200.0 45.0"


def test_the_longest_bar_fills_the_width():
    longest, half, none = bars((("a", 10, "10"), ("b", 5, "5", "late"), ("c", 0, "0")))
    assert (longest.share, half.share, none.share) == ("100.0", "50.0", "0.0")
    assert half.tone == "late"


def test_no_rows_make_no_bars():
    assert bars(()) == ()
