"""Learning: from the shipped examples and what people decided."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.db.models import Max

from pendopo.events.routing import ModelTrained
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.audit import chain
from pendopo.kernel.outbox.record import record
from pendopo.routing.actions.switching import activate_model
from pendopo.routing.adapters import Learned, Lesson, apart, learn
from pendopo.routing.models import Model, State
from pendopo.routing.permissions import TABLE
from pendopo.routing.queries import (
    active_machine,
    figures_to_json,
    find_active_model,
    has_news,
    list_decided_examples,
    shipped_examples,
    topic_keywords,
    words_of_case,
)
from pendopo.routing.rules import Figures


def train_model(actor: Actor, *, is_stopping: Callable[[], bool] = lambda: False) -> int | None:
    """Learn when there is something new or nothing answers; returns the version, None when all was learned.

    The new model answers at once when it is no worse than the active one on cases that neither learned from,
    or when that one does not fit the topics any more; otherwise it stays a draft. Learning takes about a
    minute, in its own process and outside a transaction; raises ``LearningInterrupted`` when ``is_stopping``
    says so meanwhile, or when that process dies.
    """
    TABLE.check(actor, "keep_models")
    until = clock.now()
    _version, machine = active_machine()
    if machine is not None and not has_news():
        return None
    active = None if machine is None else find_active_model()
    lesson, decided = _lesson(active)
    learned = apart(is_stopping, learn, lesson, topic_keywords())
    with transaction.atomic():
        version = (Model.objects.aggregate(last=Max("version"))["last"] or 0) + 1
        Model.objects.create(
            version=version,
            state=State.DRAFT,
            example_count=len(lesson.cases) - decided,
            decision_count=decided,
            learned_until=until,
            figures=figures_to_json(learned.figures),
            rival_figures=None if learned.rival is None else figures_to_json(learned.rival),
            weights=learned.archive,
        )
        _tell(actor, version, learned)
        if learned.rival is None or is_no_worse(learned.figures, learned.rival):
            activate_model(actor, version=version)
    return version


def is_no_worse(figures: Figures, rival: Figures) -> bool:
    """True when neither the share right nor macro-F1 fell."""
    return figures.accuracy >= rival.accuracy and figures.macro_f1 >= rival.macro_f1


def _lesson(active: Model | None) -> tuple[Lesson, int]:
    """Everything to learn from, and how many of it people decided here."""
    examples = shipped_examples()
    decided = list_decided_examples()
    old = None
    if active is not None:
        old = len(examples) + sum(moment <= active.learned_until for _, moment in decided)
    rows = [*examples, *(example for example, _ in decided)]
    return Lesson(
        tuple(words_of_case(row.title, row.body) for row in rows), tuple(row.topic for row in rows), old
    ), len(decided)


def _tell(actor: Actor, version: int, learned: Learned) -> None:
    facts = {"accuracy": round(learned.figures.accuracy, 4), "macro_f1": round(learned.figures.macro_f1, 4)}
    subject = f"routing:v{version}"
    chain.record(actor, action="routing.model_trained", subject=subject, facts=facts)
    record(ModelTrained(version=version), subject=subject)
