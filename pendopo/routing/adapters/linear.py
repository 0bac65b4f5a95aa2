"""A linear machine by scikit-learn, loaded only to learn: whoever answers needs numpy alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from pendopo.routing.rules import (
    Calibration,
    Floats,
    Keywords,
    TooFewExamples,
    Weights,
    Words,
    add_evidence,
    counts_of,
    evidence_of,
    folds_of,
    groups_of,
    rarity_of,
    shares_of,
    signs_of_trust,
    weigh,
)
from pendopo.routing.rules.features import DRAWERS, EVIDENCE_WEIGHT

_FOLDS = 5
"""Folds of the inner round that calibrates."""
_SEED = 20261122
_FEWEST_TOPICS = 3
_NEVER_LEARNED = -1.2
"""Score of a topic without an example: below what the machine gives a topic that does not fit."""
_SHARPEST = 6.0
_MEANING_WEIGHT = 1.0


class LinearLearner:
    """One straight line per topic through words, pieces of words and evidence (LinearSVC, C = 1)."""

    def __init__(self, vectors: Floats | None = None) -> None:
        self._vectors = vectors
        """Meaning vectors of the cases in their order, or None."""

    def learn(self, cases: Sequence[Words], topics: Sequence[str], keywords: Keywords) -> Weights:
        """Learn from every case; the calibration comes from cases that a round of folds held out.

        Raises ``TooFewExamples`` when a round would know fewer than three topics.
        """
        codes = tuple(topic.code for topic in keywords.topics)
        table = _Table(cases, topics, keywords, self._vectors)
        fold = np.array(folds_of(topics, groups_of(cases), count=_FOLDS, seed=_SEED))
        held_out = np.full((len(cases), len(codes)), _NEVER_LEARNED, np.float32)
        for at in sorted(set(fold.tolist())):
            out = np.flatnonzero(fold == at)
            held_out[out] = table.fit(np.flatnonzero(fold != at)).scores(out)
        calibration = _calibrate(held_out, table.evidence, table.wanted)
        return table.fit(np.arange(len(cases))).weights(codes, calibration)


class _Table:
    """All cases as counts, signs and wanted columns."""

    def __init__(
        self, cases: Sequence[Words], topics: Sequence[str], keywords: Keywords, vectors: Floats | None
    ) -> None:
        column = {topic.code: at for at, topic in enumerate(keywords.topics)}
        self.width = len(column)
        self.counts = [counts_of(case) for case in cases]
        self.wanted = np.array([column[topic] for topic in topics])
        self.evidence: Floats = np.array([evidence_of(case, keywords) for case in cases], np.float32)
        self.signs: Floats = self.evidence * EVIDENCE_WEIGHT
        if vectors is not None:
            self.signs = np.hstack([self.signs, vectors * _MEANING_WEIGHT]).astype(np.float32)

    def fit(self, rows: Any) -> _Fitted:
        """The machine that learned from ``rows`` only."""
        if len(set(self.wanted[rows].tolist())) < _FEWEST_TOPICS:
            raise TooFewExamples
        from sklearn.svm import LinearSVC

        rarity = rarity_of([self.counts[row] for row in rows])
        machine = LinearSVC(C=1.0, random_state=_SEED % 1000)
        machine.fit(self.matrix(rows, rarity), self.wanted[rows])
        return _Fitted(self, machine, rarity)

    def matrix(self, rows: Any, rarity: Floats) -> Any:
        """Drawers and signs of ``rows`` as one sparse matrix."""
        from scipy import sparse

        parts = [weigh(self.counts[row], rarity) for row in rows]
        ends = np.cumsum([0, *(len(drawers) for drawers, _ in parts)])
        words = sparse.csr_matrix(
            (
                np.concatenate([weights for _, weights in parts]),
                np.concatenate([drawers for drawers, _ in parts]),
                ends,
            ),
            shape=(len(rows), DRAWERS),
        )
        words.eliminate_zeros()
        return sparse.hstack([words, sparse.csr_matrix(self.signs[rows])]).tocsr()


class _Fitted:
    """A machine with the table it learned from."""

    def __init__(self, table: _Table, machine: Any, rarity: Floats) -> None:
        self._table, self._machine, self._rarity = table, machine, rarity

    def scores(self, rows: Any) -> Floats:
        """Learned scores of ``rows`` for every topic."""
        scores = np.full((len(rows), self._table.width), _NEVER_LEARNED, np.float32)
        scores[:, self._machine.classes_] = self._machine.decision_function(
            self._table.matrix(rows, self._rarity)
        )
        return scores

    def weights(self, codes: tuple[str, ...], calibration: Calibration) -> Weights:
        """What was learned, as plain arrays."""
        of_all = np.zeros((self._machine.coef_.shape[1], self._table.width), np.float32)
        of_all[:, self._machine.classes_] = self._machine.coef_.T
        constant = np.full(self._table.width, _NEVER_LEARNED, np.float32)
        constant[self._machine.classes_] = self._machine.intercept_
        drawers = np.flatnonzero(self._rarity)
        of_signs = of_all[DRAWERS:].copy()
        of_signs[: self._table.evidence.shape[1]] *= EVIDENCE_WEIGHT
        return Weights(
            topics=codes,
            drawers=drawers,
            rarity=self._rarity[drawers],
            of_drawers=of_all[drawers].astype(np.float16),
            of_signs=of_signs,
            constant=constant,
            calibration=calibration,
        )


def _calibrate(held_out: Floats, evidence: Floats, wanted: Any) -> Calibration:
    """The sharpness with the least log-loss, then the logistic of trust (Guo et al. 2017; Platt 1999)."""
    from scipy.optimize import minimize_scalar
    from sklearn.linear_model import LogisticRegression

    scores = add_evidence(held_out, evidence)
    rows = np.arange(len(wanted))

    def loss(sharpness: float) -> float:
        return float(-np.log(shares_of(scores, sharpness)[rows, wanted] + 1e-12).mean())

    sharpness = float(minimize_scalar(loss, bounds=(0.2, _SHARPEST), method="bounded").x)
    shares = shares_of(scores, sharpness)
    is_right = shares.argmax(axis=1) == wanted
    if is_right.all() or not is_right.any():
        return Calibration(sharpness, (0.0, 1.0, 0.0, 0.0, 0.0))
    signs = signs_of_trust(shares, held_out, evidence)[:, 1:]
    fitted = LogisticRegression(C=1.0).fit(signs, is_right)
    logit, margin, agreement, strength = (float(each) for each in fitted.coef_[0])
    return Calibration(sharpness, (float(fitted.intercept_[0]), logit, margin, agreement, strength))
