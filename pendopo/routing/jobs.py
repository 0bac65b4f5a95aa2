"""Learning by the clock."""

from __future__ import annotations

import logging

from pendopo.kernel.actor import SYSTEM
from pendopo.kernel.jobs.queue import is_stopping, periodic
from pendopo.routing.actions import forget_decisions, train_model
from pendopo.routing.queries import active_machine
from pendopo.routing.rules import LearningInterrupted

_log = logging.getLogger("pendopo.routing")


@periodic("routing.train", cron="40 1 * * *")
def learn_from_yesterday(_moment: int) -> None:
    """Learn from what people decided, every night; nothing new, nothing done."""
    _learn()


@periodic("routing.train_first", cron="*/10 * * * *")
def learn_from_examples(_moment: int) -> None:
    """A model where none answers, within ten minutes: none yet, or none that fits the topics of today."""
    _version, machine = active_machine()
    if machine is None:
        _learn()


def _learn() -> None:
    """The worker stops within a second; what was not learned is learned the next time."""
    try:
        train_model(SYSTEM, is_stopping=is_stopping)
    except LearningInterrupted:
        if not is_stopping():
            _log.warning("learning ended by itself; is there too little memory for it?")


@periodic("routing.forget", cron="25 2 * * *")
def forget_old_decisions(_moment: int) -> None:
    """Decisions whose time is over, every night."""
    forget_decisions(SYSTEM)
