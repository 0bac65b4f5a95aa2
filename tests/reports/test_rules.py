from __future__ import annotations

import datetime as dt
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.kernel.errors import Invalid
from pendopo.reports import rules
from pendopo.reports.rules import Draft, State, Verb


def _draft(**values):
    return Draft(**{"key": uuid.UUID(int=1), "category_code": "sampah", "text": "Sampah menumpuk", **values})


def test_every_state_has_a_row_a_label_and_a_shape():
    assert set(rules.TRANSITIONS) == set(State) == set(rules.STATE_LABELS) == set(rules.STATE_KINDS)


def test_every_verb_has_a_sentence():
    assert set(rules.STEP_SENTENCES) == set(Verb)


def test_every_state_can_be_reached_from_the_first():
    reached, edge = {State.RECEIVED}, {State.RECEIVED}
    while edge:
        edge = {after for state in edge for after in rules.TRANSITIONS[state].values()} - reached
        reached |= edge
    assert reached == set(State)


@pytest.mark.parametrize("state", [State.CONFIRMED, State.REJECTED, State.RESOLVED])
def test_a_finished_report_can_be_reopened(state):
    assert rules.next_state(state, Verb.REOPEN) is State.VERIFIED


@pytest.mark.parametrize("state", [State.CONFIRMED, State.REJECTED, State.RESOLVED])
@pytest.mark.parametrize("verb", [Verb.ASSIGN, Verb.START, Verb.HAND_OVER, Verb.VERIFY])
def test_a_finished_report_cannot_be_worked_on(state, verb):
    with pytest.raises(rules.StepNotPossible):
        rules.next_state(state, verb)


@given(st.sampled_from(State), st.sampled_from(Verb))
def test_what_the_table_does_not_hold_cannot_happen(state, verb):
    if verb in rules.possible_verbs(state):
        assert rules.next_state(state, verb) in State
    else:
        with pytest.raises(rules.StepNotPossible):
            rules.next_state(state, verb)


@given(st.text(min_size=1))
def test_a_title_is_never_longer_than_its_limit(text):
    assert len(rules.title_from(text)) <= rules.TITLE_LIMIT


def test_the_title_is_the_first_sentence():
    assert rules.title_from("Lampu padam. Sudah tiga hari.") == "Lampu padam"


def test_ten_thousand_letters_are_refused_and_the_person_is_told_the_limit():
    with pytest.raises(Invalid) as fault:
        rules.clean_draft(_draft(text="a" * 10_000))
    assert fault.value.fields == {"text": rules.TEXT_TOO_LONG}


def test_a_nul_is_refused_with_words():
    with pytest.raises(Invalid) as fault:
        rules.clean_draft(_draft(text="lampu\x00mati"))
    assert fault.value.fields["text"] == rules.UNSTORABLE


def test_emoji_and_line_breaks_are_welcome():
    assert rules.clean_draft(_draft(text="Banjir 🌊\nlagi")).text == "Banjir 🌊\nlagi"


def test_all_faults_are_told_at_once():
    with pytest.raises(Invalid) as fault:
        rules.clean_draft(_draft(text="", phone="abc", email="x"))
    assert set(fault.value.fields) == {"text", "phone", "email"}


@pytest.mark.parametrize("raw", ["0812-3456-7890", "0812 3456 7890", "+62 812 3456 7890", "62812.3456.7890"])
def test_a_phone_number_is_read_however_it_is_written(raw):
    assert rules.normal_phone(raw) == "+6281234567890"


def _faults_of(draft):
    try:
        rules.clean_draft(draft)
    except Invalid as fault:
        return set(fault.fields)
    return set()


@given(st.text(max_size=30))
def test_any_phone_text_is_read_or_refused_but_never_a_fault(raw):
    assert _faults_of(_draft(phone=raw)) <= {"phone"}


def test_a_report_is_late_only_after_its_limit():
    start, due = dt.datetime(2026, 1, 1, tzinfo=dt.UTC), dt.datetime(2026, 1, 11, tzinfo=dt.UTC)
    at = [rules.urgency_of(start, due, start + dt.timedelta(days=days)).value for days in (1, 9, 10, 11)]
    assert at == ["calm", "soon", "soon", "late"]


def test_the_category_with_more_spoken_words_comes_first():
    options = [
        rules.CategoryWords("jalan", "Jalan", ("jalan",)),
        rules.CategoryWords("lampu", "Lampu", ("lampu jalan", "lampu")),
    ]
    assert [hit.code for hit in rules.suggest_categories("Lampu jalan mati", options, {})] == [
        "lampu",
        "jalan",
    ]


def test_no_word_no_suggestion():
    assert rules.suggest_categories("halo", [rules.CategoryWords("a", "A", ("jalan",))], {}) == []
