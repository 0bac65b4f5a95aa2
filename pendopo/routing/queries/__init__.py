"""Reading routing."""

from __future__ import annotations

from pendopo.routing.queries.models import (
    ModelRow,
    figures_to_json,
    find_active_model,
    get_model,
    has_news,
    list_decided_examples,
    list_models,
)
from pendopo.routing.queries.suggestions import EDITION, Suggestions, active_machine, machine_of, suggest
from pendopo.routing.queries.topics import (
    Example,
    get_topic,
    list_topics,
    read_examples,
    shipped_examples,
    topic_keywords,
    words_of_case,
)

__all__ = [
    "EDITION",
    "Example",
    "ModelRow",
    "Suggestions",
    "active_machine",
    "figures_to_json",
    "find_active_model",
    "get_model",
    "get_topic",
    "has_news",
    "list_decided_examples",
    "list_models",
    "list_topics",
    "machine_of",
    "read_examples",
    "shipped_examples",
    "suggest",
    "topic_keywords",
    "words_of_case",
]
