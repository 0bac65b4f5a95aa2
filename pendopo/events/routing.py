"""What happened in routing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pendopo.kernel.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelTrained(Event):
    """A model learned from examples and decisions."""

    kind: ClassVar[str] = "routing.model_trained"
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelActivated(Event):
    """Another model answers from now on."""

    kind: ClassVar[str] = "routing.model_activated"
    version: int
