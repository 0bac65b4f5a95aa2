"""Number and six digits are enough to follow a report, and too few to be guessed."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS
from pendopo.reports import api as reports
from pendopo.reports.models import Report
from pendopo.reports.rules import PIN_TRIES, PIN_TRIES_OF_NETWORK, pin_from, read_pin
from tests.support.cast import lamp_draft
from tests.support.office import open_office

WRONG = "Laporan itu tidak ditemukan."
_SHOWN = re.compile(r'<dd class="receipt__code">(\d{6})</dd>')


def _pin_of(receipt):
    sheet = Client().get(f"/lacak/{receipt.number}/{receipt.secret}/tanda-terima/").content.decode()
    return _SHOWN.search(sheet)[1]


def _other(pin):
    return f"{(int(pin) + 1) % 10**6:06}"


def _asked(number, pin, browser=None, **options):
    return (browser or Client()).post("/lacak/", {"number": number, "key": pin}, **options)


@given(st.text("0123456789abcdef", min_size=16, max_size=64))
def test_a_pin_has_six_digits_whatever_it_is_made_of(digest):
    assert re.fullmatch(r"\d{6}", pin_from(digest))


@given(st.integers(0, 999_999), st.sampled_from(["", " ", "-", "."]))
def test_a_pin_is_read_as_people_write_it(value, between):
    pin = f"{value:06}"
    assert read_pin(f" {pin[:3]}{between}{pin[3:]} ") == pin


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "١٢٣٤٥٦", "abcdef", "0f3-KqUw9sYyT6qkz1w2Lg"])
def test_what_is_no_pin_is_none(typed):
    assert read_pin(typed) == ""


def test_number_and_pin_lead_to_the_report_however_they_are_typed(lamp):
    pin = _pin_of(lamp)
    answer = _asked(lamp.number.lower(), f"{pin[:3]} {pin[3:]}")
    assert answer.status_code == 302
    assert answer["Location"] == f"/lacak/{lamp.number}/{lamp.secret}/"


def test_a_wrong_pin_an_unknown_number_and_the_pin_of_another_are_answered_alike(lamp):
    other = reports.submit_report(ANONYMOUS, lamp_draft())
    pin = _pin_of(lamp)
    for number, tried in ((lamp.number, _other(pin)), ("LPR-2001-000001", pin), (other.number, pin)):
        answer = _asked(number, tried)
        assert answer.status_code == 404
        assert WRONG in answer.content.decode()


def test_a_pin_that_was_sent_twice_is_the_same_and_stands_nowhere_in_the_database(lamp):
    again = reports.submit_report(ANONYMOUS, lamp_draft(key=Report.objects.get().submission_key))
    assert again.is_repeated
    pin = _pin_of(lamp)
    assert _pin_of(again) == pin
    kept = Report.objects.filter(number=lamp.number).values().get()
    assert pin not in [str(value) for value in kept.values()]


def test_guessing_ends_after_ten_tries_from_wherever_and_the_link_still_opens(lamp):
    pin = _pin_of(lamp)
    for turn in range(PIN_TRIES.most):
        assert _asked(lamp.number, _other(pin), REMOTE_ADDR=f"198.51.100.{turn}").status_code == 404
    refused = _asked(lamp.number, pin, REMOTE_ADDR="203.0.113.9")
    assert refused.status_code == 429
    assert "Terlalu banyak percobaan PIN." in refused.content.decode()
    assert Client().get(f"/lacak/{lamp.number}/{lamp.secret}/").status_code == 200
    with clock.freeze(clock.now() + PIN_TRIES.within):
        assert _asked(lamp.number, pin).status_code == 302


def test_one_network_cannot_try_a_pin_on_all_numbers(lamp):
    pin = _pin_of(lamp)
    for serial in range(PIN_TRIES_OF_NETWORK.most):
        _asked(f"LPR-2001-{serial:06}", pin)
    assert _asked(lamp.number, pin).status_code == 429


def test_who_types_the_right_pin_is_never_locked_out(lamp):
    pin, browser = _pin_of(lamp), Client()
    for _turn in range(PIN_TRIES.most + 2):
        assert _asked(lamp.number, pin, browser).status_code == 302


def test_nobody_but_the_reporter_is_shown_the_pin(db):
    office = open_office()
    pin = _pin_of(office.receipt)
    assert reports.get_report(office.actor("holder"), office.receipt.number).pin == ""
    assert pin not in office.knock("holder", "/meja/laporan/{number}/").content.decode()
    assert pin in office.knock("anonymous", "/lacak/{number}/{key}/").content.decode()
