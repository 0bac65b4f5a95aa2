"""The front door of territory."""

from __future__ import annotations

from pendopo.territory.actions.areas import add_area, change_code, close_area
from pendopo.territory.actions.imports import ImportReport, import_areas, import_borders
from pendopo.territory.actions.loading import LoadReport, load_city
from pendopo.territory.queries.archive import boundary_archive
from pendopo.territory.queries.areas import (
    area_path,
    current_area,
    find_area,
    get_area,
    get_area_by_id,
    get_city,
    is_within,
    list_areas,
    search_areas,
    words_for,
)
from pendopo.territory.queries.drawings import SvgArea, SvgMap, svg_map
from pendopo.territory.queries.places import find_area_at, find_village_at, is_inside_city
from pendopo.territory.rules import (
    AreaClosed,
    AreaInfo,
    AreaLevel,
    AreaNotFound,
    AreaPath,
    BadCode,
    City,
    CityNotLoaded,
    CodeTaken,
    NoSuchCity,
    OtherCity,
    Words,
    WrongParent,
)

__all__ = [
    "AreaClosed",
    "AreaInfo",
    "AreaLevel",
    "AreaNotFound",
    "AreaPath",
    "BadCode",
    "City",
    "CityNotLoaded",
    "CodeTaken",
    "ImportReport",
    "LoadReport",
    "NoSuchCity",
    "OtherCity",
    "SvgArea",
    "SvgMap",
    "Words",
    "WrongParent",
    "add_area",
    "area_path",
    "boundary_archive",
    "change_code",
    "close_area",
    "current_area",
    "find_area",
    "find_area_at",
    "find_village_at",
    "get_area",
    "get_area_by_id",
    "get_city",
    "import_areas",
    "import_borders",
    "is_inside_city",
    "is_within",
    "list_areas",
    "load_city",
    "search_areas",
    "svg_map",
    "words_for",
]
