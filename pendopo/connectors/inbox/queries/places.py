"""Villages by their names, and a place in words."""

from __future__ import annotations

from pendopo.connectors.inbox.rules.places import NamedPlace
from pendopo.territory.api import AreaLevel, area_path, list_areas


def named_villages() -> list[NamedPlace]:
    """Every village of today by its names (no query once warm)."""
    return [
        NamedPlace(area.code, area.name, district.name if (district := area_path(area.code).district) else "")
        for area in list_areas(level=AreaLevel.VILLAGE)
    ]


def place_words(area_code: str) -> str:
    """Village and kecamatan with their kinds, as people say them (no query once warm)."""
    path = area_path(area_code)
    return ", ".join(area.title for area in (path.village, path.district) if area)
