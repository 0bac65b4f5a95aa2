"""What is written in either format is read again as it was meant."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pendopo.connectors.open311.rules.sending import (
    Datatype,
    NamedPlace,
    Question,
    Sending,
    faults_of,
    village_in,
)
from pendopo.connectors.open311.schemas.documents import Document, json_of, xml_of
from pendopo.connectors.open311.schemas.records import definition_record
from pendopo.reports.api import CategoryRow, ProofKind

ANYTHING = st.text(st.characters(), max_size=60)


def _is_drawable(sign: str) -> bool:
    """The characters of XML 1.0, section 2.2."""
    code = ord(sign)
    return sign in "\t\n\r" or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000


def _as_read(text: str) -> str:
    """What a parser makes of ``text``: line ends are one, what no document may hold is replaced."""
    drawn = "".join(sign if _is_drawable(sign) else "\ufffd" for sign in text)
    return drawn.replace("\r\n", "\n").replace("\r", "\n")


@settings(deadline=None)
@given(st.lists(st.fixed_dictionaries({"description": ANYTHING, "status_notes": ANYTHING}), max_size=4))
def test_any_text_comes_back_from_xml(records):
    root = ET.fromstring(xml_of(Document("service_requests", records)))  # noqa: S314 - our own
    read = [{element.tag: element.text or "" for element in request} for request in root.findall("request")]
    assert read == [{name: _as_read(text) for name, text in record.items()} for record in records]


@settings(deadline=None)
@given(st.lists(st.fixed_dictionaries({"description": ANYTHING}), max_size=4))
def test_any_text_comes_back_from_json(records):
    read = json.loads(json_of(Document("service_requests", records)))
    assert read == [
        {"description": record["description"].encode("utf-8", "replace").decode()} for record in records
    ]


@pytest.mark.parametrize("text", ["<script>&\"'", "]]>", "🙏💡", "\x00\x0b\ufffe", "<!ENTITY x SYSTEM 'f:'>"])
def test_signs_of_markup_are_words_like_others(text):
    root = ET.fromstring(xml_of(Document("errors", [{"description": text}])))  # noqa: S314 - our own
    assert root.findtext("error/description") == _as_read(text)
    assert len(list(root.iter())) == 3


LAMP = CategoryRow(
    id=1, code="lampu", group="Jalan", name="Lampu", hint="", icon="lamp", matter_code="1", topics=(),
    keywords=(),
    proof=ProofKind.PHOTO, is_active=True,
)  # fmt: skip
QUESTIONS = (
    Question("TIANG", "Nomor tiang?", is_required=True),
    Question("RUSAK", "Apa yang rusak?", Datatype.MULTI, choices=(("bola", "Bola"), ("kabel", "Kabel"))),
    Question("INFO", "Telepon PLN bila kabel jatuh.", Datatype.TEXT, is_answered=False),
)


def test_questions_of_a_service_are_drawn_as_the_specification_says():
    root = ET.fromstring(xml_of(Document("service_definition", definition_record(LAMP, QUESTIONS))))  # noqa: S314
    first, second, third = root.findall("attributes/attribute")
    assert [each.findtext("order") for each in (first, second, third)] == ["1", "2", "3"]
    assert [each.findtext("variable") for each in (first, second, third)] == ["true", "true", "false"]
    assert (first.findtext("required"), first.findtext("datatype")) == ("true", "string")
    assert [value.findtext("key") for value in second.findall("values/value")] == ["bola", "kabel"]


@pytest.mark.parametrize(
    ("answers", "faulty"),
    [
        ({}, ["attribute[TIANG]"]),
        ({"TIANG": ("",)}, ["attribute[TIANG]"]),
        ({"TIANG": ("12",)}, []),
        ({"TIANG": ("12",), "RUSAK": ("bola", "kabel")}, []),
        ({"TIANG": ("12",), "RUSAK": ("bola", "kaca")}, ["attribute[RUSAK]"]),
    ],
)
def test_answers_are_checked_against_the_questions(answers, faulty):
    assert list(faults_of(QUESTIONS, answers)) == faulty


PLACES = [
    NamedPlace("a", "Tempeh Kidul", "Tempeh"),
    NamedPlace("b", "Karanganyar", "Yosowilangun"),
    NamedPlace("c", "Karanganyar", "Pasirian"),
]


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("Jalan Raya 5, Desa Tempeh Kidul", "a"),
        ("tempeh  kidul", "a"),
        ("Karanganyar", ""),
        ("Ds. Karanganyar, Kec. Pasirian, Lumajang", "c"),
        ("Jalan Tempeh Kidul 5", ""),
        ("", ""),
    ],
)
def test_an_address_names_one_village_or_none(address, code):
    assert village_in(address, PLACES) == code


@settings(deadline=None)
@given(ANYTHING, ANYTHING)
def test_what_was_sent_tells_sendings_apart(text, other):
    first, second = (json.dumps(Sending("lampu-jalan", words, lon=1.5).content()) for words in (text, other))
    assert (first == second) is (text == other)
