"""Words, evidence, guesses and figures. Pure: no Django, no clock."""

from __future__ import annotations

from pendopo.routing.rules.errors import (
    LearnerMissing,
    LearningInterrupted,
    ModelNotFound,
    TooFewExamples,
    TopicNotFound,
    WeightsBroken,
)
from pendopo.routing.rules.evidence import Keywords, Topic
from pendopo.routing.rules.features import Floats, Words, counts_of, evidence_of, rarity_of, weigh
from pendopo.routing.rules.folds import folds_of, groups_of
from pendopo.routing.rules.metrics import BARS, Bar, Bin, ClassFigures, Figures, Judged, judge
from pendopo.routing.rules.prediction import (
    MOST_GUESSES,
    SURE_FROM,
    Calibration,
    Guess,
    Machine,
    Weights,
    add_evidence,
    confidences,
    guess,
    pack,
    shares_of,
    signs_of_trust,
    unpack,
)
from pendopo.routing.rules.printed import numbers_of, table_of
from pendopo.routing.rules.text import read_abbreviations, words_of

__all__ = [
    "BARS",
    "MOST_GUESSES",
    "SURE_FROM",
    "Bar",
    "Bin",
    "Calibration",
    "ClassFigures",
    "Figures",
    "Floats",
    "Guess",
    "Judged",
    "Keywords",
    "LearnerMissing",
    "LearningInterrupted",
    "Machine",
    "ModelNotFound",
    "TooFewExamples",
    "Topic",
    "TopicNotFound",
    "Weights",
    "WeightsBroken",
    "Words",
    "add_evidence",
    "confidences",
    "counts_of",
    "evidence_of",
    "folds_of",
    "groups_of",
    "guess",
    "judge",
    "numbers_of",
    "pack",
    "rarity_of",
    "read_abbreviations",
    "shares_of",
    "signs_of_trust",
    "table_of",
    "unpack",
    "weigh",
    "words_of",
]
