"""Whole rounds of learning: every case judged by a machine that never saw it. Knows no database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pendopo.routing.adapters.linear import LinearLearner
from pendopo.routing.rules import (
    Figures,
    Floats,
    Judged,
    Keywords,
    Machine,
    Words,
    folds_of,
    groups_of,
    guess,
    judge,
    pack,
)

FOLDS = 4
"""Rounds of judging: each learns from three quarters of the cases."""
_SEED = 20261123


@dataclass(frozen=True, slots=True)
class Lesson:
    """Cases with their topics; the first ``old`` of them a rival knew as well."""

    cases: tuple[Words, ...]
    topics: tuple[str, ...]
    old: int | None = None


@dataclass(frozen=True, slots=True)
class Learned:
    """Weights as an archive, their figures on held-out cases, and those of the rival."""

    archive: bytes
    figures: Figures
    rival: Figures | None


def learn(lesson: Lesson, keywords: Keywords) -> Learned:
    """Learn from all cases; figures come from ``FOLDS`` rounds in which no judged case was learned from.

    The rival learns in the same rounds from the old cases only: both are judged on the same unseen ones.
    """
    everything = range(len(lesson.cases))
    weights = LinearLearner().learn(lesson.cases, lesson.topics, keywords)
    rival = None if lesson.old is None else _figures(lesson, keywords, range(lesson.old))
    return Learned(pack(weights), _figures(lesson, keywords, everything), rival)


def _figures(lesson: Lesson, keywords: Keywords, known: Sequence[int]) -> Figures:
    fold = folds_of(lesson.topics, groups_of(lesson.cases), count=FOLDS, seed=_SEED)
    judged: list[Judged] = []
    for at in range(FOLDS):
        rows = [row for row in known if fold[row] != at]
        cases = [lesson.cases[row] for row in rows]
        machine = Machine(LinearLearner().learn(cases, [lesson.topics[row] for row in rows], keywords))
        judged += [
            judge_case(case, topic, keywords, machine)
            for case, topic, own in zip(lesson.cases, lesson.topics, fold, strict=True)
            if own == at
        ]
    return judge(judged)


def judge_case(
    case: Words, topic: str, keywords: Keywords, machine: Machine | None, meaning: Floats | None = None
) -> Judged:
    """What is guessed for a case whose topic is known."""
    guesses = guess(case, keywords, machine, meaning)
    return Judged(topic, tuple(each.topic for each in guesses), guesses[0].confidence)
