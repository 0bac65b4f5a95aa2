"""Learning by the clock."""

from __future__ import annotations

from pendopo.kernel.actor import SYSTEM
from pendopo.kernel.jobs.queue import periodic
from pendopo.routing.actions import forget_decisions, train_model
from pendopo.routing.queries import has_models


@periodic("routing.train", cron="40 1 * * *")
def learn_from_yesterday(_moment: int) -> None:
    """Learn from what people decided, every night; nothing new, nothing done."""
    train_model(SYSTEM)


@periodic("routing.train_first", cron="*/10 * * * *")
def learn_from_examples(_moment: int) -> None:
    """The first model of an installation, within ten minutes; rules answer alone until then."""
    if not has_models():
        train_model(SYSTEM)


@periodic("routing.forget", cron="25 2 * * *")
def forget_old_decisions(_moment: int) -> None:
    """Decisions whose time is over, every night."""
    forget_decisions(SYSTEM)
