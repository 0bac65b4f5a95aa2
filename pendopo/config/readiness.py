"""Whether the pages can be served: asked by the supervisor and by load balancers."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, JsonResponse

from pendopo.kernel.access import public


@public
def ready(_request: HttpRequest) -> JsonResponse:
    """200 when the database answers (1 query); a database fault becomes a 503 by the problems family."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"ready": True})
