"""Templates ask their page only for what the page has."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from django.template.loader import get_template

import pendopo

_ASKED = re.compile(r"\bpage\.([a-z_]+)")
_INCLUDED = re.compile(
    r'{%\s*include "((?:portal|desk|situation|accounts|territory)/[^"]+)"(?![^%]*\bonly\b)'
)
_EXTENDED = re.compile(r'{%\s*extends "((?:portal|desk|situation|accounts|territory)/[^"]+)"')


def _pages() -> Iterator[type]:
    for module in pkgutil.walk_packages(pendopo.__path__, "pendopo."):
        if ".views" in module.name:
            for value in vars(importlib.import_module(module.name)).values():
                if is_dataclass(value) and hasattr(value, "template") and value.__module__ == module.name:
                    yield value


def _asked_by(template: str) -> set[str]:
    source = Path(get_template(template).origin.name).read_text()
    asked = set(_ASKED.findall(source))
    for other in {*_INCLUDED.findall(source), *_EXTENDED.findall(source)}:
        asked |= _asked_by(other)
    return asked


@pytest.mark.parametrize("kind", list(_pages()), ids=lambda kind: f"{kind.__module__}.{kind.__qualname__}")
def test_a_template_asks_its_page_only_for_what_it_has(kind):
    has = {each.name for each in fields(kind)} | {name for name in dir(kind) if not name.startswith("__")}
    assert _asked_by(kind.template) - has == set()
