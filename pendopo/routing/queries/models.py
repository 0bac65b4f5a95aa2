"""Models and what they learned from, for their keeper; each states its number of queries."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Exists, OuterRef

from pendopo.kernel.actor import Actor
from pendopo.routing.models import Decision, Model, State
from pendopo.routing.permissions import TABLE
from pendopo.routing.queries.topics import Example, list_topics
from pendopo.routing.rules import Bin, ClassFigures, Figures, ModelNotFound


@dataclass(frozen=True, slots=True)
class ModelRow:
    """A model without its weights."""

    version: int
    state: State
    trained_at: dt.datetime
    example_count: int
    decision_count: int
    figures: Figures
    rival: Figures | None
    """What the active model of that day reached on the same cases."""


def figures_to_json(figures: Figures) -> dict[str, Any]:
    """Figures as they are kept."""
    return asdict(figures)


def figures_from_json(kept: dict[str, Any]) -> Figures:
    """What ``figures_to_json`` wrote."""
    return Figures(
        **{
            **kept,
            "classes": tuple(ClassFigures(**row) for row in kept["classes"]),
            "bins": tuple(Bin(**row) for row in kept["bins"]),
            "confusions": tuple((true, guessed, int(times)) for true, guessed, times in kept["confusions"]),
        }
    )


def _row(model: Model) -> ModelRow:
    return ModelRow(
        version=model.version,
        state=State(model.state),
        trained_at=model.trained_at,
        example_count=model.example_count,
        decision_count=model.decision_count,
        figures=figures_from_json(model.figures),
        rival=None if model.rival_figures is None else figures_from_json(model.rival_figures),
    )


def list_models(actor: Actor, *, most: int = 30) -> list[ModelRow]:
    """The latest models, newest first (1 query)."""
    TABLE.check(actor, "keep_models")
    return [_row(each) for each in Model.objects.defer("weights").order_by("-version")[:most]]


def get_model(actor: Actor, version: int) -> ModelRow:
    """One model with its report per class (1 query); raises ``ModelNotFound``."""
    TABLE.check(actor, "keep_models")
    model = Model.objects.defer("weights").filter(version=version).first()
    if model is None:
        raise ModelNotFound
    return _row(model)


def find_active_model() -> Model | None:
    """The model that answers now, without its weights (1 query)."""
    return Model.objects.defer("weights").filter(state=State.ACTIVE).first()


def list_decided_examples() -> list[tuple[Example, dt.datetime]]:
    """What people decided, oldest first, each with its moment; without topics that are no more (1 query)."""
    topics = [topic.code for topic in list_topics()]
    rows = Decision.objects.filter(topic__in=topics).order_by("decided_at", "pk")
    return [(Example(row.title, row.body, row.topic), row.decided_at) for row in rows]


def has_news() -> bool:
    """True when something was decided that no model learned from, also none that stayed a draft (1 query)."""
    learned = Model.objects.filter(learned_until__gte=OuterRef("decided_at"))
    return Decision.objects.filter(~Exists(learned)).exists()
