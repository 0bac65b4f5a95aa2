"""One document in two formats: XML as the specification draws it, JSON as a bare array.

Quirks that the formats keep (handbook, reports, 5): JSON has no wrapper object, single hits stay lists,
an empty result is ``[]`` or an empty root.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from xml.etree import ElementTree as ET

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from pendopo.connectors.open311.rules.errors import FormatUnknown
from pendopo.kernel.errors import Invalid, PendopoError
from pendopo.kernel.problems import said

Value = str | int | float | bool | None | Sequence["Value"] | Mapping[str, "Value"]
Record = Mapping[str, Value]


class Format(StrEnum):
    """Formats that may be asked for; XML is what the specification wants of everybody."""

    XML = "xml"
    JSON = "json"


CONTENT_TYPES = {Format.XML: "text/xml; charset=utf-8", Format.JSON: "application/json; charset=utf-8"}

_CHILDREN = {
    "attributes": "attribute",
    "endpoints": "endpoint",
    "errors": "error",
    "formats": "format",
    "service_request_updates": "request_update",
    "service_requests": "request",
    "service_requests_updates": "request_update",
    "services": "service",
    "values": "value",
}
"""What the elements of a list are called, by the name of the list."""

_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML 1.0 document may hold, escaped or not (section 2.2)."""

_FIELD_NAMES = {
    "category_code": "service_code",
    "landmark": "address_string",
    "name": "first_name",
    "photo_uids": "media",
    "place": "lat",
    "text": "description",
}
"""Our fields as the protocol calls them."""

_BAD_REQUEST = 400


@dataclass(frozen=True, slots=True)
class Document:
    """A value and the name of its root in XML."""

    root: str
    value: Value


def format_of(name: str) -> Format:
    """The format called ``name``; raises ``FormatUnknown``."""
    try:
        return Format(name.lower())
    except ValueError as fault:
        raise FormatUnknown from fault


def answer(fmt: Format, document: Document, *, status: int = 200) -> HttpResponse:
    """The document as a response."""
    body = xml_of(document) if fmt is Format.XML else json_of(document)
    return HttpResponse(body, content_type=CONTENT_TYPES[fmt], status=status)


def json_of(document: Document) -> bytes:
    """The bare value; a lone half of a character pair, which no UTF-8 can hold, is replaced."""
    return json.dumps(document.value, ensure_ascii=False).encode("utf-8", "replace")


def xml_of(document: Document) -> bytes:
    """The value below its root, in UTF-8."""
    root = ET.Element(document.root)
    _fill(root, document.value)
    written: str = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{written}'.encode()


def _fill(element: ET.Element, value: Value) -> None:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            _fill(ET.SubElement(element, name), inner)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for inner in value:
            _fill(ET.SubElement(element, _CHILDREN[element.tag]), inner)
    elif value is not None:
        element.text = _NOT_XML.sub("\ufffd", str(value).lower() if isinstance(value, bool) else str(value))


def render_problem(request: HttpRequest, error: PendopoError, reference: str) -> HttpResponse:
    """An error as the protocol tells it, in the format that was asked for, else in XML."""
    asked = request.path.rpartition(".")[2].lower()
    fmt = Format(asked) if asked in set(Format) else Format.XML
    status = _BAD_REQUEST if isinstance(error, Invalid) else error.status
    told: list[Record] = [{"code": status, "description": _description(error, reference)}]
    response = answer(fmt, Document("errors", told), status=status)
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _description(error: PendopoError, reference: str) -> str:
    """The text, the faulty parameters and the advice on one line."""
    fields = error.fields if isinstance(error, Invalid) else {}
    parts = [said(error.text, error)]
    parts += [f"{_FIELD_NAMES.get(name, name)}: {gettext(text)}." for name, text in fields.items()]
    parts += [said(error.advice, error), reference]
    return " ".join(part for part in parts if part).replace("..", ".")
