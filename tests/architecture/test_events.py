from __future__ import annotations

import ast
import dataclasses
import inspect
from pathlib import Path

import pytest

from pendopo.events import accounts, reports, routing
from pendopo.kernel.event import Event

PACKAGE = Path(inspect.getfile(Event)).parents[1]
EVENTS = [
    value
    for module in (accounts, reports, routing)
    for value in vars(module).values()
    if isinstance(value, type) and issubclass(value, Event) and value is not Event
    and value.__module__ == module.__name__ and value.__name__ != "ReportEvent"
]  # fmt: skip


def _names_in_actions() -> set[str]:
    names: set[str] = set()
    for path in PACKAGE.glob("*/actions/*.py"):
        names |= {node.id for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Name)}
    return names


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.kind)
def test_every_event_has_an_action_that_records_it(event):
    assert event.__name__ in _names_in_actions()


def test_kinds_are_told_apart():
    kinds = [event.kind for event in EVENTS]
    assert len(kinds) == len(set(kinds))


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.kind)
def test_an_event_survives_being_written_and_read(event):
    written = event(**{each.name: _EXAMPLES[str(each.type)] for each in dataclasses.fields(event)})
    assert event.from_payload({**written.payload(), "a_later_field": 1}) == written


_EXAMPLES = {"int": 7, "int | None": 7, "str": "x", "bool": True}
