"""The one shape of an error over HTTP, for the API description."""

from __future__ import annotations

from ninja import Schema
from ninja.responses import codes_4xx
from pydantic import Field


class Problem(Schema):
    """What went wrong, what to do, and which fields are faulty."""

    code: str = Field(description="Kode tetap, misalnya reports.not_found.")
    text: str
    advice: str
    fields: dict[str, str]
    reference: str


PROBLEMS = {codes_4xx: Problem, 503: Problem}
"""Responses that every operation may give besides its own."""
