"""Places where the same thing is put right again and again."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from pendopo.kernel.personal_data import NONE
from pendopo.reports.models.categories import Category
from pendopo.reports.models.reports import Report


class Spot(models.Model):
    """A chronic spot, counted anew every night; no secret report counts, and none without an exact place."""

    personal_data = NONE

    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+", db_index=False)
    area = models.ForeignKey(
        "territory.Area", to_field="code", on_delete=models.PROTECT, db_column="area_code",
        related_name="+", db_index=False,
    )  # fmt: skip
    lon = models.FloatField()
    lat = models.FloatField()
    fixed_count = models.PositiveIntegerField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    last_report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="+", db_index=False)
    counted_at = models.DateTimeField()

    class Meta:
        db_table = "reports_spot"
        indexes: ClassVar = [models.Index(fields=["-fixed_count", "-last_at", "id"], name="spot_by_count")]

    def __str__(self) -> str:
        return f"{self.category_id} {self.fixed_count}"
