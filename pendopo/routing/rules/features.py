"""A text as numbers: words, pairs and pieces of words in numbered drawers, and evidence of key words.

Features are hashed (Weinberger et al. 2009): no vocabulary of people's texts is kept, so that a trained model
holds no personal data. Weights are TF-IDF with sublinear frequency, (1 + ln tf) * idf; a block has length 1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from zlib import crc32

import numpy as np
import numpy.typing as npt

from pendopo.routing.rules.evidence import Keywords

Floats = npt.NDArray[np.float32]

DRAWERS = 1 << 17
"""How many drawers features share."""
PIECES = range(2, 6)
"""Lengths of pieces of words, in characters."""
EVIDENCE_WEIGHT = 0.5
"""What one unit of evidence counts beside the blocks of words."""


@dataclass(frozen=True, slots=True)
class Words:
    """A case as words."""

    title: tuple[str, ...]
    body: tuple[str, ...]


def counts_of(case: Words) -> tuple[Counter[int], ...]:
    """How often each drawer is met, by block: words of the title, words of the text, pieces of both."""
    return (
        Counter(_drawer(f"t {each}") for each in _terms(case.title)),
        Counter(_drawer(f"b {each}") for each in _terms(case.body)),
        _pieces((*case.title, *case.body)),
    )


def _terms(words: Sequence[str]) -> list[str]:
    return [*words, *(f"{one} {two}" for one, two in pairwise(words))]


def _pieces(words: Sequence[str]) -> Counter[int]:
    found: Counter[int] = Counter()
    for word, times in Counter(words).items():
        padded = f" {word} "
        for length in PIECES:
            for start in range(max(len(padded) - length, 0) + 1):
                found[_drawer(f"p{padded[start : start + length]}")] += times
    return found


def _drawer(feature: str) -> int:
    return crc32(feature.encode()) % DRAWERS


def weigh(blocks: Sequence[Counter[int]], rarity: Floats) -> tuple[npt.NDArray[np.int64], Floats]:
    """Drawers and their weights; ``rarity`` is the idf per drawer, 0 for drawers never learned."""
    drawers, weights = [np.empty(0, np.int64)], [np.empty(0, np.float32)]
    for block in blocks:
        at = np.fromiter(block.keys(), np.int64, len(block))
        times = np.fromiter(block.values(), np.float32, len(block))
        weight = (1 + np.log(times)) * rarity[at]
        length = float(np.linalg.norm(weight))
        if length:
            drawers.append(at)
            weights.append((weight / length).astype(np.float32))
    return np.concatenate(drawers), np.concatenate(weights)


def rarity_of(cases: Sequence[Sequence[Counter[int]]], *, least: int = 2) -> Floats:
    """Idf = ln((1 + n) / (1 + df)) + 1 per drawer; 0 for a drawer met in fewer than ``least`` cases."""
    met = np.zeros(DRAWERS, np.float32)
    for blocks in cases:
        for block in blocks:
            met[np.fromiter(block.keys(), np.int64, len(block))] += 1
    rarity = np.log((1 + len(cases)) / (1 + met)) + 1
    return np.where(met >= least, rarity, 0).astype(np.float32)


def evidence_of(case: Words, keywords: Keywords) -> Floats:
    """Evidence per topic, that of the title and that of the text one after the other."""
    title, body = keywords.strengths(case.title, case.body)
    return np.array([*title, *body], np.float32)
