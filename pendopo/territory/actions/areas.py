"""Local areas below the village, and official changes: closing, and carrying on under a new code."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.audit import chain
from pendopo.kernel.numbering.api import new_edition
from pendopo.kernel.permissions import Matter
from pendopo.territory.actions.archive import make_archive
from pendopo.territory.models import Area, Boundary
from pendopo.territory.permissions import PERMISSIONS
from pendopo.territory.queries.areas import EDITION, get_area
from pendopo.territory.rules import (
    LOCAL_LEVELS,
    PARENTS,
    AreaClosed,
    AreaInfo,
    AreaLevel,
    AreaNotFound,
    BadCode,
    CodeTaken,
    WrongParent,
    is_official,
    level_of,
    local_code,
    parent_code_of,
)

_DAY = dt.timedelta(days=1)


def add_area(
    actor: Actor, *, parent_code: str, level: AreaLevel, name: str, valid_from: dt.date | None = None
) -> AreaInfo:
    """Add a dusun, rw or rt; it gets the next number in its parent.

    A name of digits ("3", "003") is the number of an rw or rt and becomes part of the code. Raises
    ``WrongParent``, ``AreaClosed`` for a parent that is closed or will be, ``CodeTaken`` for a number that
    exists.
    """
    PERMISSIONS.check(actor, "add_area", Matter(area_code=parent_code))
    on = valid_from or clock.today()
    with transaction.atomic():
        parent = _locked(parent_code)
        if level not in LOCAL_LEVELS or AreaLevel(parent.level) not in PARENTS[level]:
            raise WrongParent
        _check_open(parent, on)
        if parent.valid_to is not None:
            raise AreaClosed
        is_number = name.isascii() and name.isdigit()
        number = int(name) if is_number else _next_number(parent, level)
        shown = f"{number:03d}" if is_number else " ".join(name.split())
        area = Area(
            code=local_code(parent.code, level, number),
            name=shown,
            level=level,
            kind=level,
            parent=parent,
            postal_code=parent.postal_code,
            valid_from=on,
        )
        _create(area)
        _finish(actor, "territory.area_added", area.code, name=shown)
    return get_area(area.code)


def close_area(actor: Actor, *, code: str, on: dt.date) -> None:
    """Make ``on`` the last day of an area; raises ``AreaClosed`` when it is closed or holds open ones."""
    PERMISSIONS.check(actor, "close_area", Matter(area_code=code))
    with transaction.atomic():
        area = _locked(code)
        _check_open(area, on)
        if area.valid_to is not None or area.children.filter(valid_to=None).exists():
            raise AreaClosed
        area.valid_to = on
        area.save(update_fields=["valid_to"])
        _finish(actor, "territory.area_closed", code, on=on)


def change_code(actor: Actor, *, code: str, new_code: str, on: dt.date) -> AreaInfo:
    """Let an official area and all below it carry on under new codes from ``on``; the old ones end before.

    What happened under the old code stays there; ``current_area`` leads to the new one. Raises ``BadCode``,
    ``CodeTaken``, ``AreaNotFound`` when the new code's parent does not exist, and ``AreaClosed`` when the
    area or one below it is closed, or began no earlier than ``on``.
    """
    PERMISSIONS.check(actor, "change_code", Matter(area_code=code))
    if not (is_official(code) and is_official(new_code)) or level_of(code) is not level_of(new_code):
        raise BadCode
    with transaction.atomic():
        area = _locked(code)
        _check_open(area, on)
        parent_code = parent_code_of(new_code)
        _carry_on(area, new_code, _locked(parent_code) if parent_code else None, on)
        if Boundary.objects.filter(area__code=new_code).exists():
            make_archive(lambda _done, _all: None)
        _finish(actor, "territory.code_changed", code, new_code=new_code, on=on)
    return get_area(new_code)


def _carry_on(old: Area, new_code: str, parent: Area | None, on: dt.date) -> None:
    """Close ``old``, open it again under ``new_code``, and do the same for what is open below it."""
    if old.valid_from >= on:
        raise AreaClosed
    children = list(old.children.filter(valid_to=None))
    new = Area(
        code=new_code,
        name=old.name,
        level=old.level,
        kind=old.kind,
        parent=parent,
        postal_code=old.postal_code,
        lon=old.lon,
        lat=old.lat,
        population=old.population,
        valid_from=on,
    )
    _create(new)
    Boundary.objects.filter(area=old).update(area=new)
    old.valid_to, old.successor = on - _DAY, new
    old.save(update_fields=["valid_to", "successor"])
    for child in children:
        _carry_on(child, new_code + child.code.removeprefix(old.code), new, on)


def _create(area: Area) -> None:
    area.path = f"{area.parent.path if area.parent else ''}{area.code}/"
    try:
        with transaction.atomic():
            area.save(force_insert=True)
    except IntegrityError:
        raise CodeTaken(area_code=area.code) from None


def _next_number(parent: Area, level: AreaLevel) -> int:
    codes = parent.children.filter(level=level).values_list("code", flat=True)
    return max((int(code.rpartition(".")[2][1:]) for code in codes), default=0) + 1


def _locked(code: str) -> Area:
    area = Area.objects.select_for_update().filter(code=code).first()
    if area is None:
        raise AreaNotFound(area_code=code)
    return area


def _check_open(area: Area, on: dt.date) -> None:
    if on < area.valid_from or (area.valid_to is not None and area.valid_to < on):
        raise AreaClosed


def _finish(actor: Actor, action: str, code: str, **facts: object) -> None:
    new_edition(subject=EDITION)
    chain.record(actor, action=action, subject=f"area:{code}", facts=facts)
