"""Rendering errors once: a page for people, one JSON shape for programs."""

from __future__ import annotations

import logging
from collections.abc import Callable
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext

from pendopo.kernel.errors import (
    Invalid,
    NotFound,
    PendopoError,
    Refused,
    SignInNeeded,
    TooLarge,
    Unavailable,
    gettext_noop,
)
from pendopo.kernel.ids import new_pin

_log = logging.getLogger("pendopo.problems")

_FRAMEWORK_ERRORS: dict[type[Exception], type[PendopoError]] = {
    Http404: NotFound,
    PermissionDenied: Refused,
    RequestDataTooBig: TooLarge,
    TooManyFilesSent: TooLarge,
    TooManyFieldsSent: TooLarge,
    MultiPartParserError: Invalid,
    UnreadablePostError: Invalid,
    OperationalError: Unavailable,
}

Renderer = Callable[[HttpRequest, PendopoError, str], HttpResponse]
_renderers: dict[str, Renderer] = {}


def render_problems_below(prefix: str, renderer: Renderer) -> None:
    """Errors at addresses that begin with ``prefix`` are told by ``renderer``; for ``AppConfig.ready``.

    For protocols of others, which have a shape of their own.
    """
    _renderers[prefix] = renderer


def problem_shape(error: PendopoError, reference: str = "") -> dict[str, object]:
    """The one JSON shape of an error: code, text, advice, fields, reference."""
    fields = error.fields if isinstance(error, Invalid) else {}
    return {
        "code": error.code,
        "text": said(error.text, error),
        "advice": said(error.advice, error),
        "fields": {name: gettext(text) for name, text in fields.items()},
        "reference": reference,
    }


def said(message: str, error: PendopoError) -> str:
    """``message``, the text or the advice of ``error``, in the reader's language and with its facts."""
    translated = gettext(message)
    return translated % error.facts if error.facts else translated


def problem_response(request: HttpRequest, error: PendopoError, reference: str = "") -> HttpResponseBase:
    """``error`` as the caller can read it: JSON below ``/api/``, a toast for a fragment, else a page."""
    for prefix, renderer in _renderers.items():
        if request.path.startswith(prefix):
            return renderer(request, error, reference)
    shape = problem_shape(error, reference)
    if request.path.startswith("/api/"):
        return JsonResponse(shape, status=error.status)
    if request.headers.get("HX-Request-Type") == "partial":
        return _beside_the_page(request, error, shape)
    if isinstance(error, SignInNeeded) and request.method == "GET":
        return redirect(_sign_in_and_back_to(request.get_full_path()))
    return render(request, "web/problem_page.html", {"problem": shape}, status=error.status)


def _beside_the_page(request: HttpRequest, error: PendopoError, shape: dict[str, object]) -> HttpResponse:
    """A fragment was asked for: the page stays as it is and a toast tells; htmx reads the headers."""
    response = render(request, "web/problem_toast.html", {"problem": shape}, status=error.status)
    response["HX-Reswap"], response["HX-Push-Url"] = "none", "false"
    if isinstance(error, SignInNeeded):
        page = urlsplit(request.headers.get("HX-Current-URL", ""))
        response["HX-Redirect"] = _sign_in_and_back_to(
            f"{page.path}?{page.query}" if page.query else page.path
        )
    return response


def _sign_in_and_back_to(address: str) -> str:
    return f"/masuk/?{urlencode({'next': address})}"


class ProblemsMiddleware:
    """Turns every raised error into its response; unexpected ones get a reference and a log entry."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; an address with a NUL was never ours, and no database can look for it."""
        if "\x00" in request.path:
            return problem_response(request, NotFound())  # type: ignore[return-value]  # a page or JSON, whole
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponseBase:
        """Called by Django for whatever a view raised."""
        for framework_error, own_error in _FRAMEWORK_ERRORS.items():
            if isinstance(fault, framework_error):
                return problem_response(request, own_error())
        if isinstance(fault, PendopoError):
            return problem_response(request, fault)
        reference = new_pin()
        _log.error("unexpected fault %s at %s", reference, request.path, exc_info=fault)
        return problem_response(request, PendopoError(), reference)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:  # noqa: ARG001
    """Django's handler404: an address that no page has."""
    return problem_response(request, NotFound())


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:  # noqa: ARG001
    """Django's handler400: a request that could not be read at all."""
    return problem_response(request, Invalid())


def server_error(request: HttpRequest) -> HttpResponseBase:
    """Django's handler500: a fault outside any view."""
    return problem_response(request, PendopoError(), new_pin())


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseBase:  # noqa: ARG001
    """Django's CSRF view: the page was open too long, or the form came from elsewhere."""
    return problem_response(request, FormExpired())


class FormExpired(Refused):
    """The form's token is missing or old."""

    code = "form_expired"
    text = gettext_noop("Halaman ini terbuka terlalu lama.")
    advice = gettext_noop("Kembali, muat ulang, lalu kirim lagi. Isian Anda masih ada di perangkat.")
