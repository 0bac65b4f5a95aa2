"""From a text to guesses: what was learned and what rules found, added up, with a confidence to believe."""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from zipfile import BadZipFile

import numpy as np

from pendopo.routing.rules.errors import WeightsBroken
from pendopo.routing.rules.evidence import Keywords, longest_words
from pendopo.routing.rules.features import DRAWERS, Floats, Words, counts_of, evidence_of, weigh

MOST_GUESSES = 3
EVIDENCE_SHARE = 0.35
"""What evidence counts beside the learned score; docs/decisions/0013."""
SURE_FROM = 0.6
"""From this confidence on a guess is said without "not sure"."""
RULES_SHARPNESS = 2.0
"""Sharpness of evidence where nothing was learned yet."""
_NEAR_ONE = 1e-6
_LAYOUT = 1
"""Number of the layout of kept weights; others are refused."""
_UNREADABLE = (
    KeyError,
    IndexError,
    ValueError,
    TypeError,
    OSError,
    EOFError,
    NotImplementedError,
    BadZipFile,
    zlib.error,
)
"""What numpy and its archive raise over damaged bytes; they promise no single class."""


@dataclass(frozen=True, slots=True)
class Guess:
    """One topic that a text may be about."""

    topic: str
    confidence: float
    """Share of such guesses that were right, 0 to 1."""
    words: tuple[str, ...]
    """Key words of the topic in the text, the reason one can show; empty when only experience speaks."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """How scores become shares: ``softmax(sharpness * score)``, and trust = a logistic of four signs.

    Signs: logit of the best share, ln of best over second, whether rules and experience agree, and the
    strongest evidence (Platt 1999, with more than one sign). ``weights`` are the constant and those four.
    """

    sharpness: float
    weights: tuple[float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Weights:
    """What a linear machine has learned; rows of ``of_drawers`` belong to ``drawers`` in their order."""

    topics: tuple[str, ...]
    """Codes, in the order of all columns."""
    drawers: np.typing.NDArray[np.int64]
    rarity: Floats
    """idf of each of ``drawers``."""
    of_drawers: np.typing.NDArray[np.float16]
    of_signs: Floats
    """Weights of evidence, and of the meaning vector where there is one."""
    constant: Floats
    calibration: Calibration


class Machine:
    """Weights ready to answer: drawers are found in one step."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self._rarity = np.zeros(DRAWERS, np.float32)
        self._rarity[weights.drawers] = weights.rarity
        self._row = np.zeros(DRAWERS, np.int32)
        self._row[weights.drawers] = np.arange(len(weights.drawers), dtype=np.int32)

    def score(self, case: Words, signs: Floats) -> Floats:
        """The learned score of each topic."""
        drawers, shares = weigh(counts_of(case), self._rarity)
        known = self._rarity[drawers] > 0
        rows = self.weights.of_drawers[self._row[drawers[known]]].astype(np.float32)
        learned: Floats = shares[known] @ rows + signs @ self.weights.of_signs + self.weights.constant
        return learned


def add_evidence(learned: Floats, evidence: Floats) -> Floats:
    """Learned scores and evidence together; works on one case or on rows of cases."""
    topics = learned.shape[-1]
    both: Floats = learned + EVIDENCE_SHARE * (evidence[..., :topics] + evidence[..., topics : 2 * topics])
    return both


def shares_of(scores: Floats, sharpness: float) -> Floats:
    """Softmax over the last axis."""
    raised = np.exp(sharpness * (scores - scores.max(axis=-1, keepdims=True)))
    shares: Floats = raised / raised.sum(axis=-1, keepdims=True)
    return shares


def signs_of_trust(shares: Floats, learned: Floats, evidence: Floats) -> Floats:
    """The four signs of ``Calibration`` for rows of cases, after a constant 1."""
    topics = learned.shape[-1]
    together = evidence[..., :topics] + evidence[..., topics : 2 * topics]
    ranked = np.sort(shares, axis=-1)
    best = np.clip(ranked[..., -1], _NEAR_ONE, 1 - _NEAR_ONE)
    second = np.clip(ranked[..., -2], _NEAR_ONE, 1)
    agree = learned.argmax(axis=-1) == together.argmax(axis=-1)
    signs: Floats = np.stack(
        [np.ones_like(best), np.log(best / (1 - best)), np.log(best / second), agree, together.max(axis=-1)],
        axis=-1,
    ).astype(np.float32)
    return signs


def trust(signs: Floats, calibration: Calibration) -> Floats:
    """Confidence in the best guess of each case."""
    leaning = signs @ np.array(calibration.weights, np.float32)
    confidence: Floats = (1 / (1 + np.exp(-leaning))).astype(np.float32)
    return confidence


def confidences(learned: Floats, evidence: Floats, calibration: Calibration) -> Floats:
    """Confidence per topic for rows of cases: the best gets its trust, the others share the rest.

    The order of topics stays that of the scores.
    """
    shares = shares_of(add_evidence(learned, evidence), calibration.sharpness)
    best = shares.argmax(axis=-1)
    rows = np.arange(len(shares))
    trusted = trust(signs_of_trust(shares, learned, evidence), calibration)
    left = np.maximum(1 - shares[rows, best], _NEAR_ONE)
    spread = np.minimum(shares * ((1 - trusted) / left)[:, None], trusted[:, None] * (1 - _NEAR_ONE))
    spread[rows, best] = trusted
    result: Floats = spread
    return result


def guess(
    case: Words, keywords: Keywords, machine: Machine | None, meaning: Floats | None = None
) -> tuple[Guess, ...]:
    """The three likeliest topics of a case, best first; without a machine by rules alone.

    ``meaning`` is the vector of the text, for a machine that learned with such vectors.
    """
    evidence = evidence_of(case, keywords)
    count = len(keywords.topics)
    if machine is None:
        learned = (1 - EVIDENCE_SHARE) * (evidence[:count] + evidence[count:])
        calibration = RULES_ALONE
    else:
        signs = evidence if meaning is None else np.concatenate([evidence, meaning])
        learned, calibration = machine.score(case, signs), machine.weights.calibration
    sure = confidences(learned[None, :], evidence[None, :], calibration)[0]
    found = [*keywords.found_in(case.title), *keywords.found_in(case.body)]
    best = np.argsort(-sure, kind="stable")[:MOST_GUESSES]
    return tuple(
        Guess(keywords.topics[at].code, float(sure[at]), longest_words(found, int(at))) for at in best
    )


def pack(weights: Weights) -> bytes:
    """Weights as an archive of arrays, nothing that could run."""
    target = io.BytesIO()
    np.savez_compressed(
        target,
        layout=np.array([_LAYOUT, DRAWERS]),
        topics=np.array(weights.topics),
        drawers=weights.drawers.astype(np.int32),
        rarity=weights.rarity,
        of_drawers=weights.of_drawers,
        of_signs=weights.of_signs,
        constant=weights.constant,
        calibration=np.array([weights.calibration.sharpness, *weights.calibration.weights]),
    )
    return target.getvalue()


def unpack(archive: bytes, topics: Sequence[str]) -> Weights:
    """What ``pack`` wrote; raises ``WeightsBroken`` when it is not that, or was learned for other topics."""
    try:
        with np.load(io.BytesIO(archive), allow_pickle=False) as kept:
            arrays = {name: kept[name] for name in kept.files}
        if tuple(arrays["layout"]) != (_LAYOUT, DRAWERS) or tuple(arrays["topics"]) != tuple(topics):
            raise WeightsBroken
        sharpness, constant, *signs = (float(each) for each in arrays["calibration"])
        return Weights(
            topics=tuple(topics),
            drawers=arrays["drawers"].astype(np.int64),
            rarity=arrays["rarity"],
            of_drawers=arrays["of_drawers"],
            of_signs=arrays["of_signs"],
            constant=arrays["constant"],
            calibration=Calibration(sharpness, (constant, signs[0], signs[1], signs[2], signs[3])),
        )
    except _UNREADABLE as fault:
        raise WeightsBroken from fault


RULES_ALONE = Calibration(RULES_SHARPNESS, (0.0, 0.5, 0.3, 0.0, -0.2))
"""Chosen on the shipped examples: calibration error 0.08; a text without any key word gets 0.16."""
