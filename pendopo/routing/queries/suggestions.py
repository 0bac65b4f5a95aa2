"""Suggestions by the active model, kept in the memory of each process until another one is active."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from pendopo.kernel.numbering.api import Snapshot
from pendopo.routing.models import Model, State
from pendopo.routing.queries.topics import topic_keywords, words_of_case
from pendopo.routing.rules import SURE_FROM, Guess, Machine, WeightsBroken, guess, unpack

EDITION = "routing_model"
"""Subject of the edition: whoever switches models announces a new one."""

_log = logging.getLogger("pendopo.routing")


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The likeliest topics of a text, best first."""

    guesses: tuple[Guess, ...]
    is_sure: bool
    """False: a person should look, the first guess is often wrong."""
    version: int | None
    """Version of the model that answered; None: rules alone."""


@dataclass(frozen=True, slots=True)
class _Active:
    version: int | None
    machine: Machine | None


def machine_of(archive: bytes) -> Machine:
    """A model's weights, ready to answer; raises ``WeightsBroken``."""
    codes = [topic.code for topic in topic_keywords().topics]
    return Machine(unpack(archive, codes))


def _load() -> _Active:
    model = Model.objects.filter(state=State.ACTIVE).first()
    if model is None:
        return _Active(None, None)
    try:
        return _Active(model.version, machine_of(bytes(model.weights)))
    except WeightsBroken:
        _log.warning("routing model %s does not fit the topics; rules answer alone", model.version)
        return _Active(None, None)


_active = Snapshot(EDITION, _load)


def active_machine() -> tuple[int | None, Machine | None]:
    """Version and machine that answer now; both None when rules answer alone (no query once warm)."""
    active = _active.get()
    return active.version, active.machine


def suggest(title: str, text: str) -> Suggestions:
    """The three likeliest topics of a text, with confidence and reason (no query once warm)."""
    active = _active.get()
    guesses = guess(words_of_case(title, text), topic_keywords(), active.machine)
    return Suggestions(guesses, guesses[0].confidence >= SURE_FROM, active.version)
