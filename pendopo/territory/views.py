"""Public reads: boundary tiles by range requests, the list of villages, the village of a place."""

from __future__ import annotations

import math
import re

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.views.decorators.http import require_safe

from pendopo.kernel.access import public
from pendopo.kernel.errors import Invalid, gettext_noop
from pendopo.territory.queries.archive import boundary_archive
from pendopo.territory.queries.areas import area_path, list_areas, search_areas
from pendopo.territory.queries.places import find_area_at, is_inside_city
from pendopo.territory.rules import AreaInfo, AreaLevel

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)
_LONGEST_SEARCH = 100


@require_safe
@public
def boundary_tiles(request: HttpRequest) -> HttpResponse:
    """The PMTiles archive: whole (200), one range (206), unchanged (304), or a range beyond its end (416)."""
    archive = boundary_archive()
    etag = f'"{archive.sha256[:32]}"'
    headers = {"ETag": etag, "Accept-Ranges": "bytes", "Cache-Control": "public, max-age=300"}
    if etag in request.headers.get("If-None-Match", ""):
        return HttpResponseNotModified(headers=headers)
    wanted = request.headers.get("Range", "")
    if request.headers.get("If-Range", etag) != etag:
        wanted = ""
    size = len(archive.content)
    part = _part(wanted, size)
    if part is None:
        return HttpResponse(archive.content, content_type="application/vnd.pmtiles", headers=headers)
    if not part:
        return HttpResponse(status=416, headers=headers | {"Content-Range": f"bytes */{size}"})
    headers |= {"Content-Range": f"bytes {part.start}-{part.stop - 1}/{size}"}
    content = archive.content[part.start : part.stop]
    return HttpResponse(content, status=206, content_type="application/vnd.pmtiles", headers=headers)


@require_safe
@public
def area_list(request: HttpRequest) -> HttpResponse:
    """Villages whose name or district matches ``q``, or all of them, as JSON for the report form."""
    text = request.GET.get("q", "")[:_LONGEST_SEARCH]
    found = search_areas(text) if text.strip() else list_areas(level=AreaLevel.VILLAGE)
    response = JsonResponse({"areas": [_shown(area) for area in found]})
    response["Cache-Control"] = "public, max-age=300"
    return response


@require_safe
@public
def area_at(request: HttpRequest) -> HttpResponse:
    """The area of a place, ``{"area": {...} | null, "is_inside": bool}``; raises ``Invalid``."""
    lon, lat = _degrees(request, "lon"), _degrees(request, "lat")
    area = find_area_at(lon, lat)
    return JsonResponse({"area": _shown(area) if area else None, "is_inside": is_inside_city(lon, lat)})


def _shown(area: AreaInfo) -> dict[str, object]:
    district = area_path(area.code).district
    return {
        "code": area.code,
        "name": area.name,
        "title": area.title,
        "district": district.name if district else "",
        "lon": area.lon,
        "lat": area.lat,
    }


def _degrees(request: HttpRequest, name: str) -> float:
    try:
        value = float(request.GET.get(name, ""))
    except ValueError:
        value = math.nan
    if not abs(value) <= 180:  # noqa: PLR2004 - degrees; also refuses nan
        raise Invalid(fields={name: gettext_noop("Tulis angka derajat, misalnya 113.2243.")})
    return value


def _part(header: str, size: int) -> range | None:
    """The bytes asked for; empty for a range beyond the end, None for the whole file.

    Several ranges at once are answered by the whole file, as RFC 9110 section 14.2 allows.
    """
    found = _RANGE.fullmatch(header.strip())
    if found is None or found[1] == found[2] == "":
        return None
    if not found[1]:
        return range(max(0, size - int(found[2])), size)
    last = int(found[2]) if found[2] else size - 1
    return range(min(int(found[1]), size), min(last + 1, size))
