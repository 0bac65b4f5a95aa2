"""PostgreSQL's own ``point`` type as a Django field, with the index and the questions it answers.

A model keeps ``lon`` and ``lat`` and lets the database fill the point::

    place = models.GeneratedField(
        expression=PointOf("lon", "lat"), output_field=PointField(), db_persist=True
    )
    indexes = [GistIndex(fields=["category", "place"], name="...")]

An index whose first column is not a point needs ``BtreeGistExtension()`` earlier in its migration (from
``django.contrib.postgres.operations``). Ask ``filter(place__in_box=bounds)`` and
``order_by(DistanceTo("place", lon, lat))``.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from django.db.models.sql.compiler import SQLCompiler

from pendopo.kernel.maps.quadkey import Bounds


class LonLat(NamedTuple):
    """A place in degrees."""

    lon: float
    lat: float


class PointField(models.Field[Any, Any]):
    """A native ``point``: ``LonLat`` in Python, ``(lon,lat)`` in the database."""

    description = "point (longitude, latitude)"

    def db_type(self, connection: BaseDatabaseWrapper) -> str:  # noqa: ARG002 - signature of Field
        """PostgreSQL's name of the type."""
        return "point"

    def get_prep_value(self, value: Any) -> str | None:
        """Text that PostgreSQL reads as a point."""
        if value is None or isinstance(value, str):
            return value
        lon, lat = value
        return f"({float(lon)!r},{float(lat)!r})"

    def from_db_value(self, value: str | None, _expression: object, _connection: object) -> LonLat | None:
        """Read PostgreSQL's text of a point."""
        if value is None:
            return None
        lon, lat = value.strip("()").split(",")
        return LonLat(float(lon), float(lat))


@PointField.register_lookup
class InBox(models.Lookup[Any]):
    """``filter(place__in_box=Bounds(...))``: inside or on the edge; answered by a GiST index."""

    lookup_name = "in_box"
    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        """``place <@ box``."""
        left, parameters = self.process_lhs(compiler, connection)
        bounds = Bounds(*self.rhs)
        box = [bounds.west, bounds.south, bounds.east, bounds.north]
        sql = f"{left} <@ box(point(%s,%s), point(%s,%s))"
        return sql, [*parameters, *box]


class PointOf(models.Func):
    """``point(lon, lat)`` of two columns; for generated fields."""

    function = "point"
    arity = 2

    def __init__(self, lon: str | Combinable, lat: str | Combinable, **extra: Any) -> None:
        super().__init__(lon, lat, output_field=PointField(), **extra)


class DistanceTo(models.Func):
    """Distance in degrees for ordering by nearness; ``ORDER BY`` with a limit is answered by a GiST index."""

    template = "(%(expressions)s)"
    arg_joiner = " <-> "

    def __init__(self, place: str | Combinable, lon: float, lat: float) -> None:
        target = models.Value(LonLat(lon, lat), output_field=PointField())
        super().__init__(place, Cast(target, PointField()), output_field=models.FloatField())
