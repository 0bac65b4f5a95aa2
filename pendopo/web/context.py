"""The context processor of the kit (``TEMPLATES`` option ``context_processors``)."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from pendopo.web.chrome import chrome_for


def chrome(request: HttpRequest) -> dict[str, object]:
    """Put ``chrome`` into every template, computed only when a template asks for it, at most once."""
    return {"chrome": SimpleLazyObject(lambda: chrome_for(request))}
