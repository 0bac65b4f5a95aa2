"""Many reports that are one event."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from pendopo.kernel.personal_data import NONE
from pendopo.reports import rules
from pendopo.reports.models.categories import Category
from pendopo.reports.models.reports import Report


class Burst(models.Model):
    """Many reports of one kind, close together in space and time: one event."""

    personal_data = NONE

    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+", db_index=False)
    area = models.ForeignKey(
        "territory.Area", to_field="code", on_delete=models.PROTECT, db_column="area_code",
        related_name="+", db_index=False,
    )  # fmt: skip
    lon = models.FloatField()
    lat = models.FloatField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    report_count = models.PositiveIntegerField(default=0)
    state = models.TextField(default=rules.BurstState.OPEN)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "reports_burst"
        indexes: ClassVar = [
            models.Index(
                fields=["category", "-last_at"], condition=Q(state=rules.BurstState.OPEN), name="burst_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.report_count}"


class BurstMember(models.Model):
    """A report that belongs to a burst; to one for good."""

    personal_data = NONE

    burst = models.ForeignKey(Burst, on_delete=models.CASCADE, related_name="members")
    report = models.OneToOneField(Report, on_delete=models.CASCADE, related_name="burst_member")

    class Meta:
        db_table = "reports_burst_member"

    def __str__(self) -> str:
        return f"{self.burst_id} {self.report_id}"
