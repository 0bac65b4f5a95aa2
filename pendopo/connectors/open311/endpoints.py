"""The calls of GeoReport v2, and FixMyStreet's request updates.

Specification: wiki.open311.org/GeoReport_v2; extensions and quirks: docs/contexts/open311.md.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from pendopo.connectors.open311 import actions, queries, schemas
from pendopo.connectors.open311.rules.errors import MethodRefused
from pendopo.connectors.open311.schemas import Document, Format
from pendopo.kernel.access import actor_of, public
from pendopo.reports.api import OpenDataFilter, list_categories, list_open_data, list_open_data_steps
from pendopo.territory.api import get_city

View = Callable[..., HttpResponse]


def _call(*methods: str) -> Callable[[View], Callable[..., HttpResponseBase]]:
    """What all calls share: method, limit, format, jurisdiction, and that pages of others may read them."""

    def decorate(view: View) -> Callable[..., HttpResponseBase]:
        @csrf_exempt
        @public
        @wraps(view)
        def called(request: HttpRequest, *args: Any, fmt: str, **kwargs: Any) -> HttpResponseBase:
            if request.method not in {*methods, "HEAD"}:
                raise MethodRefused
            actions.count_asking(actor_of(request).network)
            wanted = schemas.format_of(fmt)
            schemas.check_jurisdiction(request)
            response = view(request, *args, fmt=wanted, **kwargs)
            response["Access-Control-Allow-Origin"] = "*"
            return response

        return called

    return decorate


@_call("GET")
def discovery(_request: HttpRequest, *, fmt: Format) -> HttpResponse:
    """Where the endpoint is."""
    record = schemas.discovery_record(
        origin=settings.ORIGIN, city_name=get_city().name, is_test=settings.IS_DEMO
    )
    return schemas.answer(fmt, Document("discovery", record))


@_call("GET")
def services(_request: HttpRequest, *, fmt: Format) -> HttpResponse:
    """Every category in use."""
    records = [schemas.service_record(each, queries.questions_of(each)) for each in list_categories()]
    return schemas.answer(fmt, Document("services", records))


@_call("GET")
def definition(request: HttpRequest, *, fmt: Format, code: str = "") -> HttpResponse:
    """What one category asks."""
    category = queries.get_service(code or request.GET.get("service_code", ""))
    record = schemas.definition_record(category, queries.questions_of(category))
    return schemas.answer(fmt, Document("service_definition", record))


@_call("GET", "POST")
def service_requests(request: HttpRequest, *, fmt: Format) -> HttpResponse:
    """Public reports (GET), or a new one by another system (POST)."""
    return _submit(request, fmt) if request.method == "POST" else _list(request, fmt)


def _list(request: HttpRequest, fmt: Format) -> HttpResponse:
    paging = schemas.paging_of(request.GET)
    wanted: OpenDataFilter = schemas.filter_of(request.GET)
    page = list_open_data(wanted, limit=paging.limit, offset=paging.offset, cursor=paging.cursor)
    records = [schemas.request_record(row) for row in page.rows]
    response = schemas.answer(fmt, Document("service_requests", records))
    if page.next_cursor:
        onward = request.GET.copy()
        onward["cursor"] = page.next_cursor
        onward.pop("page", None)
        response["Link"] = f'<{settings.ORIGIN}{request.path}?{onward.urlencode()}>; rel="next"'
    return response


def _submit(request: HttpRequest, fmt: Format) -> HttpResponse:
    client = actions.admit(_key_of(request))
    accepted = actions.accept_request(
        client, schemas.sending_of(request.POST), uploads=schemas.uploads_of(request)
    )
    record = schemas.receipt_record(accepted.number, lost_media_count=accepted.lost_media_count)
    status = 200 if accepted.is_repeated else 201
    return schemas.answer(fmt, Document("service_requests", [record]), status=status)


@_call("GET")
def service_request(_request: HttpRequest, *, fmt: Format, number: str) -> HttpResponse:
    """One public report."""
    record = schemas.request_record(queries.get_request(schemas.number_of(number)))
    return schemas.answer(fmt, Document("service_requests", [record]))


@_call("GET")
def token(_request: HttpRequest, *, fmt: Format, uid: str) -> HttpResponse:
    """The number behind a token; ours are the uids of receipts, and the number is told at once anyway."""
    record = {"service_request_id": queries.number_behind(uid), "token": uid}
    return schemas.answer(fmt, Document("service_requests", [record]))


@_call("GET", "POST")
def updates(request: HttpRequest, *, fmt: Format) -> HttpResponse:
    """What was done to public reports (GET), or a word of the system that sent one (POST)."""
    if request.method == "POST":
        client = actions.admit(_key_of(request))
        word = actions.accept_word(client, schemas.word_of(request.POST))
        return schemas.answer(
            fmt, Document("service_request_updates", [schemas.word_record(word)]), status=201
        )
    span = schemas.span_asked(request.GET)
    steps = list_open_data_steps(since=span.since, until=span.until, limit=schemas.MOST_ROWS)
    records = [schemas.update_record(step) for step in steps]
    return schemas.answer(fmt, Document("service_requests_updates", records))


def _key_of(request: HttpRequest) -> str:
    return request.POST.get("api_key") or request.GET.get("api_key") or ""
