"""The records of the protocol, made of what we know, with the field names of the specification."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext

from pendopo.connectors.open311.models import SentWord
from pendopo.connectors.open311.rules import mapping
from pendopo.connectors.open311.rules.sending import Question
from pendopo.connectors.open311.rules.times import stamp
from pendopo.connectors.open311.schemas.documents import Record
from pendopo.reports.api import STATE_LABELS, CategoryRow, OpenDataRow, OpenDataStep, State
from pendopo.web.formats import long_date_text

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
CHANGED_AT = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
"""When the endpoint changed last; old validators want a moment of the past."""


def discovery_record(*, origin: str, city_name: str, is_test: bool) -> Record:
    """Where the endpoint is and what it speaks (wiki.open311.org/Service_Discovery)."""
    return {
        "changeset": stamp(CHANGED_AT),
        "contact": gettext("Pemerintah %(city)s, %(origin)s") % {"city": city_name, "origin": origin},
        "key_service": gettext("Kunci dibuat oleh administrator sistem ini: %(origin)s") % {"origin": origin},
        "endpoints": [
            {
                "specification": SPECIFICATION,
                "url": f"{origin}/open311/v2",
                "changeset": stamp(CHANGED_AT),
                "type": "test" if is_test else "production",
                "formats": ["text/xml", "application/json"],
            }
        ],
    }


def service_record(category: CategoryRow, questions: Sequence[Question]) -> Record:
    """A category; no element is empty, for old validators refuse that."""
    words = [word for word in category.keywords if word not in mapping.RESERVED_KEYWORDS]
    return {
        "service_code": category.code,
        "service_name": category.name,
        "description": category.hint or category.name,
        "metadata": bool(questions),
        "type": "realtime",
        "keywords": ", ".join(words) or category.name,
        "group": category.group,
    }


def definition_record(category: CategoryRow, questions: Sequence[Question]) -> Record:
    """What a category asks."""
    return {
        "service_code": category.code,
        "attributes": [_question_record(order, each) for order, each in enumerate(questions, 1)],
    }


def _question_record(order: int, question: Question) -> Record:
    return {
        "variable": question.is_answered,
        "code": question.code,
        "datatype": question.datatype.value,
        "required": question.is_required,
        "datatype_description": question.hint or None,
        "order": order,
        "description": question.text,
        "values": [{"key": key, "name": name} for key, name in question.choices],
    }


def request_record(row: OpenDataRow) -> Record:
    """A report as strangers read it; nothing in it leads to a person."""
    status = mapping.WORDS[row.state].status
    updated_at = mapping.updated_at(status, changed_at=row.changed_at, finished_at=row.finished_at)
    return {
        "service_request_id": row.number,
        "status": status.value,
        "status_notes": _notes(row),
        "service_name": row.category.name,
        "service_code": row.category.code,
        "description": row.text,
        "agency_responsible": row.agency or None,
        "service_notice": None,
        "requested_datetime": stamp(row.received_at),
        "updated_datetime": stamp(updated_at),
        "expected_datetime": stamp(row.finish_by),
        "address": ", ".join(part for part in (row.village, row.district) if part) or row.area_code,
        "address_id": row.area_code,
        "zipcode": row.postal_code or None,
        "lat": row.lat,
        "long": row.lon,
        "media_url": None,
    }


def _notes(row: OpenDataRow) -> str:
    """The true state, and what everybody may read about it."""
    parts = [gettext(STATE_LABELS[row.state])]
    if row.state is State.PROMISED and row.promised_for:
        parts.append(gettext("paling lambat %(day)s") % {"day": long_date_text(row.promised_for)})
    if row.state is State.REFERRED and row.outside_name:
        parts.append(row.outside_name)
    if row.pause_reason:
        parts.append(row.pause_reason)
    return ": ".join(parts)


def receipt_record(number: str, *, lost_media_count: int) -> Record:
    """What the sender of a report gets back."""
    notice = gettext("Laporan diterima. Nomornya %(number)s.") % {"number": number}
    if lost_media_count:
        lost = gettext("%(count)d foto tidak dapat diambil dari alamatnya.") % {"count": lost_media_count}
        notice = f"{notice} {lost}"
    return {"service_request_id": number, "service_notice": notice, "account_id": None}


def update_record(step: OpenDataStep) -> Record:
    """One thing that was done, for a FixMyStreet."""
    said = f"{step.what[:1].upper()}{step.what[1:]}."
    return {
        "update_id": str(step.id),
        "service_request_id": step.number,
        "status": mapping.WORDS[step.state].extended,
        "updated_datetime": stamp(step.at),
        "description": f"{said} {step.reason}" if step.reason else said,
        "media_url": None,
    }


def word_record(word: SentWord) -> Record:
    """What the sender of a word gets back."""
    return {"update_id": str(word.uid)}
