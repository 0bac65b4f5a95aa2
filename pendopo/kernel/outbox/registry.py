"""Who listens to what: filled by the decorator on functions in ``<context>/subscribers.py``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from pendopo.kernel.event import Event

E = TypeVar("E", bound=Event)
Reaction = Callable[..., None]


@dataclass(frozen=True, slots=True)
class Subscription:
    """A named reaction to one kind of event."""

    name: str
    event_class: type[Event]
    react: Reaction


_subscriptions: dict[str, Subscription] = {}


def subscriber(event_class: type[E]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register ``react(event, *, event_id)`` for ``event_class``.

    It runs after commit in a transaction of its own, at least once; it must be idempotent by ``event_id``.
    """

    def register(react: Callable[..., None]) -> Callable[..., None]:
        name = f"{react.__module__}.{react.__qualname__}"
        if name in _subscriptions:
            raise ValueError(f"subscriber {name} is registered twice")
        _subscriptions[name] = Subscription(name, event_class, react)
        return react

    return register


def names_for(kind: str) -> list[str]:
    """Names of the subscribers of events of ``kind``."""
    return [each.name for each in _subscriptions.values() if each.event_class.kind == kind]


def find(name: str) -> Subscription | None:
    """The subscription of that name, or None when this version no longer has it."""
    return _subscriptions.get(name)


def everything() -> dict[str, Subscription]:
    """All subscriptions by name, for the generated docs."""
    return dict(_subscriptions)
