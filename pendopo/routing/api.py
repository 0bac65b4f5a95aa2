"""The front door of routing."""

from __future__ import annotations

from pendopo.routing.actions import (
    Verdict,
    activate_model,
    forget_decisions,
    judge_table,
    teach,
    train_model,
)
from pendopo.routing.queries import Suggestions, get_topic, list_topics, suggest
from pendopo.routing.rules import (
    BARS,
    MOST_GUESSES,
    SURE_FROM,
    Bar,
    Figures,
    Guess,
    Topic,
    TopicNotFound,
    numbers_of,
    table_of,
)

__all__ = [
    "BARS",
    "MOST_GUESSES",
    "SURE_FROM",
    "Bar",
    "Figures",
    "Guess",
    "Suggestions",
    "Topic",
    "TopicNotFound",
    "Verdict",
    "activate_model",
    "forget_decisions",
    "get_topic",
    "judge_table",
    "list_topics",
    "numbers_of",
    "suggest",
    "table_of",
    "teach",
    "train_model",
]
