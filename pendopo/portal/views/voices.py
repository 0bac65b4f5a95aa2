"""A browser that says "Saya juga" is known again by a random value of its own, so that it counts once."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.http import HttpRequest, HttpResponse

VOICE_COOKIE = "pendopo_suara"
_NO_COOKIE = "jaringan"
"""In the cookie of a browser that spoke without one: it goes on to count for its network."""
_YEAR = 31_536_000


def voice_of(request: HttpRequest) -> str:
    """The value of this browser; empty for one that counts for its network."""
    known = _known(request)
    return "" if known == _NO_COOKIE else known


def greet(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """``answer`` of a page with the button: it makes a browser known before it speaks."""
    return answer if _known(request) else _kept(answer, uuid.uuid4().hex)


def heard(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """``answer`` to a voice: who brought no cookie, counts for the network from now on."""
    return answer if _known(request) else _kept(answer, _NO_COOKIE)


def _known(request: HttpRequest) -> str:
    return str(request.get_signed_cookie(VOICE_COOKIE, ""))


def _kept(answer: HttpResponse, voice: str) -> HttpResponse:
    answer.set_signed_cookie(
        VOICE_COOKIE,
        voice,
        max_age=_YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return answer
