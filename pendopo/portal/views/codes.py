"""Addresses as QR codes, to photograph or print."""

from __future__ import annotations

import io

import segno
from django.http import HttpResponse


def svg_code(link: str) -> HttpResponse:
    """``link`` as a picture."""
    picture = io.BytesIO()
    segno.make(link, error="m").save(picture, kind="svg", scale=4, border=2)
    return HttpResponse(picture.getvalue(), content_type="image/svg+xml")
