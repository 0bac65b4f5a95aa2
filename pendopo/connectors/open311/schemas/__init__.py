"""The protocol's documents: read from requests, written as XML or JSON."""

from __future__ import annotations

from pendopo.connectors.open311.schemas.documents import Document, Format, answer, format_of, render_problem
from pendopo.connectors.open311.schemas.reading import (
    MOST_ROWS,
    Paging,
    check_jurisdiction,
    filter_of,
    number_of,
    paging_of,
    sending_of,
    span_asked,
    uploads_of,
    word_of,
)
from pendopo.connectors.open311.schemas.records import (
    definition_record,
    discovery_record,
    receipt_record,
    request_record,
    service_record,
    update_record,
    word_record,
)

__all__ = [
    "MOST_ROWS",
    "Document",
    "Format",
    "Paging",
    "answer",
    "check_jurisdiction",
    "definition_record",
    "discovery_record",
    "filter_of",
    "format_of",
    "number_of",
    "paging_of",
    "receipt_record",
    "render_problem",
    "request_record",
    "sending_of",
    "service_record",
    "span_asked",
    "update_record",
    "uploads_of",
    "word_of",
    "word_record",
]
