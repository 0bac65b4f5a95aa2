"""Parameters of the protocol as values; what cannot be read is named, all of it at once."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict

from pendopo.connectors.open311.rules import mapping
from pendopo.connectors.open311.rules.errors import (
    NEEDED,
    NO_MOMENT,
    NO_NUMBER,
    NO_STATUS,
    TOO_LONG,
    UNSTORABLE,
    JurisdictionUnknown,
    Unreadable,
)
from pendopo.connectors.open311.rules.sending import LONGEST_DESCRIPTION, Answers, Sending, Word
from pendopo.connectors.open311.rules.times import Span, read_moment, span_of
from pendopo.kernel import clock
from pendopo.kernel.numbering.api import format_number, parse_number
from pendopo.reports.api import Around, OpenDataFilter, State

MOST_ROWS = 1000
"""The specification's limit of one answer, and the largest page."""
_FARTHEST_OFFSET = 10_000_000
_WIDEST_METRES = 50_000.0
_USUAL_METRES = 1000.0
_LONGEST_ID = 200
_ANSWER = re.compile(r"attribute\[([^\[\]]{1,100})\](?:\[\])?")


@dataclass(frozen=True, slots=True)
class Paging:
    """Which part of a list is wanted."""

    limit: int
    offset: int
    cursor: str


def check_jurisdiction(request: HttpRequest) -> None:
    """Raise ``JurisdictionUnknown`` unless it is ours or not said: the code of the city, or our host."""
    told = request.GET.get("jurisdiction_id") or request.POST.get("jurisdiction_id") or ""
    if told and told.lower() not in {settings.CITY_CODE, urlsplit(settings.ORIGIN).hostname}:
        raise JurisdictionUnknown


def paging_of(asked: QueryDict) -> Paging:
    """``page`` and ``page_size`` (an extension of many cities), or the cursor of the page before."""
    faults: dict[str, str] = {}
    page = _whole(asked, "page", 1, faults)
    size = _whole(asked, "page_size", MOST_ROWS, faults)
    if faults:
        raise Unreadable(fields=faults)
    limit = min(size, MOST_ROWS)
    return Paging(limit, min((page - 1) * limit, _FARTHEST_OFFSET), asked.get("cursor", ""))


def filter_of(asked: QueryDict) -> OpenDataFilter:
    """What a list of requests is narrowed to; ids override the rest, as the specification says."""
    numbers = tuple(number_of(text) for text in _listed(asked, "service_request_id"))
    if numbers:
        return OpenDataFilter(numbers=numbers[:MOST_ROWS])
    faults: dict[str, str] = {}
    statuses = _listed(asked, "status")
    if not set(statuses) <= set(mapping.Status):
        faults["status"] = NO_STATUS
    around = _around(asked, faults)
    changed_after = read_moment(asked.get("updated_after", ""), clock.zone())
    if asked.get("updated_after") and changed_after is None:
        faults["updated_after"] = NO_MOMENT
    if faults:
        raise Unreadable(fields=faults)
    is_span_asked = bool(asked.get("start_date") or asked.get("end_date")) or changed_after is None
    span = span_asked(asked) if is_span_asked else None
    states = mapping.states_of(mapping.Status(status) for status in statuses)
    return OpenDataFilter(
        category_codes=_listed(asked, "service_code"),
        states=frozenset(State(state) for state in states),
        since=span.since if span else None,
        until=span.until if span else None,
        changed_after=changed_after,
        around=around,
    )


def span_asked(asked: QueryDict) -> Span:
    """The span of ``start_date`` and ``end_date``."""
    return span_of(asked.get("start_date", ""), asked.get("end_date", ""), now=clock.now(), zone=clock.zone())


def sending_of(form: QueryDict) -> Sending:
    """A report as it was sent; raises ``Unreadable`` with every faulty parameter."""
    faults: dict[str, str] = {}
    told = {name: text.strip() for name, text in form.items() if isinstance(text, str)}
    if not told.get("service_code"):
        faults["service_code"] = NEEDED
    if len(told.get("description", "")) > LONGEST_DESCRIPTION:
        faults["description"] = TOO_LONG
    lat, lon = _degrees(told, "lat", 90, faults), _degrees(told, "long", 180, faults)
    if (lat is None) != (lon is None) and not {"lat", "long"} & faults.keys():
        faults["long" if lon is None else "lat"] = NEEDED
    if faults:
        raise Unreadable(fields=faults)
    return Sending(
        service_code=told["service_code"],
        description=told.get("description", "").replace("\r\n", "\n"),
        lon=lon,
        lat=lat,
        address=told.get("address_string", ""),
        address_id=told.get("address_id", ""),
        name=" ".join(part for part in (told.get("first_name"), told.get("last_name")) if part),
        email=told.get("email", ""),
        phone=told.get("phone", ""),
        media_urls=tuple(url.strip() for url in form.getlist("media_url") if url.strip()),
        answers=_answers(form),
    )


def uploads_of(request: HttpRequest) -> list[UploadedFile[bytes]]:
    """The photos of a multipart form, whatever they are called: ``media``, ``media[]``, ``photo1`` ..."""
    return [upload for name in request.FILES for upload in request.FILES.getlist(name)]


def word_of(form: QueryDict) -> Word:
    """A word about a report; raises ``Unreadable`` with every faulty parameter."""
    told = {name: form.get(name, "").strip() for name in ("update_id", "service_request_id", "description")}
    faults = {name: NEEDED for name, text in told.items() if not text}
    if len(told["update_id"]) > _LONGEST_ID:
        faults["update_id"] = TOO_LONG
    if "\x00" in told["update_id"]:
        faults["update_id"] = UNSTORABLE
    if faults:
        raise Unreadable(fields=faults)
    media = [f"media_url: {url}" for url in form.getlist("media_url") if url]
    text = mapping.with_wish(form.get("status", ""), "\n".join([told["description"], *media]))
    return Word(told["update_id"], number_of(told["service_request_id"]), text)


def _listed(asked: QueryDict, name: str) -> tuple[str, ...]:
    """A list as the protocol writes one: commas, or the same name again."""
    parts = (part.strip() for text in asked.getlist(name) for part in text.split(","))
    return tuple(dict.fromkeys(part.replace("\x00", "") for part in parts if part))


def number_of(text: str) -> str:
    """The id of a request as we write it; what is none stays, and finds nothing."""
    found = parse_number(text)
    return format_number(found.prefix, found.period, found.serial) if found else text.replace("\x00", "")


def _whole(asked: QueryDict, name: str, otherwise: int, faults: dict[str, str]) -> int:
    text = asked.get(name, "").strip()
    if not text:
        return otherwise
    if not (text.isascii() and text.isdecimal() and 0 < len(text) <= 9 and int(text) > 0):  # noqa: PLR2004 - digits
        faults[name] = NO_NUMBER
        return otherwise
    return int(text)


def _degrees(told: Mapping[str, str], name: str, most: float, faults: dict[str, str]) -> float | None:
    text = told.get(name, "")
    if not text:
        return None
    try:
        degrees = float(text)
    except ValueError:
        degrees = math.nan
    if not abs(degrees) <= most:
        faults[name] = NO_NUMBER
        return None
    return degrees


def _around(asked: QueryDict, faults: dict[str, str]) -> Around | None:
    """``lat``, ``long`` and ``radius`` in metres: an extension of some cities."""
    told = {name: asked.get(name, "").strip() for name in ("lat", "long", "radius")}
    lat, lon = _degrees(told, "lat", 90, faults), _degrees(told, "long", 180, faults)
    metres = _degrees(told, "radius", _WIDEST_METRES, faults)
    if lat is None or lon is None or faults:
        return None
    return Around(lon, lat, abs(metres) if metres is not None else _USUAL_METRES)


def _answers(form: QueryDict) -> Answers:
    """``attribute[CODE]``, repeated or with ``[]`` for lists."""
    answers: Answers = {}
    for name in form:
        found = _ANSWER.fullmatch(name)
        if found:
            given = tuple(value.strip() for value in form.getlist(name) if value.strip())
            answers[found[1]] = (*answers.get(found[1], ()), *given)
    return answers
