"""Personal data: unreadable in the database, found by keyed hash, masked on screens."""

from __future__ import annotations

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from pendopo.kernel.actor import ANONYMOUS
from pendopo.kernel.personal_data import decrypt, encrypt, keyed_hash, mask
from pendopo.reports import api as reports
from pendopo.reports.models import Report
from tests.support.cast import lamp_draft

texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@given(texts)
def test_what_was_sealed_opens_again(text):
    assert decrypt(encrypt(text)) == text


@given(texts)
def test_the_same_text_never_looks_the_same_twice(text):
    assert encrypt(text) != encrypt(text)


def test_nothing_stays_nothing():
    assert (encrypt(""), decrypt("")) == ("", "")


@pytest.mark.parametrize("spoil", [lambda s: s[:-8] + "AAAAAAA=", lambda s: "2" + s[1:], lambda s: s[:12]])
def test_a_changed_seal_does_not_open(spoil):
    with pytest.raises(ValueError, match=r"."):
        decrypt(spoil(encrypt("0812 3456 7890")))


def test_a_hash_for_one_purpose_says_nothing_about_another():
    assert keyed_hash("a", "phone") == keyed_hash("a", "phone")
    assert keyed_hash("a", "phone") != keyed_hash("a", "email")


@given(texts)
def test_a_masked_text_shows_at_most_its_last_four_characters(text):
    masked = mask(text)
    assert masked.lstrip("•") == text[-4:].lstrip("•")
    assert len(masked) >= 4


def test_contacts_of_a_reporter_cannot_be_read_in_the_database(db):
    receipt = reports.submit_report(ANONYMOUS, lamp_draft(name="Bu Sri", email="sri@contoh.id"))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT row_to_json(r)::text FROM reports_report r WHERE number = %s", [receipt.number]
        )
        stored = cursor.fetchone()[0]
    for secret in ("Bu Sri", "sri@contoh.id", "81234567890", receipt.secret):
        assert secret not in stored
    report = Report.objects.get(number=receipt.number)
    assert (report.reporter_name, report.contact_phone) == ("Bu Sri", "+6281234567890")
