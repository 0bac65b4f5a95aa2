"""A browser that says "Saya juga" is known again by a random value of its own, so that it counts once."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.http import HttpRequest, HttpResponse

VOICE_COOKIE = "pendopo_suara"
_YEAR = 31_536_000


def voice_of(request: HttpRequest) -> str:
    """The value of this browser, or a new one."""
    return str(request.get_signed_cookie(VOICE_COOKIE, "")) or uuid.uuid4().hex


def keep_voice(answer: HttpResponse, voice: str) -> HttpResponse:
    """``answer`` with the value in a signed cookie that no script reads."""
    answer.set_signed_cookie(
        VOICE_COOKIE,
        voice,
        max_age=_YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return answer
