"""The facts of a step as sentences say them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.utils.translation import gettext

from pendopo.reports.rules import TARGET_LABELS, RungTarget
from pendopo.web.formats import long_date_text

_NAMED = {
    "day": "day", "outside": "outside", "parent": "parent", "proposed": "agency", "asked": "asked",
    "target": "target",
}  # fmt: skip
"""What sentences name -> the fact that says it; a step that has none says nothing in its place."""


def spoken(facts: Mapping[str, str]) -> dict[str, str]:
    """Every fact that a sentence may name, days as people write them."""
    named = {name: facts.get(fact, "") for name, fact in _NAMED.items()}
    if named["day"]:
        named["day"] = long_date_text(dt.date.fromisoformat(named["day"]))
    if named["target"]:
        named["target"] = gettext(TARGET_LABELS[RungTarget(named["target"])])
    return named
