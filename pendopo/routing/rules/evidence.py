"""Rules: the key words of topics that stand in a text, and how much they weigh."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

LONGEST_KEYWORD = 5
"""Words in the longest key word."""
WEAK_SHARE = 0.5
"""What a weak key word weighs against a strong one."""
TITLE_WEIGHT = 1.5
"""What a key word in the title weighs against one in the text: a title names the matter."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A field of government that a text can be about."""

    code: str
    name: str
    matter_code: str
    """Its matter (urusan) in the table of accounts."""
    is_outside: bool
    """True when a body outside local government is competent."""
    competent_instead: str
    """Who is competent then, or often mistaken, in words."""
    keywords: tuple[str, ...]
    weak_keywords: tuple[str, ...]
    """Words that other topics use as well."""


@dataclass(frozen=True, slots=True)
class Found:
    """A key word in a text: what it says for the topic at ``topic`` in the order of topics."""

    topic: int
    keyword: str
    weight: float


class Keywords:
    """All key words of all topics, ready to be looked up; ``topics`` keeps its order."""

    def __init__(self, topics: Sequence[Topic]) -> None:
        self.topics = tuple(topics)
        claims: dict[tuple[str, ...], list[tuple[int, float]]] = {}
        for at, topic in enumerate(self.topics):
            for words, share in ((topic.keywords, 1.0), (topic.weak_keywords, WEAK_SHARE)):
                for keyword in words:
                    claims.setdefault(tuple(keyword.split()), []).append((at, share))
        self._claims = {
            key: tuple(Found(at, " ".join(key), share * (1 + len(key)) / 2 / len(rows)) for at, share in rows)
            for key, rows in claims.items()
        }
        self.words = frozenset(word for key in claims for word in key)

    def found_in(self, words: Sequence[str]) -> list[Found]:
        """Key words in ``words``, each once.

        A key word of n words weighs (1 + n) / 2, divided by the number of topics that claim it.
        """
        keys = {
            tuple(words[start : start + length])
            for length in range(1, LONGEST_KEYWORD + 1)
            for start in range(len(words) - length + 1)
        }
        return [found for key in sorted(keys & self._claims.keys()) for found in self._claims[key]]

    def strengths(self, title: Sequence[str], body: Sequence[str]) -> tuple[list[float], list[float]]:
        """Per topic ln(1 + sum of weights), of the title (times ``TITLE_WEIGHT``) and of the text."""
        return (
            [TITLE_WEIGHT * each for each in self._logs(title)],
            self._logs(body),
        )

    def _logs(self, words: Sequence[str]) -> list[float]:
        sums = [0.0] * len(self.topics)
        for found in self.found_in(words):
            sums[found.topic] += found.weight
        return [math.log1p(each) for each in sums]


def longest_words(found: Sequence[Found], topic: int, *, most: int = 4) -> tuple[str, ...]:
    """The key words for one topic, the longest first, without those that stand in a longer one."""
    kept: list[str] = []
    for word in sorted((each.keyword for each in found if each.topic == topic), key=lambda w: (-len(w), w)):
        if not any(f" {word} " in f" {longer} " for longer in kept):
            kept.append(word)
    return tuple(kept[:most])
