"""Which category a text is about: key words first, then experience, then a person, from whom it learns."""

from __future__ import annotations

import pytest

from pendopo.kernel.actor import ANONYMOUS
from pendopo.kernel.outbox.relay import deliver_due
from pendopo.reports import api as reports
from pendopo.reports import rules
from pendopo.reports.rules import Visibility
from pendopo.routing.models import Decision
from tests.support import cast

ROADS = (
    rules.CategoryWords("jalan", "Jalan rusak", ("jalan rusak",), ("pekerjaan_umum",)),
    rules.CategoryWords("saluran", "Saluran air", ("selokan",), ("pekerjaan_umum",)),
    rules.CategoryWords("sampah", "Sampah", ("sampah",), ("lingkungan_hidup",)),
)


def _codes(text, learned):
    return [hit.code for hit in rules.suggest_categories(text, ROADS, learned)]


def test_a_spoken_key_word_comes_before_what_experience_says():
    assert _codes("selokan penuh", {"lingkungan_hidup": 0.9}) == ["saluran", "sampah"]


def test_where_nobody_says_a_key_word_experience_speaks():
    assert _codes("aspalnya mengelupas parah", {"pekerjaan_umum": 0.8}) == ["jalan"]


def test_of_one_field_only_the_first_category_is_guessed():
    assert _codes("banyak lubang", {"pekerjaan_umum": 0.8, "lingkungan_hidup": 0.2}) == ["jalan", "sampah"]


def test_what_is_unlikely_is_not_suggested():
    assert _codes("halo semua", {"pekerjaan_umum": 0.05}) == []


def test_a_text_without_key_words_of_categories_still_finds_its_field(db):
    found = reports.suggest_for("Anak saya belum punya identitas kependudukan, perekaman ditolak petugas")
    assert "adminduk" in [each.code for each in found]


@pytest.mark.parametrize("text", ["", "lamp", "   "])
def test_of_a_few_letters_nothing_is_guessed(db, text):
    assert reports.suggest_for(text) == []
    assert reports.body_instead(text) == ""


def test_what_is_surely_another_body_s_names_it(db):
    assert "Imigrasi" in reports.body_instead("Antrian paspor online di kantor imigrasi selalu penuh")
    assert reports.body_instead("Lampu jalan padam di depan pasar") == ""


def test_what_an_officer_verified_is_learned_from_once(lamp, people):
    reports.verify_report(people.lamp_officer, lamp.number)
    deliver_due()
    decision = Decision.objects.get()
    assert (decision.topic, decision.subject) == ("perhubungan", f"report:{lamp.uid}")


def test_a_secret_report_teaches_nothing(db, monday_morning, people):
    secret = reports.submit_report(ANONYMOUS, cast.lamp_draft(visibility=Visibility.SECRET))
    reports.verify_report(people.lamp_officer, secret.number)
    deliver_due()
    assert not Decision.objects.exists()
