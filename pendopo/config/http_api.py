"""The HTTP API: one OpenAPI document for all contexts, at ``/api/openapi.json``."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from pendopo import __version__
from pendopo.kernel.errors import Invalid, NotFound, PendopoError, SignInNeeded, gettext_noop
from pendopo.kernel.problems import problem_response
from pendopo.reports.endpoints import router as reports

api = NinjaAPI(
    title="Pendopo",
    version=__version__,
    description="API publik dan petugas. Galat selalu berbentuk sama: code, text, advice, fields, reference.",
    urls_namespace="api",
    docs_url=None,
)
api.add_router("/reports", reports)

FIELD_UNREADABLE = gettext_noop("Isian ini tidak terbaca.")
_FIELD_TEXTS = {
    "missing": gettext_noop("Isian ini wajib diisi."),
    "string_too_long": gettext_noop("Isian ini terlalu panjang."),
    "string_too_short": gettext_noop("Isian ini wajib diisi."),
}


@api.exception_handler(PendopoError)
def _known(request: HttpRequest, fault: PendopoError) -> HttpResponse:
    return problem_response(request, fault)  # type: ignore[return-value]  # below /api/ always JSON


@api.exception_handler(ValidationError)
def _unreadable(request: HttpRequest, fault: ValidationError) -> HttpResponse:
    fields = {
        ".".join(str(part) for part in error["loc"][1:] if part != "body") or "body": _FIELD_TEXTS.get(
            error["type"], FIELD_UNREADABLE
        )
        for error in fault.errors
    }
    return problem_response(request, Invalid(fields=fields))  # type: ignore[return-value]  # as above


@api.exception_handler(HttpError)
def _not_json(request: HttpRequest, _fault: HttpError) -> HttpResponse:
    """The framework raises it for a body that is no JSON."""
    return problem_response(request, Invalid(fields={"body": FIELD_UNREADABLE}))  # type: ignore[return-value]  # as above


@api.exception_handler(Http404)
def _absent(request: HttpRequest, _fault: Http404) -> HttpResponse:
    return problem_response(request, NotFound())  # type: ignore[return-value]  # as above


@api.exception_handler(AuthenticationError)
def _unknown(request: HttpRequest, _fault: AuthenticationError) -> HttpResponse:
    return problem_response(request, SignInNeeded())  # type: ignore[return-value]  # as above
