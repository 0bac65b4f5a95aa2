"""Answers to what waited on a phone (``queue.js``): JSON that nobody keeps, refusals in words for a list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import ParamSpec

from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

from pendopo.kernel.errors import Invalid, PendopoError
from pendopo.kernel.problems import problem_shape

Answer = Mapping[str, object]
P = ParamSpec("P")


def in_json(view: Callable[P, Answer]) -> Callable[P, HttpResponse]:
    """The answer of ``view`` as JSON; refusals in the one shape of programs, all their words in ``text``."""

    @wraps(view)
    def answered(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return JsonResponse(view(*args, **kwargs))
        except PendopoError as fault:
            return JsonResponse(_refusal(fault), status=fault.status)

    return never_cache(answered)


def _refusal(fault: PendopoError) -> dict[str, object]:
    """Who reads it looks at a list of what waits, not at the fields: everything is said in one text."""
    shape = problem_shape(fault)
    fields = shape["fields"]
    if isinstance(fault, Invalid) and isinstance(fields, dict) and fields:
        shape["text"] = " ".join(dict.fromkeys(str(text) for text in fields.values()))
    return shape
