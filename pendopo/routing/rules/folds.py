"""Honest folds: cases that nearly repeat each other never stand on both sides."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Sequence

from pendopo.routing.rules.features import Words

NEAR_SHARE = 0.5
"""Texts that share this part of their runs of three words are one case told twice (Broder 1997)."""
_RUN = 3


def groups_of(cases: Sequence[Words]) -> list[int]:
    """Number of the group of near-duplicates that each case belongs to."""
    runs = [_runs(each) for each in cases]
    parent = list(range(len(cases)))
    by_run: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, own in enumerate(runs):
        shared = Counter(other for run in sorted(own) for other in by_run[run])
        for other, times in shared.items():
            if times >= NEAR_SHARE * max(len(own), len(runs[other])):
                parent[_root(parent, at)] = _root(parent, other)
        for run in own:
            by_run[run].append(at)
    return [_root(parent, at) for at in range(len(cases))]


def _runs(case: Words) -> set[tuple[str, ...]]:
    words = (*case.title, *case.body)
    return {words[start : start + _RUN] for start in range(max(len(words) - _RUN + 1, 1))}


def _root(parent: list[int], at: int) -> int:
    while parent[at] != at:
        parent[at] = parent[parent[at]]
        at = parent[at]
    return at


def folds_of(topics: Sequence[str], groups: Sequence[int], *, count: int, seed: int) -> list[int]:
    """Fold of each case: groups whole, topics spread as evenly as they go, the same for the same seed."""
    members: dict[int, list[int]] = defaultdict(list)
    for at, group in enumerate(groups):
        members[group].append(at)
    order = sorted(members)
    random.Random(seed).shuffle(order)  # noqa: S311 - repeatable folds, not a secret
    order.sort(key=lambda group: -len(members[group]))
    held: list[Counter[str]] = [Counter() for _ in range(count)]
    fold = [0] * len(topics)
    for group in order:
        rows = members[group]
        least = min(
            range(count),
            key=lambda at: (sum(held[at][topics[row]] for row in rows), held[at].total(), at),
        )
        for row in rows:
            fold[row] = least
            held[least][topics[row]] += 1
    return fold
