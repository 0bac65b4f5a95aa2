"""Learning by the clock."""

from __future__ import annotations

from contextlib import suppress

from pendopo.kernel.actor import SYSTEM
from pendopo.kernel.jobs.queue import is_stopping, periodic
from pendopo.routing.actions import forget_decisions, train_model
from pendopo.routing.queries import has_models
from pendopo.routing.rules import LearningInterrupted


@periodic("routing.train", cron="40 1 * * *")
def learn_from_yesterday(_moment: int) -> None:
    """Learn from what people decided, every night; nothing new, nothing done."""
    _learn()


@periodic("routing.train_first", cron="*/10 * * * *")
def learn_from_examples(_moment: int) -> None:
    """The first model of an installation, within ten minutes; rules answer alone until then."""
    if not has_models():
        _learn()


def _learn() -> None:
    """The worker stops within a second; what was not learned is learned the next time."""
    with suppress(LearningInterrupted):
        train_model(SYSTEM, is_stopping=is_stopping)


@periodic("routing.forget", cron="25 2 * * *")
def forget_old_decisions(_moment: int) -> None:
    """Decisions whose time is over, every night."""
    forget_decisions(SYSTEM)
