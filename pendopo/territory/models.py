"""Areas with validity, their borders, and the archive of boundary tiles made from them."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import F, Q

from pendopo.kernel.personal_data import NONE, Declaration
from pendopo.territory.rules import OPENED_ON, AreaLevel


class Area(models.Model):
    """One area. It is closed by a last day and never deleted, so that old matters keep their place."""

    personal_data: ClassVar[Declaration] = NONE

    code = models.TextField(unique=True)
    name = models.TextField()
    level = models.TextField(choices=[(level.value, level.value) for level in AreaLevel])
    kind = models.TextField()
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    path = models.TextField()
    """Codes from the province down to this area, each followed by a slash; a prefix finds all below."""
    postal_code = models.TextField(blank=True)
    lon = models.FloatField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    population = models.PositiveIntegerField(null=True, blank=True)
    valid_from = models.DateField(default=OPENED_ON)
    valid_to = models.DateField(null=True, blank=True)
    successor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors"
    )
    """The area that carries on under a new code."""

    class Meta:
        indexes = [models.Index(OpClass(F("path"), name="text_pattern_ops"), name="territory_area_path")]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="territory_area_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(level=AreaLevel.PROVINCE) | Q(parent__isnull=False),
                name="territory_only_provinces_have_no_parent",
            ),
            models.CheckConstraint(
                condition=Q(lon__isnull=True, lat__isnull=True) | Q(lon__isnull=False, lat__isnull=False),
                name="territory_area_has_both_coordinates_or_none",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Boundary(models.Model):
    """The border of an area: indicative, not legal."""

    personal_data: ClassVar[Declaration] = NONE

    area = models.OneToOneField(Area, primary_key=True, on_delete=models.CASCADE, related_name="boundary")
    wkb = models.BinaryField()
    """Polygon or multipolygon in WGS84."""
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    source = models.TextField()
    is_coarse = models.BooleanField(default=False)
    """True for borders simplified by 80 to 500 m: good for a map of the country, not for a place."""

    def __str__(self) -> str:
        return f"{self.area_id} {self.source}"


class BoundaryArchive(models.Model):
    """The boundary tiles (PMTiles) of the present borders: one row."""

    personal_data: ClassVar[Declaration] = NONE

    id = models.SmallIntegerField(primary_key=True, default=1)
    content = models.BinaryField()
    sha256 = models.TextField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="territory_one_archive")]

    def __str__(self) -> str:
        return self.sha256
