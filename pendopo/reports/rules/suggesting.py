"""Which category a text is about: key words first, then experience. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LEAST_CONFIDENCE = 0.15
"""A field that experience holds less likely suggests nothing."""


@dataclass(frozen=True, slots=True)
class CategoryWords:
    """A category as the suggestion sees it."""

    code: str
    name: str
    keywords: tuple[str, ...]
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A category that fits a text, with what speaks for it."""

    code: str
    name: str
    words: tuple[str, ...]
    """Key words that stand in the text; empty when only experience speaks."""
    confidence: float
    """Share of such texts that were about this field, 0 to 1; 0 when experience says nothing."""


_TOKEN = re.compile(r"[a-z0-9]+")


def suggest_categories(
    text: str, categories: Sequence[CategoryWords], learned: Mapping[str, float], *, limit: int = 3
) -> list[Suggestion]:
    """Categories for ``text``: most key words first, then the likeliest field; empty when nothing speaks.

    ``learned`` is how likely each field is by experience. A category without a key word in the text is
    suggested for its field alone; of several in one field the first in their order.
    """
    spoken = f" {' '.join(_TOKEN.findall(text.lower()))} "
    seen_topics: set[str] = set()
    scored = []
    for each in categories:
        found = tuple(word for word in each.keywords if f" {word} " in spoken)
        confidence = max((learned.get(topic, 0.0) for topic in each.topics), default=0.0)
        is_first = not seen_topics.intersection(each.topics)
        if found or (is_first and confidence >= LEAST_CONFIDENCE):
            seen_topics.update(each.topics)
            scored.append((_weight(found), confidence, Suggestion(each.code, each.name, found, confidence)))
    ranked = sorted(scored, key=lambda entry: (-entry[0], -entry[1]))
    return [suggestion for _words, _confidence, suggestion in ranked[:limit]]


def _weight(words: Sequence[str]) -> int:
    return sum(len(word.split()) for word in words)
