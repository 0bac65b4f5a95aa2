"""One machine for all tests: learned from a third of the shipped examples, which is soon done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from pendopo.kernel.actor import Actor, ActorKind, Grant
from pendopo.kernel.numbering.api import new_edition
from pendopo.routing.adapters import LinearLearner, judge_case
from pendopo.routing.models import Model, State
from pendopo.routing.queries import (
    EDITION,
    Example,
    figures_to_json,
    shipped_examples,
    topic_keywords,
    words_of_case,
)
from pendopo.routing.rules import Figures, Machine, Weights, judge, pack

MORNING = dt.datetime(2026, 11, 23, 2, 0, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Course:
    """What was learned, and how it did on the cases that were held out."""

    weights: Weights
    figures: Figures


def take(known: Sequence[Example], unseen: Sequence[Example]) -> Course:
    """Learn from the known and judge on the unseen."""
    cases = [words_of_case(each.title, each.body) for each in known]
    weights = LinearLearner().learn(cases, [each.topic for each in known], topic_keywords())
    machine = Machine(weights)
    judged = [
        judge_case(words_of_case(each.title, each.body), each.topic, topic_keywords(), machine)
        for each in unseen
    ]
    return Course(weights, judge(judged))


@pytest.fixture(scope="session")
def course() -> Course:
    examples = shipped_examples()
    return take(examples[::3], examples[1::9])


@pytest.fixture
def keep(db, course):
    """Keeps the machine of the course as a model of some version and state."""

    def keep(version: int, state: State) -> Model:
        new_edition(subject=EDITION)
        return Model.objects.create(
            version=version,
            state=state,
            trained_at=MORNING,
            example_count=283,
            decision_count=0,
            learned_until=MORNING,
            figures=figures_to_json(course.figures),
            rival_figures=None,
            weights=pack(course.weights),
        )

    return keep


def officer(role: str) -> Actor:
    return Actor(kind=ActorKind.STAFF, name=role, grants=frozenset({Grant(role, 1, "", 1)}), is_strong=True)
