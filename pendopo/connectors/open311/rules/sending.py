"""What another system sends: a report, a word about it, and the answers to the questions of a service."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from pendopo.connectors.open311.rules.errors import NEEDED, NOT_A_CHOICE

LONGEST_DESCRIPTION = 4000
LONGEST_LANDMARK = 300


class Datatype(StrEnum):
    """Kinds of questions that the protocol knows."""

    STRING = "string"
    NUMBER = "number"
    DATETIME = "datetime"
    TEXT = "text"
    SINGLE = "singlevaluelist"
    MULTI = "multivaluelist"


@dataclass(frozen=True, slots=True)
class Question:
    """One attribute of a service."""

    code: str
    text: str
    datatype: Datatype = Datatype.STRING
    is_required: bool = False
    is_answered: bool = True
    """False for a text that is only shown (``variable`` false)."""
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    """Key and name of each."""


Answers = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Sending:
    """A report as another system sends it, read and not yet judged."""

    service_code: str
    description: str = ""
    lon: float | None = None
    lat: float | None = None
    address: str = ""
    address_id: str = ""
    name: str = ""
    email: str = ""
    phone: str = ""
    media_urls: tuple[str, ...] = ()
    answers: Answers = field(default_factory=dict)

    def content(self) -> list[object]:
        """Everything that makes it this report and no other, as plain values."""
        place = [self.lon, self.lat, self.address, self.address_id]
        person = [self.name, self.email, self.phone]
        answers = sorted((code, list(values)) for code, values in self.answers.items())
        return [self.service_code, self.description, place, person, list(self.media_urls), answers]


@dataclass(frozen=True, slots=True)
class Word:
    """A word about a report that the same system sent before."""

    update_id: str
    number: str
    text: str


def faults_of(questions: Iterable[Question], answers: Answers) -> dict[str, str]:
    """What is wrong with the answers, by parameter; empty when nothing is."""
    faults = {}
    for question in (each for each in questions if each.is_answered):
        given = [value for value in answers.get(question.code, ()) if value]
        allowed = {key for key, _name in question.choices}
        if question.is_required and not given:
            faults[f"attribute[{question.code}]"] = NEEDED
        elif allowed and not set(given) <= allowed:
            faults[f"attribute[{question.code}]"] = NOT_A_CHOICE
    return faults


def words_of(sending: Sending, *, otherwise: str) -> str:
    """The text of the report: what was written, and each answer on a line; else ``otherwise``."""
    answers = [f"{code}: {', '.join(values)}" for code, values in sending.answers.items() if any(values)]
    return "\n\n".join(part for part in (sending.description, "\n".join(answers)) if part) or otherwise


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A village by its names."""

    code: str
    name: str
    district: str


def village_in(address: str, places: Sequence[NamedPlace]) -> str:
    """The code of the one village that ``address`` names between its commas; empty when not exactly one.

    Of villages with the same name the one counts whose district is named too.
    """
    parts = {_plain(part) for part in address.split(",")}
    named = [place for place in places if _plain(place.name) in parts]
    sure = [place for place in named if _plain(place.district) in parts] if len(named) > 1 else named
    return sure[0].code if len(sure) == 1 else ""


_KINDS = re.compile(r"^(desa|ds|kelurahan|kel|kecamatan|kec|distrik)\b\.?\s*")


def _plain(name: str) -> str:
    return _KINDS.sub("", " ".join(name.casefold().split()))
