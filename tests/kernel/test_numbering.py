from __future__ import annotations

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from hypothesis import given
from hypothesis import strategies as st

from pendopo.kernel.numbering.api import (
    Number,
    Recent,
    Snapshot,
    check_pattern,
    draw_number,
    forget_edition,
    format_number,
    month_period,
    new_edition,
    next_number,
    parse_number,
    write_number,
)


def test_a_number_is_prefix_period_and_six_digits():
    assert format_number("LPR", "2611", 417) == "LPR-2611-000417"
    assert month_period(dt.date(2026, 11, 3)) == "2611"


@given(
    prefix=st.from_regex(r"[A-Z][A-Z0-9]{0,5}", fullmatch=True),
    period=st.from_regex(r"[0-9]{2,6}", fullmatch=True),
    serial=st.integers(1, 10**12),
)
def test_every_written_number_is_read_back(prefix, period, serial):
    assert parse_number(format_number(prefix, period, serial)) == Number(prefix, period, serial)


@pytest.mark.parametrize("typed", ["lpr-2611-000417", " LPR 2611 000417 ", "LPR\u20132611\u2013000417"])
def test_a_number_is_read_as_people_type_it(typed):
    assert parse_number(typed) == Number("LPR", "2611", 417)


@pytest.mark.parametrize("typed", ["", "LPR-2611-417", "2611-000417", "LPR-2611-000000", "LPR--000417\x00"])
def test_what_is_not_a_number_is_none(typed):
    assert parse_number(typed) is None


@pytest.mark.parametrize(
    ("prefix", "period", "serial"),
    [("lpr", "2611", 1), ("", "2611", 1), ("LPR", "26-11", 1), ("LPR", "2611", 0)],
)
def test_a_number_with_wrong_parts_is_not_written(prefix, period, serial):
    with pytest.raises(ValueError, match="not the parts of a number"):
        format_number(prefix, period, serial)


@pytest.mark.django_db
def test_numbers_count_up_within_their_series_and_period():
    assert [next_number(series="report", period="2611") for _ in range(3)] == [1, 2, 3]
    assert next_number(series="report", period="2612") == 1
    assert next_number(series="letter", period="2611") == 1


def test_a_number_outside_a_transaction_is_refused(committed_city):
    with pytest.raises(TransactionManagementError):
        next_number(series="report", period="2611")


def test_a_rolled_back_transaction_leaves_no_gap(committed_city):
    def take_and_fail() -> None:
        with transaction.atomic():
            next_number(series="report", period="2611")
            raise InterruptedError

    with pytest.raises(InterruptedError):
        take_and_fail()
    with transaction.atomic():
        assert next_number(series="report", period="2611") == 1


def test_eight_clients_at_once_get_no_number_twice_and_leave_no_gap(committed_city):
    start = threading.Barrier(8)

    def client(index: int) -> list[int]:
        start.wait()
        taken = []
        for turn in range(25):
            # Every fifth transaction fails after it has taken its number.
            is_failing = (turn + index) % 5 == 0
            with transaction.atomic():
                number = next_number(series="report", period="2611")
                transaction.set_rollback(is_failing)
            taken += [] if is_failing else [number]
        connection.close()
        return taken

    with ThreadPoolExecutor(8) as pool:
        taken = [number for numbers in pool.map(client, range(8)) for number in numbers]
    assert sorted(taken) == list(range(1, 8 * 20 + 1))


@pytest.mark.django_db
def test_a_snapshot_is_loaded_once_per_edition(django_assert_num_queries):
    loads = []
    snapshot = Snapshot("test_subject", lambda: loads.append(1) or len(loads))
    assert snapshot.get() == 1
    with django_assert_num_queries(0):
        assert snapshot.get() == 1
    new_edition(subject="test_subject")
    assert snapshot.get() == 2
    assert snapshot.get() == 2


@pytest.mark.django_db
def test_a_new_edition_of_one_subject_leaves_others_in_memory():
    loads = []
    snapshot = Snapshot("one", lambda: loads.append(1) or len(loads))
    snapshot.get()
    new_edition(subject="another")
    assert snapshot.get() == 1


def test_a_recent_value_is_kept_by_key_until_its_subject_is_forgotten():
    loads = []
    recent = Recent("costly")
    asked = [recent.get(key, lambda: loads.append(1) or len(loads)) for key in ("a", "a", "b", "a")]
    assert asked == [1, 1, 2, 1]
    forget_edition("costly")
    assert recent.get("a", lambda: 7) == 7


def test_recent_values_are_few():
    recent = Recent("costly", most=3)
    for key in range(10):
        recent.get(key, lambda key=key: key)
    assert recent.get(9, lambda: 0) == 9
    assert recent.get(0, lambda: 5) == 5


def test_a_drawn_number_is_given_away_at_once_and_to_nobody_else(committed_city):
    def draw(_time: int) -> int:
        try:
            return draw_number(series="report", period="2611")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        assert sorted(threads.map(draw, range(24))) == list(range(1, 25))


def test_who_draws_and_fails_leaves_a_gap_and_delays_nobody(committed_city):
    first = draw_number(series="report", period="2611")
    with transaction.atomic():
        transaction.set_rollback(True)
    assert draw_number(series="report", period="2611") == first + 1


def test_drawing_leaves_the_next_commit_as_safe_as_it_was(committed_city):
    draw_number(series="report", period="2611")
    with connection.cursor() as cursor:
        cursor.execute("SHOW synchronous_commit")
        after = cursor.fetchone()[0]
        cursor.execute("SELECT reset_val FROM pg_settings WHERE name = 'synchronous_commit'")
        assert after == cursor.fetchone()[0]
    with transaction.atomic():
        draw_number(series="report", period="2611")
        with connection.cursor() as cursor:
            cursor.execute("SHOW synchronous_commit")
            assert cursor.fetchone()[0] == after


@pytest.mark.parametrize(
    ("pattern", "written"),
    [
        ("DSP/{agency}/{year}/{serial:4}", "DSP/DISHUB/2026/0007"),
        ("{serial}/{roman_month}/{year}", "7/XI/2026"),
        ("{month}-{serial:2}", "11-07"),
    ],
)
def test_the_number_of_a_letter_is_written_by_a_pattern(pattern, written):
    assert write_number(pattern, agency="Dishub", on=dt.date(2026, 11, 3), serial=7) == written


@pytest.mark.parametrize(
    "pattern", ["", "{agency}", "{serial}{serial}", "{serial} {tahun}", "{serial:0}", "{serial"]
)
def test_a_pattern_that_cannot_be_written_is_refused(pattern):
    with pytest.raises(ValueError, match="not a pattern of numbers"):
        check_pattern(pattern)
