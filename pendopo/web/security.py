"""Security headers of every response: what a page may load, and what it may ask of the device.

Nothing inline, nothing from elsewhere. Modules find each other by relative addresses (hashed by
``web.assets``), so that no import map has to stand in the page. Settings read: ``LIVE_ORIGIN`` (where the
event stream lives, such as ``http://127.0.0.1:8001``), optional ``MEDIA_ORIGIN`` (where video comes from).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

HEADER: Final = "Content-Security-Policy"

_PERMISSIONS: Final = (
    "camera=(self), geolocation=(self), fullscreen=(self), "
    "microphone=(), payment=(), usb=(), browsing-topics=()"
)


def content_security_policy(*, live_origin: str = "", media_origin: str = "") -> str:
    """The policy as one header value; the origins are added to what a page may connect to."""
    connect = " ".join(part for part in ("'self'", live_origin, media_origin) if part)
    media = " ".join(part for part in ("'self'", "blob:", media_origin) if part)
    directives = {
        "default-src": "'self'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data: blob:",
        "font-src": "'self'",
        "media-src": media,
        "connect-src": connect,
        "worker-src": "'self'",
        "manifest-src": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "frame-src": "'none'",
        "base-uri": "'none'",
        "object-src": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in directives.items())


class ContentSecurityMiddleware:
    """Puts the headers on every response that does not already carry its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response
        self._headers = {
            HEADER: content_security_policy(
                live_origin=getattr(settings, "LIVE_ORIGIN", ""),
                media_origin=getattr(settings, "MEDIA_ORIGIN", ""),
            ),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
            "Permissions-Policy": _PERMISSIONS,
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "X-Frame-Options": "DENY",
        }

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request and add what is missing."""
        response = self._get_response(request)
        for name, value in self._headers.items():
            response.headers.setdefault(name, value)
        return response
