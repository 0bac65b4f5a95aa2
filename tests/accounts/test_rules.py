from __future__ import annotations

import dataclasses
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.accounts.rules import (
    Claim,
    ContactKind,
    choose_competent,
    device_of,
    read_contact,
)

AREAS = ["", "35.08", "35.08.10", "35.08.10.2001", "35.08.11"]
WORDS = ["jalan", "jembatan", "sampah", "lampu jalan", "air"]

claims = st.lists(
    st.builds(
        Claim,
        competence_id=st.integers(1, 50),
        agency_id=st.integers(1, 9),
        agency_name=st.just("x"),
        matter_code=st.sampled_from(["1.03", "2.11"]),
        area_code=st.sampled_from(AREAS),
        keywords=st.lists(st.sampled_from(WORDS), unique=True, max_size=3).map(tuple),
        legal_basis=st.just("UU"),
        task=st.just("x"),
    ),
    unique_by=lambda claim: claim.competence_id,
    max_size=8,
)
texts = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)


@given(claims, texts, st.sampled_from(AREAS))
def test_only_a_claim_on_the_matter_at_the_place_is_chosen(held, text, area):
    choice = choose_competent(held, matter_code="1.03", area_code=area, text=text)
    fitting = [
        claim
        for claim in held
        if claim.matter_code == "1.03"
        and (not claim.area_code or f"{area}.".startswith(f"{claim.area_code}."))
    ]
    assert (choice is None) == (not fitting)
    assert choice is None or choice.competence_id in {claim.competence_id for claim in fitting}


@given(claims, texts, st.sampled_from(AREAS), st.randoms(use_true_random=False))
def test_the_choice_does_not_depend_on_the_order_of_rows(held, text, area, shuffler: random.Random):
    other = list(held)
    shuffler.shuffle(other)
    ask = {"matter_code": "1.03", "area_code": area, "text": text}
    assert choose_competent(held, **ask) == choose_competent(other, **ask)


@given(claims, texts, st.sampled_from(AREAS))
def test_a_further_fitting_word_never_hurts(held, text, area):
    ask = {"matter_code": "1.03", "area_code": area}
    choice = choose_competent(held, text=text, **ask)
    if choice is None:
        return
    better = [
        dataclasses.replace(claim, keywords=(*claim.keywords, "genangan"))
        if claim.competence_id == choice.competence_id
        else claim
        for claim in held
    ]
    again = choose_competent(better, text=f"{text} genangan", **ask)
    assert again.competence_id == choice.competence_id
    assert "genangan" in again.words


@pytest.mark.parametrize(
    "typed", ["081234567890", "+62 812-3456-7890", "62 812 3456 7890", "(0812) 3456.7890", "81234567890"]
)
def test_a_phone_is_read_however_it_is_written(typed):
    assert read_contact(typed).value == "+6281234567890"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "0334 881234",
        "08\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668",
        "+1 202 555 0100",
        "08",
        "a@b",
        "x y@contoh.id",
        "x@contoh.id\x00",
        "@" * 300,
    ],
)
def test_what_is_neither_phone_nor_address_is_not_read(typed):
    assert read_contact(typed) is None


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_without_a_fault(typed):
    contact = read_contact(typed)
    assert contact is None or read_contact(contact.value) == contact


def test_a_shown_contact_does_not_tell_the_whole():
    assert read_contact("081234567890").masked == "+62 ••• 890"
    assert read_contact("warga@contoh.id").masked == "w•••@contoh.id"
    assert read_contact("warga@contoh.id").kind is ContactKind.EMAIL


def test_a_device_is_named_as_people_say_it():
    phone = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36"
    assert device_of(phone) == "Chrome · Android"
    assert device_of("curl/8.0") == ""
