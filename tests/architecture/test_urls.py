from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

DESCRIPTIONS = {"/api/openapi.json", "/api/"}
"""Made by the API framework: the public description of the API, and its empty root."""


def _views() -> Iterator[tuple[str, object]]:
    def walk(patterns, prefix):
        for pattern in patterns:
            here = prefix + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, here)
            elif isinstance(pattern, URLPattern):
                yield here, pattern.callback

    yield from walk(get_resolver().url_patterns, "/")


def _is_api(view: object) -> bool:
    return str(getattr(view, "__module__", "")).startswith("ninja.")


def test_every_page_states_who_may_come_in():
    silent = [address for address, view in _views() if not _is_api(view) and not hasattr(view, "access")]
    assert set(silent) <= DESCRIPTIONS


def test_every_operation_of_the_api_states_who_may_come_in():
    from pendopo.config.http_api import api

    silent = [
        f"{method} {path}"
        for _prefix, router in api._routers
        for path, path_view in router.path_operations.items()
        for operation in path_view.operations
        for method in operation.methods
        if not hasattr(operation.view_func, "access")
    ]
    assert silent == []
