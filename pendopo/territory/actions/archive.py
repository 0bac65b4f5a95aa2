"""The boundary tiles of the present borders."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import shapely
from django.conf import settings

from pendopo.kernel.maps.pmtiles_writer import Outline, OutlineLayer, write_pmtiles
from pendopo.territory.models import Boundary, BoundaryArchive
from pendopo.territory.rules import AreaLevel

ATTRIBUTION = "Batas indikatif: cahyadsn/wilayah_boundaries (MIT), BIG"
_LAYERS = (
    (AreaLevel.REGENCY, "kabkota", 5),
    (AreaLevel.DISTRICT, "kecamatan", 7),
    (AreaLevel.VILLAGE, "desa", 9),
)
"""Level, name of the layer, first zoom."""


def make_archive(progress: Callable[[int, int], None]) -> None:
    """Make the archive anew from the borders of valid areas in the caller's transaction."""
    layers = [OutlineLayer(name, _outlines(level), zoom) for level, name, zoom in _LAYERS]
    content = write_pmtiles(layers, title="Batas wilayah", attribution=ATTRIBUTION, progress=progress)
    BoundaryArchive.objects.update_or_create(
        id=1, defaults={"content": content, "sha256": hashlib.sha256(content).hexdigest()}
    )


def _outlines(level: AreaLevel) -> list[Outline]:
    rows = Boundary.objects.filter(
        area__level=level, area__valid_to=None, area__path__contains=f"/{settings.CITY_CODE}/"
    ).values_list("area__code", "area__name", "wkb")
    outlines = []
    for code, name, wkb in rows.order_by("area__code"):
        geometry = shapely.from_wkb(bytes(wkb))
        label = shapely.point_on_surface(geometry)
        outlines.append(Outline(geometry, {"kode": code, "nama": name}, (label.x, label.y)))
    return outlines
