"""Saying that it is done, so that it can be believed."""

from __future__ import annotations

import datetime as dt
import io
import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS, SYSTEM
from pendopo.kernel.errors import Conflict, Invalid, Refused
from pendopo.kernel.files.api import accept_image
from pendopo.kernel.maps.distance import METRES_PER_DEGREE
from pendopo.reports import api as reports
from pendopo.reports import rules
from tests.support import cast

ACROSS_THE_STREET = (cast.IN_TOWN[0], cast.IN_TOWN[1] + 30 / METRES_PER_DEGREE)
AT_THE_OFFICE = (cast.IN_TOWN[0], cast.IN_TOWN[1] + 400 / METRES_PER_DEGREE)


def _street(seed, size=(640, 480)):
    """A picture with something in it; another seed is another street."""
    dice = random.Random(seed)  # noqa: S311 - pixels, not secrets
    tiny = Image.new("L", (12, 9))
    tiny.putdata([dice.randrange(256) for _ in range(108)])
    target = io.BytesIO()
    tiny.resize(size, Image.Resampling.BICUBIC).save(target, "JPEG", quality=85)
    target.seek(0)
    return target


def _taken(seed, **size):
    return accept_image(ANONYMOUS, upload=_street(seed, **size), purpose=reports.PHOTO_PURPOSE).file.uid


def _claim(actor, number, *, proof=None, seed=1, **presence):
    proof = proof or cast.prove(actor, number, **presence)
    return reports.resolve_report(actor, number, text="Sudah", photo_uids=[_taken(seed)], proof=proof)


def _state(number):
    return reports.get_report(SYSTEM, number).row.state.value


@pytest.fixture
def verified(lamp, people):
    reports.verify_report(people.lamp_officer, lamp.number)
    return lamp.number


@pytest.fixture
def claimed(verified, people):
    _claim(people.lamp_officer, verified)
    return verified


def test_a_claim_from_the_place_shows_how_near_it_was_made(verified, people):
    _claim(people.lamp_officer, verified, at=ACROSS_THE_STREET)
    step = reports.get_report(SYSTEM, verified).steps[-1]
    assert (step.verb.value, step.metres) == ("resolve", 30)


@pytest.mark.parametrize(
    ("presence", "field"),
    [
        ({"at": AT_THE_OFFICE}, "position"),
        ({"accuracy": 900.0}, "position"),
        ({"accuracy": float("nan")}, "position"),
        ({"accuracy": -5.0}, "position"),
        ({"taken_at": cast.MONDAY_MORNING - dt.timedelta(hours=3)}, "photos"),
        ({"taken_at": cast.MONDAY_MORNING + dt.timedelta(hours=3)}, "photos"),
    ],
)
def test_a_claim_from_elsewhere_or_of_another_time_is_refused(verified, people, presence, field):
    with pytest.raises(rules.ProofDoubtful) as fault:
        _claim(people.lamp_officer, verified, **presence)
    assert set(fault.value.fields) == {field}
    assert _state(verified) == "verified"


def test_a_phone_whose_clock_is_wrong_is_set_right_by_ours(verified, people):
    slow = clock.now() - dt.timedelta(hours=7)
    _claim(people.lamp_officer, verified, taken_at=slow, sent_at=slow)
    assert _state(verified) == "resolved"


def test_without_a_ticket_nothing_is_claimed(verified, people):
    with pytest.raises(rules.TicketNotValid):
        reports.resolve_report(people.lamp_officer, verified, text="Sudah", photo_uids=[_taken(1)])


def test_a_ticket_is_used_once(verified, people):
    proof = cast.prove(people.lamp_officer, verified)
    _claim(people.lamp_officer, verified, proof=proof)
    reports.reopen_report(people.coordinator, verified, reason="Masih gelap")
    with pytest.raises(rules.TicketNotValid):
        _claim(people.lamp_officer, verified, proof=proof, seed=2)


def test_a_ticket_of_yesterday_is_too_old(verified, people):
    proof = cast.prove(people.lamp_officer, verified)
    with clock.freeze(cast.MONDAY_MORNING + dt.timedelta(hours=25)), pytest.raises(rules.TicketNotValid):
        _claim(people.lamp_officer, verified, proof=proof)


def test_a_ticket_serves_whom_it_was_given_to(verified, people):
    wawan, tono = (replace(people.lamp_officer, account_id=number) for number in (71, 72))
    with pytest.raises(rules.TicketNotValid):
        _claim(tono, verified, proof=cast.prove(wawan, verified))


def test_only_who_may_claim_gets_a_ticket(verified, people):
    with pytest.raises(Refused):
        reports.open_ticket(people.village_officer, verified)
    with pytest.raises(reports.ReportNotFound):
        reports.open_ticket(people.road_officer, verified)


def test_where_only_the_village_is_known_the_phone_stands_in_it(db, monday_morning, people):
    number = reports.submit_report(
        ANONYMOUS, cast.lamp_draft(lon=None, lat=None, area_code=cast.VILLAGE)
    ).number
    reports.verify_report(people.lamp_officer, number)
    with pytest.raises(rules.ProofDoubtful):
        _claim(people.lamp_officer, number, at=(113.05, -8.05))
    _claim(people.lamp_officer, number, at=cast.IN_TOWN)
    assert _state(number) == "resolved"


def test_the_photo_of_the_reporter_is_no_result(db, monday_morning, people):
    number = reports.submit_report(ANONYMOUS, cast.lamp_draft(photo_uids=(_taken(7),))).number
    reports.verify_report(people.lamp_officer, number)
    proof = cast.prove(people.lamp_officer, number)
    with pytest.raises(rules.ProofDoubtful) as fault:
        reports.resolve_report(
            people.lamp_officer, number, text="Sudah", photo_uids=[_taken(7, size=(320, 240))], proof=proof
        )
    assert fault.value.fields == {"photos": rules.SAME_AS_BEFORE}


def test_a_photo_of_another_report_is_no_result(claimed, people):
    other = reports.submit_report(ANONYMOUS, cast.lamp_draft()).number
    reports.verify_report(people.lamp_officer, other)
    with pytest.raises(rules.ProofDoubtful) as fault:
        _claim(people.lamp_officer, other, seed=1)
    assert fault.value.fields == {"photos": rules.USED_BEFORE}


def test_dark_photos_are_not_taken_for_one_another(verified, people):
    night = [accept_image(ANONYMOUS, upload=cast.jpeg("#05060a"), purpose="report").file.uid for _ in "ab"]
    reports.resolve_report(
        people.lamp_officer, verified, text="Sudah", photo_uids=night[:1],
        proof=cast.prove(people.lamp_officer, verified),
    )  # fmt: skip
    other = reports.submit_report(ANONYMOUS, cast.lamp_draft()).number
    reports.verify_report(people.lamp_officer, other)
    reports.resolve_report(
        people.lamp_officer, other, text="Sudah", photo_uids=night[1:],
        proof=cast.prove(people.lamp_officer, other),
    )  # fmt: skip
    assert _state(other) == "resolved"


def test_where_there_is_no_place_to_stand_at_a_photo_is_enough(db, monday_morning, people, photo):
    number = reports.submit_report(ANONYMOUS, cast.lamp_draft(category_code="adminduk")).number
    reports.verify_report(people.coordinator, number)
    reports.resolve_report(people.coordinator, number, text="KTP sudah jadi", photo_uids=[photo()])
    assert _state(number) == "resolved"


def test_a_claim_stays_a_claim_until_somebody_else_agrees(claimed):
    with clock.freeze(cast.MONDAY_MORNING + dt.timedelta(days=90)):
        assert _state(claimed) == "resolved"


def test_a_second_officer_who_looked_makes_it_confirmed(claimed, people):
    reports.check_report(people.village_officer, claimed, text="Sudah saya lihat, menyala")
    assert _state(claimed) == "confirmed"


def test_who_claimed_it_cannot_check_it(verified, people):
    wawan = replace(people.lamp_officer, account_id=71)
    _claim(wawan, verified)
    with pytest.raises(Conflict) as fault:
        reports.check_report(wawan, verified, text="Benar")
    assert fault.value.code == "reports.own_claim"


def test_an_officer_of_another_place_cannot_check_it(claimed, people):
    with pytest.raises(reports.ReportNotFound):
        reports.check_report(people.road_officer, claimed, text="Benar")


def test_a_check_says_what_was_seen(claimed, people):
    with pytest.raises(Invalid):
        reports.check_report(people.village_officer, claimed, text=" ")


@given(st.integers(0, 2**63 - 1), st.sets(st.integers(0, 62), max_size=12))
def test_pictures_are_alike_when_few_bits_differ(look, flipped):
    other = look
    for bit in flipped:
        other ^= 1 << bit
    assert rules.look_alike(look, other) == (len(flipped) <= 4)
    assert rules.look_alike(other, look) == rules.look_alike(look, other)
