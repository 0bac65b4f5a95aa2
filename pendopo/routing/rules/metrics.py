"""How good guesses are: right, right in each class, right among three, and how true confidence is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

BINS = 15
"""Bins of equal width for the calibration error."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A case whose topic is known, and what was guessed: three topics best first, confidence in the first."""

    topic: str
    guesses: tuple[str, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class ClassFigures:
    """One topic: how many cases are its own, and precision, recall, F1 and recall among three."""

    topic: str
    n: int
    precision: float
    recall: float
    f1: float
    top3: float


@dataclass(frozen=True, slots=True)
class Bin:
    """Cases with a confidence in one range: how many, mean confidence, share right."""

    n: int
    confidence: float
    accuracy: float


@dataclass(frozen=True, slots=True)
class Figures:
    """The four figures over ``n`` cases, and what they are made of."""

    n: int
    accuracy: float
    macro_f1: float
    top3: float
    ece: float
    classes: tuple[ClassFigures, ...]
    bins: tuple[Bin, ...]
    confusions: tuple[tuple[str, str, int], ...]
    """True topic, guessed topic, cases: the most frequent first."""


@dataclass(frozen=True, slots=True)
class Bar:
    """What a figure must reach (``is_most`` False) or not exceed (True)."""

    figure: str
    value: float
    is_most: bool = False

    def is_met(self, figures: Figures) -> bool:
        """True when ``figures`` pass."""
        value: float = getattr(figures, self.figure)
        return value <= self.value if self.is_most else value >= self.value


BARS = (
    Bar("accuracy", 0.68),
    Bar("macro_f1", 0.58),
    Bar("top3", 0.87),
    Bar("ece", 0.08, is_most=True),
)
"""What a model must reach on texts that it never saw."""


def judge(cases: Sequence[Judged], *, most_confusions: int = 12) -> Figures:
    """Figures over ``cases``; macro-F1 is the mean over topics that occur. No case at all: zeros."""
    n = len(cases)
    confused = Counter((each.topic, each.guesses[0]) for each in cases if each.guesses[0] != each.topic)
    classes = _classes(cases)
    bins = _bins(cases)
    return Figures(
        n=n,
        accuracy=_share(sum(each.guesses[0] == each.topic for each in cases), n),
        macro_f1=_share(sum(each.f1 for each in classes), len(classes)),
        top3=_share(sum(each.topic in each.guesses for each in cases), n),
        ece=_share(sum(each.n * abs(each.accuracy - each.confidence) for each in bins), n),
        classes=classes,
        bins=bins,
        confusions=tuple((*pair, times) for pair, times in confused.most_common(most_confusions)),
    )


def _share(part: float, whole: int) -> float:
    return part / whole if whole else 0.0


def _classes(cases: Sequence[Judged]) -> tuple[ClassFigures, ...]:
    own = Counter(each.topic for each in cases)
    guessed = Counter(each.guesses[0] for each in cases)
    right = Counter(each.topic for each in cases if each.guesses[0] == each.topic)
    among = Counter(each.topic for each in cases if each.topic in each.guesses)
    return tuple(
        ClassFigures(
            topic=topic,
            n=own[topic],
            precision=_share(right[topic], guessed[topic]),
            recall=_share(right[topic], own[topic]),
            f1=_share(2 * right[topic], own[topic] + guessed[topic]),
            top3=_share(among[topic], own[topic]),
        )
        for topic in sorted(own, key=lambda code: (-own[code], code))
    )


def _bins(cases: Sequence[Judged]) -> tuple[Bin, ...]:
    """Bins ((i - 1) / 15, i / 15] of the expected calibration error (Guo et al. 2017), without empty ones."""
    held: dict[int, list[Judged]] = {}
    for each in cases:
        at = min(max(-int(-each.confidence * BINS // 1) - 1, 0), BINS - 1)
        held.setdefault(at, []).append(each)
    return tuple(
        Bin(
            n=len(rows),
            confidence=sum(each.confidence for each in rows) / len(rows),
            accuracy=sum(each.guesses[0] == each.topic for each in rows) / len(rows),
        )
        for _, rows in sorted(held.items())
    )
