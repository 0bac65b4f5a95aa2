"""The facts of a step as sentences say them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from pendopo.web.formats import long_date_text

_NAMED = ("day", "outside", "parent", "asked")
"""Facts that sentences name; a step that has none says nothing in their place."""


def spoken(facts: Mapping[str, str]) -> dict[str, str]:
    """Every fact that a sentence may name, days as people write them."""
    named = {name: facts.get(name, "") for name in _NAMED}
    if named["day"]:
        named["day"] = long_date_text(dt.date.fromisoformat(named["day"]))
    return named
