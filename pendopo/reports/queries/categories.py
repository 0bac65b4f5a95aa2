"""Categories, kept in the memory of each process until one changes."""

from __future__ import annotations

from dataclasses import dataclass

from pendopo.kernel.numbering.api import Snapshot
from pendopo.reports.models import Category
from pendopo.reports.rules import CategoryWords, ProofKind, Suggestion, suggest_categories
from pendopo.routing import api as routing

LEAST_TO_GUESS = 12
"""Letters below which a text says too little."""
EDITION = "categories"
"""Subject of the edition: whoever changes a category announces a new one."""


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """A category as everything but its own administration sees it."""

    id: int
    code: str
    group: str
    name: str
    hint: str
    icon: str
    matter_code: str
    topics: tuple[str, ...]
    keywords: tuple[str, ...]
    proof: ProofKind
    is_active: bool


def _load() -> dict[int, CategoryRow]:
    return {
        each.pk: CategoryRow(
            id=each.pk,
            code=each.code,
            group=each.group,
            name=each.name,
            hint=each.hint,
            icon=each.icon,
            matter_code=each.matter_code,
            topics=tuple(each.topics),
            keywords=tuple(each.keywords),
            proof=ProofKind(each.proof),
            is_active=each.is_active,
        )
        for each in Category.objects.all()
    }


_categories = Snapshot(EDITION, _load)


def get_category(category_id: int) -> CategoryRow:
    """The category of a report, in use or not (no query once warm)."""
    return _categories.get()[category_id]


def find_category(code: str) -> CategoryRow | None:
    """The category in use with ``code``, or None (no query once warm)."""
    return next((each for each in list_categories() if each.code == code), None)


def list_categories() -> list[CategoryRow]:
    """Categories in use, in their order (no query once warm)."""
    return [each for each in _categories.get().values() if each.is_active]


def ids_at_a_place() -> list[int]:
    """Categories, in use or not, whose matters lie at a place (no query once warm)."""
    return [each.id for each in _categories.get().values() if each.proof is ProofKind.FIELD]


def search_categories(words: str) -> list[CategoryRow]:
    """Categories whose name, hint or key words contain ``words`` (no query once warm)."""
    wanted = words.lower()
    return [
        each
        for each in list_categories()
        if any(wanted in text.lower() for text in (each.name, each.hint, *each.keywords))
    ]


def suggest_for(text: str) -> list[Suggestion]:
    """Up to three categories for ``text``: those whose key words stand in it, then what experience says.

    No query once warm. Short of a few letters nothing is guessed.
    """
    options = [CategoryWords(each.code, each.name, each.keywords, each.topics) for each in list_categories()]
    guesses = routing.suggest("", text).guesses if len(text.strip()) >= LEAST_TO_GUESS else ()
    learned = {guess.topic: guess.confidence for guess in guesses}
    return suggest_categories(text, options, learned)


def body_instead(text: str) -> str:
    """Whose it is when it is surely not the city's, in words; empty when it is, or nobody can tell.

    No query once warm.
    """
    if len(text.strip()) < LEAST_TO_GUESS:
        return ""
    found = routing.suggest("", text)
    topic = routing.get_topic(found.guesses[0].topic)
    return topic.competent_instead if found.is_sure and topic.is_outside else ""
