"""One picture of a stored file."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.views.decorators.http import require_safe

from pendopo.kernel.access import actor_of, public
from pendopo.kernel.files.queries import get_readable_file, read_file
from pendopo.kernel.files.rules import FileNotFound, Size

_PUBLIC, _PRIVATE = "public, max-age=31536000, immutable", "private, max-age=300"


@require_safe
@public
def picture(request: HttpRequest, uid: UUID, size: str) -> HttpResponse:
    """The picture for whoever may see the file; 404 for others. ``izin`` is a signed address's permit."""
    if size not in list(Size):
        raise FileNotFound
    permit = request.GET.get("izin", "")
    file = get_readable_file(actor_of(request), uid=uid, size=Size(size), permit=permit)
    headers = {
        "ETag": f'"{file.sha256[:32]}-{size}"',
        "Cache-Control": _PUBLIC if file.is_public else _PRIVATE,
        "Content-Disposition": f'inline; filename="foto-{uid}-{size}.jpg"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
    }
    if headers["ETag"] in request.headers.get("If-None-Match", ""):
        return HttpResponseNotModified(headers=headers)
    return HttpResponse(read_file(file, size), content_type=file.content_type, headers=headers)
