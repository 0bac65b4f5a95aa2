from __future__ import annotations

import datetime as dt
import os
import threading
import time

import pytest
from django.db import connection, transaction

from pendopo.kernel import clock
from pendopo.kernel.actor import SYSTEM
from pendopo.kernel.errors import Refused
from pendopo.routing.actions.training import is_no_worse
from pendopo.routing.adapters import apart
from pendopo.routing.api import activate_model, forget_decisions, suggest, teach, train_model
from pendopo.routing.models import Decision, Model, State
from pendopo.routing.queries import figures_to_json, list_decided_examples, list_models
from pendopo.routing.rules import Judged, LearningInterrupted, judge, pack
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


def _decide(topic="sosial", *, number=1, at=MORNING + dt.timedelta(hours=1)):
    with clock.freeze(at):
        teach(SYSTEM, subject=f"report:{number}", title="", text="x", topic=topic, source="x")


def _would_learn() -> bool:
    try:
        return train_model(SYSTEM, is_stopping=lambda: True) is not None
    except LearningInterrupted:
        return True


def test_a_decision_that_no_model_knows_is_learned_from(keep):
    keep(1, State.ACTIVE)
    _decide()
    assert _would_learn()


def test_what_a_draft_learned_already_is_not_learned_again_every_night(keep):
    keep(1, State.ACTIVE)
    _decide()
    draft = keep(2, State.DRAFT)
    Model.objects.filter(pk=draft.pk).update(learned_until=MORNING + dt.timedelta(hours=2))
    assert not _would_learn()
    _decide(number=2, at=MORNING + dt.timedelta(hours=3))
    assert _would_learn()


def test_when_the_active_model_fits_the_topics_no_more_a_new_one_is_learned_at_once(keep):
    keep(1, State.ACTIVE)
    Model.objects.update(weights=b"of other topics")
    assert _would_learn()


def test_a_decision_for_a_topic_that_is_no_more_is_left_out(keep):
    _decide("sosial", number=1)
    _decide("desa", number=2)
    Decision.objects.filter(topic="desa").update(topic="sihir")
    assert [example.topic for example, _ in list_decided_examples()] == ["sosial"]


def test_two_who_switch_at_the_same_moment_leave_one_active_model(committed_city, course):
    common = {
        "example_count": 0, "decision_count": 0, "learned_until": MORNING, "weights": pack(course.weights),
        "figures": figures_to_json(course.figures),
    }  # fmt: skip
    for version, state in ((1, State.ACTIVE), (2, State.RETIRED), (3, State.RETIRED)):
        Model.objects.create(version=version, state=state, **common)
    outcome = []

    def other() -> None:
        try:
            outcome.append(activate_model(SYSTEM, version=3))
        except Exception as fault:  # noqa: BLE001 - shown by the assertion
            outcome.append(fault)
        connection.close()

    thread = threading.Thread(target=other)
    with transaction.atomic():
        activate_model(SYSTEM, version=2)
        thread.start()
        thread.join(1)
        assert thread.is_alive(), "the second waits for the first"
    thread.join()
    assert outcome == [None]
    assert Model.objects.get(state=State.ACTIVE).version == 3


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
    started, asked = time.monotonic(), iter([False, False, True])
    with pytest.raises(LearningInterrupted):
        apart(lambda: next(asked), time.sleep, 60)
    assert time.monotonic() - started < 20


def test_an_installation_that_stops_already_does_not_begin_to_learn():
    with pytest.raises(LearningInterrupted):
        apart(lambda: True, os.abort)


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
