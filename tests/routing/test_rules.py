from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.routing.queries import topic_keywords, words_of_case
from pendopo.routing.rules import (
    Judged,
    Keywords,
    Topic,
    WeightsBroken,
    Words,
    folds_of,
    groups_of,
    guess,
    judge,
    numbers_of,
    read_abbreviations,
    table_of,
    unpack,
    words_of,
)


def _topic(code, keywords, *weak):
    return Topic(
        code, code, "9.90", is_outside=False, competent_instead="", keywords=keywords, weak_keywords=weak
    )


LAMP = _topic("lamp", ("lampu jalan", "lampu"), "mati")
POWER = _topic("power", ("listrik",), "mati")
KEYWORDS = Keywords([LAMP, POWER, _topic("other", ("lain",))])
ABBREVIATIONS = {"jln": "jalan", "brp": "berapa"}

topics = st.sampled_from(["a", "b", "c", "d"])
judged = st.builds(
    Judged,
    topic=topics,
    guesses=st.permutations(["a", "b", "c", "d"]).map(lambda order: tuple(order[:3])),
    confidence=st.floats(0, 1),
)


def test_abbreviations_are_written_out_and_masks_leave_nothing():
    assert words_of("Lampu jln [NAMA] mati, E-KTP brp?", ABBREVIATIONS) == (
        "lampu", "jalan", "mati", "ektp", "berapa",
    )  # fmt: skip


def test_an_ambiguous_abbreviation_or_a_key_word_stays_as_typed():
    rows = [
        {"bentuk": "kali", "baku": "sungai", "rancu": "sungai / kali"},
        {"bentuk": "pln", "baku": "perusahaan listrik negara", "rancu": ""},
        {"bentuk": "jln", "baku": "Jalan", "rancu": ""},
    ]
    assert read_abbreviations(rows, keep={"pln"}) == {"jln": "jalan"}


@given(st.text(max_size=200))
def test_reading_words_again_changes_nothing(text):
    once = words_of(text, ABBREVIATIONS)
    assert words_of(" ".join(once), ABBREVIATIONS) == once


@given(st.text(max_size=200))
def test_any_text_gets_guesses_and_confidences_that_are_shares(text):
    guesses = guess(words_of_case("", text), topic_keywords(), None)
    assert len(guesses) == 3
    assert all(0 <= each.confidence <= 1 for each in guesses)
    assert sorted((each.confidence for each in guesses), reverse=True) == [
        each.confidence for each in guesses
    ]


def test_a_key_word_is_the_reason_and_the_longer_one_is_named():
    first = guess(Words(("lampu", "jalan", "mati"), ()), KEYWORDS, None)[0]
    assert (first.topic, first.words) == ("lamp", ("lampu jalan", "mati"))


def test_a_key_word_of_two_topics_says_less_for_each():
    found = {
        (each.topic, each.keyword): each.weight for each in KEYWORDS.found_in(("lampu", "jalan", "mati"))
    }
    assert found == {(0, "lampu"): 1.0, (0, "lampu jalan"): 1.5, (0, "mati"): 0.25, (1, "mati"): 0.25}


def test_a_text_without_any_key_word_is_not_believed():
    assert guess(Words(("halo",), ()), topic_keywords(), None)[0].confidence < 0.2


def test_every_topic_has_a_name_a_matter_and_key_words_in_their_plain_form():
    for topic in topic_keywords().topics:
        assert topic.name
        assert topic.matter_code
        assert len(topic.keywords) >= 10
        for keyword in (*topic.keywords, *topic.weak_keywords):
            assert " ".join(words_of(keyword, {})) == keyword


def test_weights_of_other_topics_or_of_another_kind_are_refused():
    with pytest.raises(WeightsBroken):
        unpack(b"not an archive", ["lamp"])


@given(st.lists(judged, min_size=1, max_size=60))
def test_figures_are_shares_and_three_guesses_are_right_at_least_as_often_as_one(cases):
    figures = judge(cases)
    assert 0 <= figures.accuracy <= figures.top3 <= 1
    assert 0 <= figures.macro_f1 <= 1
    assert 0 <= figures.ece <= 1
    assert sum(each.n for each in figures.classes) == sum(each.n for each in figures.bins) == figures.n


@given(st.lists(judged, min_size=1, max_size=60), st.randoms(use_true_random=False))
def test_the_order_of_cases_does_not_matter(cases, dice):
    shuffled = list(cases)
    dice.shuffle(shuffled)
    one, other = judge(cases), judge(shuffled)
    assert (one.accuracy, one.macro_f1, one.top3, one.classes) == (
        other.accuracy, other.macro_f1, other.top3, other.classes,
    )  # fmt: skip
    assert one.ece == pytest.approx(other.ece)


def test_figures_worked_out_by_hand():
    cases = [
        Judged("a", ("a", "b", "c"), 0.9),
        Judged("a", ("b", "a", "c"), 0.9),
        Judged("b", ("b", "a", "c"), 0.9),
        Judged("d", ("a", "b", "c"), 0.1),
    ]
    figures = judge(cases)
    assert (figures.accuracy, figures.top3) == (0.5, 0.75)
    assert figures.macro_f1 == pytest.approx((0.5 + 2 / 3 + 0) / 3)
    assert figures.ece == pytest.approx((3 * (0.9 - 2 / 3) + 0.1) / 4)
    assert set(figures.confusions) == {("a", "b", 1), ("d", "a", 1)}


def test_numbers_for_programs_carry_the_four_figures_and_the_count():
    told = json.loads(numbers_of(judge([Judged("a", ("a", "b", "c"), 1.0)])))
    assert told == {"accuracy": 1.0, "macro_f1": 1.0, "top3": 1.0, "ece": 0.0, "n": 1}


def test_the_printed_table_says_which_bars_are_missed():
    text = table_of(judge([Judged("a", ("b", "a", "c"), 0.9)]), "Model versi 3", {"a": "Air"})
    assert "Model versi 3, 1 teks" in text
    assert "belum" in text
    assert "Air -> b" in text


def test_nearly_repeated_cases_stay_in_one_fold():
    words = tuple(f"kata{at}" for at in range(12))
    cases = [Words((), words), Words((), (*words[:11], "lain")), Words((), tuple(reversed(words)))]
    first, second, third = groups_of(cases)
    assert first == second != third


@given(st.lists(st.tuples(topics, st.integers(0, 9)), min_size=4, max_size=80), st.integers(0, 99))
def test_folds_keep_groups_whole_and_are_the_same_for_the_same_seed(rows, seed):
    names, groups = [row[0] for row in rows], [row[1] for row in rows]
    fold = folds_of(names, groups, count=4, seed=seed)
    assert fold == folds_of(names, groups, count=4, seed=seed)
    assert all(len({own for own, group in zip(fold, groups, strict=True) if group == g}) == 1 for g in groups)
    assert np.all((np.array(fold) >= 0) & (np.array(fold) < 4))
