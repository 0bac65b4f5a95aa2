"""Areas and the local government, kept in memory: no query while the copy is fresh."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from pendopo.kernel import clock
from pendopo.kernel.maps.quadkey import Bounds
from pendopo.kernel.numbering.api import Snapshot
from pendopo.kernel.zones import label_of, zone_of
from pendopo.territory.models import Area, Boundary
from pendopo.territory.rules import (
    AreaInfo,
    AreaLevel,
    AreaNotFound,
    AreaPath,
    City,
    CityNotLoaded,
    head_word,
    words_of_city,
)

EDITION = "territory"
_COLUMNS = (
    "id", "code", "name", "level",
    "kind", "parent__code", "path", "postal_code", "lon", "lat", "valid_from", "valid_to",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Territory:
    """Everything about areas that fits in memory: a thousand rows for a regency, ten with all rt."""

    by_code: dict[str, AreaInfo]
    by_id: dict[int, AreaInfo]
    by_level: dict[AreaLevel, tuple[AreaInfo, ...]]
    """In the order of their codes."""
    successors: dict[str, str]
    city: City | None


def get_area(code: str) -> AreaInfo:
    """The area with the code, closed ones too; raises ``AreaNotFound``."""
    area = find_area(code)
    if area is None:
        raise AreaNotFound(area_code=code)
    return area


def find_area(code: str) -> AreaInfo | None:
    """The area with the code, closed ones too, or None."""
    return _territory.get().by_code.get(code)


def get_area_by_id(area_id: int) -> AreaInfo:
    """The area behind a foreign key; raises ``AreaNotFound``."""
    area = _territory.get().by_id.get(area_id)
    if area is None:
        raise AreaNotFound(area_id=area_id)
    return area


def current_area(code: str) -> AreaInfo:
    """The area that carries on what had the code: itself, or the last of its successors."""
    successors = _territory.get().successors
    seen = {code}
    while code in successors and successors[code] not in seen:
        code = successors[code]
        seen.add(code)
    return get_area(code)


def area_path(code: str) -> AreaPath:
    """Village, district, regency and province of an area; raises ``AreaNotFound``."""
    by_code = _territory.get().by_code
    if code not in by_code:
        raise AreaNotFound(area_code=code)
    above = {area.level: area for area in (by_code[part] for part in by_code[code].path.split("/")[:-1])}
    return AreaPath(
        village=above.get(AreaLevel.VILLAGE),
        district=above.get(AreaLevel.DISTRICT),
        regency=above.get(AreaLevel.REGENCY),
        province=above.get(AreaLevel.PROVINCE),
    )


def is_within(code: str, outer_code: str) -> bool:
    """True when the area is ``outer_code`` or lies in it; raises ``AreaNotFound`` for an unknown ``code``."""
    return f"/{outer_code}/" in f"/{get_area(code).path}"


def list_areas(
    *, level: AreaLevel | None = None, parent: str | None = None, on: dt.date | None = None
) -> tuple[AreaInfo, ...]:
    """Areas valid on a day (today), in the order of their codes; ``parent`` is any area above them.

    Below the regency the database holds only this local government. Young villages without a border of
    their own are listed like the others.
    """
    territory = _territory.get()
    day = on or clock.today()
    rows: Iterable[AreaInfo] = territory.by_level[level] if level else territory.by_code.values()
    prefix = get_area(parent).path if parent else ""
    return tuple(
        area for area in rows if area.path.startswith(prefix) and area.code != parent and area.is_valid(day)
    )


def search_areas(text: str, *, level: AreaLevel = AreaLevel.VILLAGE, limit: int = 20) -> tuple[AreaInfo, ...]:
    """Valid areas whose name, district or code matches each word; names that begin with the text first."""
    wanted = " ".join(text.casefold().split())
    words = wanted.split()
    found = [area for area in list_areas(level=level) if _matches(area, words)]
    found.sort(key=lambda area: (not area.name.casefold().startswith(wanted), area.name, area.code))
    return tuple(found[:limit])


def get_city() -> City:
    """The local government of this installation; raises ``CityNotLoaded``."""
    city = _territory.get().city
    if city is None:
        raise CityNotLoaded
    return city


def words_for(area: AreaInfo) -> str:
    """What the head of the area is called: ``kepala desa``, ``lurah``, ``camat``, ``ketua RT``, ..."""
    return head_word(area.code)


def _matches(area: AreaInfo, words: list[str]) -> bool:
    district = area_path(area.code).district
    searched = f"{area.title} {district.title if district else ''} {area.code} {area.postal_code}".casefold()
    return all(word in searched for word in words)


def _load() -> _Territory:
    rows = [
        AreaInfo(pk, code, name, AreaLevel(level), *rest)
        for pk, code, name, level, *rest in Area.objects.order_by("code").values_list(*_COLUMNS)
    ]
    by_level: defaultdict[AreaLevel, list[AreaInfo]] = defaultdict(list)
    for area in rows:
        by_level[area.level].append(area)
    successors = Area.objects.exclude(successor=None).values_list("code", "successor__code")
    by_code = {area.code: area for area in rows}
    return _Territory(
        by_code=by_code,
        by_id={area.id: area for area in rows},
        by_level={level: tuple(by_level[level]) for level in AreaLevel},
        successors=dict(successors),
        city=_city(by_code.get(settings.CITY_CODE), by_level[AreaLevel.VILLAGE]),
    )


def _city(area: AreaInfo | None, villages: list[AreaInfo]) -> City | None:
    if area is None or not villages:
        return None
    border = Boundary.objects.filter(area_id=area.id).first()
    if border is None or area.lon is None or area.lat is None:
        return None
    return City(
        code=area.code,
        name=area.name,
        kind=area.kind,
        zone=label_of(zone_of(area.code)),
        words=words_of_city(area.code, frozenset(village.kind for village in villages)),
        bounds=Bounds(border.west, border.south, border.east, border.north),
        centre=(area.lon, area.lat),
        has_village_borders=Boundary.objects.filter(area__level=AreaLevel.VILLAGE).exists(),
    )


_territory: Snapshot[_Territory] = Snapshot(EDITION, _load)
