"""Where everybody may know that a report is (``rules.publicity.spot_told``), from its columns."""

from __future__ import annotations

from pendopo.kernel.maps import quadkey
from pendopo.reports.queries.categories import get_category
from pendopo.reports.rules.publicity import Spot, is_point_told, spot_told
from pendopo.territory.api import area_path


def spot_of(category_id: int, area_code: str, place: tuple[float, float], *, is_exact: bool) -> Spot | None:
    """The told place of a report; asks the database nothing."""
    proof = get_category(category_id).proof
    return spot_told(proof, place=place, is_exact=is_exact, village=middle_of(area_code))


def key_of(category_id: int, area_code: str, key: int, *, is_exact: bool) -> int | None:
    """The quadkey of the told place of a report whose own is ``key``, as the cells of the map have it."""
    if is_point_told(get_category(category_id).proof, is_exact=is_exact):
        return key
    middle = middle_of(area_code)
    return quadkey.encode(*middle) if middle else None


def middle_of(area_code: str) -> tuple[float, float] | None:
    """The middle of the village around an area, else of its kecamatan; None where neither is known."""
    path = area_path(area_code)
    for area in (path.village, path.district):
        if area is not None and area.lon is not None and area.lat is not None:
            return area.lon, area.lat
    return None
