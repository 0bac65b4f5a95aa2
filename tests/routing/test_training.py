from __future__ import annotations

import datetime as dt
import os
import time

import pytest

from pendopo.kernel import clock
from pendopo.kernel.actor import SYSTEM
from pendopo.kernel.errors import Refused
from pendopo.routing.actions.training import is_no_worse
from pendopo.routing.adapters import apart
from pendopo.routing.api import forget_decisions, suggest, teach, train_model
from pendopo.routing.models import Decision, Model, State
from pendopo.routing.queries import list_models
from pendopo.routing.rules import Judged, LearningInterrupted, judge
from tests.routing.conftest import MORNING, officer

RIGHT = Judged("a", ("a", "b", "c"), 0.9)
WRONG = Judged("a", ("b", "a", "c"), 0.9)


def test_a_model_that_lost_neither_figure_is_no_worse():
    better, worse = judge([RIGHT, RIGHT, WRONG]), judge([RIGHT, WRONG, WRONG])
    assert is_no_worse(better, worse)
    assert is_no_worse(worse, worse)
    assert not is_no_worse(worse, better)


def test_nothing_decided_since_means_nothing_to_learn(keep):
    keep(1, State.ACTIVE)
    assert train_model(SYSTEM) is None
    assert Model.objects.count() == 1


@pytest.mark.django_db
def test_only_an_administrator_lets_it_learn():
    with pytest.raises(Refused):
        train_model(officer("coordinator"))


@pytest.mark.django_db
def test_a_decision_is_forgotten_after_two_years():
    with clock.freeze(MORNING - dt.timedelta(days=731)):
        teach(SYSTEM, subject="report:old", title="", text="x", topic="sosial", source="x")
    with clock.freeze(MORNING - dt.timedelta(days=700)):
        teach(SYSTEM, subject="report:new", title="", text="x", topic="sosial", source="x")
    with clock.freeze(MORNING):
        assert forget_decisions(SYSTEM) == 1
    assert Decision.objects.get().subject == "report:new"


def test_a_stopping_installation_does_not_wait_for_learning():
    started = time.monotonic()
    with pytest.raises(LearningInterrupted):
        apart(lambda: True, time.sleep, 60)
    assert time.monotonic() - started < 20


def test_an_error_in_the_other_process_is_raised_here():
    with pytest.raises(ZeroDivisionError):
        apart(lambda: False, divmod, 1, 0)


def test_a_process_that_dies_interrupts_the_learning():
    with pytest.raises(LearningInterrupted):
        apart(lambda: False, os._exit, 3)


@pytest.mark.slow
@pytest.mark.django_db
def test_the_first_model_answers_at_once_and_later_ones_learn_from_people():
    assert train_model(SYSTEM) == 1
    assert suggest("", "jalan rusak").version == 1
    for number in range(12):
        teach(
            SYSTEM,
            subject=f"report:{number}",
            title="Pawon kobong",
            text=f"pawon kobong ing dusun {number}",
            topic="ketertiban",
            source="reports.verify",
        )
    assert train_model(SYSTEM) == 2
    newest = list_models(SYSTEM)[0]
    assert (newest.example_count, newest.decision_count) == (847, 12)
    assert newest.rival is not None
    assert newest.rival.n == newest.figures.n
    assert newest.state is (State.ACTIVE if is_no_worse(newest.figures, newest.rival) else State.DRAFT)
