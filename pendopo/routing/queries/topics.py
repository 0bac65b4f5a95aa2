"""Topics, abbreviations and examples as they ship; read once per process."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pendopo.routing.rules import Keywords, Topic, TopicNotFound, Words, read_abbreviations, words_of

_FOLDER = Path(__file__).parent.parent / "data"


@dataclass(frozen=True, slots=True)
class Example:
    """A text whose topic is known."""

    title: str
    body: str
    topic: str


@lru_cache(maxsize=1)
def topic_keywords() -> Keywords:
    """All topics with their key words, by code."""
    with (_FOLDER / "topics.csv").open(encoding="utf-8", newline="") as file:
        return Keywords([_topic(row) for row in csv.DictReader(file)])


def _topic(row: Mapping[str, str]) -> Topic:
    return Topic(
        code=row["code"],
        name=row["name"],
        matter_code=row["matter"],
        is_outside=row["outside"] == "1",
        competent_instead=row["instead"],
        keywords=_split(row["keywords"]),
        weak_keywords=_split(row["weak_keywords"]),
    )


def _split(words: str) -> tuple[str, ...]:
    return tuple(word for word in words.split(";") if word)


@lru_cache(maxsize=1)
def _abbreviations() -> dict[str, str]:
    with (_FOLDER / "abbreviations.csv").open(encoding="utf-8", newline="") as file:
        return read_abbreviations(csv.DictReader(file), keep=topic_keywords().words)


@lru_cache(maxsize=1)
def _by_code() -> dict[str, Topic]:
    return {topic.code: topic for topic in list_topics()}


def list_topics() -> tuple[Topic, ...]:
    """Every topic, by code (no query)."""
    return topic_keywords().topics


def get_topic(code: str) -> Topic:
    """The topic with ``code`` (no query); raises ``TopicNotFound``."""
    topic = _by_code().get(code)
    if topic is None:
        raise TopicNotFound
    return topic


def words_of_case(title: str, body: str) -> Words:
    """A case as words."""
    return Words(words_of(title, _abbreviations()), words_of(body, _abbreviations()))


def shipped_examples() -> list[Example]:
    """The examples that every installation starts from; read anew, they are needed only to learn."""
    with gzip.open(_FOLDER / "examples.csv.gz", "rt", encoding="utf-8", newline="") as file:
        return read_examples(file.read())


def read_examples(text: str) -> list[Example]:
    """Examples in a table with ``judul``, ``teks`` and ``kelas``; raises ``KeyError`` without these."""
    rows = csv.DictReader(io.StringIO(text))
    return [Example(row["judul"] or "", row["teks"] or "", row["kelas"]) for row in rows]
