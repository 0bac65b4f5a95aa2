"""The one shape of an error over HTTP, for the API description."""

from __future__ import annotations

from ninja import Schema
from pydantic import Field


class Problem(Schema):
    """What went wrong, what to do, and which fields are faulty."""

    code: str = Field(description="Kode tetap, misalnya reports.not_found.")
    text: str
    advice: str
    fields: dict[str, str]
    reference: str


_STATUSES = frozenset({400, 401, 403, 404, 409, 413, 422, 429, 503})
PROBLEMS: dict[int | frozenset[int], type[Schema]] = {_STATUSES: Problem}
"""Responses that every operation may give besides its own: one for each family of ``kernel.errors``."""
