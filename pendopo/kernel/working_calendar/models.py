"""Holidays and office hours as dated rows."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from pendopo.kernel.personal_data import NONE, Declaration
from pendopo.kernel.working_calendar.rules import HolidayKind


class Holiday(models.Model):
    """One day off."""

    personal_data: ClassVar[Declaration] = NONE

    on = models.DateField()
    name = models.TextField()
    kind = models.TextField(choices=[(kind.value, kind.value) for kind in HolidayKind])
    area_code = models.TextField(null=True, blank=True)  # noqa: DJ001 - null is "the whole country", not an empty code
    """Area that has the day off; null for the whole country."""

    class Meta:
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(
                fields=["on", "area_code"], name="working_calendar_one_holiday_a_day", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=models.Q(kind=HolidayKind.REGIONAL, area_code__isnull=False)
                | (~models.Q(kind=HolidayKind.REGIONAL) & models.Q(area_code__isnull=True)),
                name="working_calendar_regional_days_have_an_area",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.name}"


class OfficeHours(models.Model):
    """Working time of a unit on one weekday; the empty unit key is everybody without rows of their own."""

    personal_data: ClassVar[Declaration] = NONE

    unit_key = models.TextField(blank=True, default="")
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    on_holidays = models.BooleanField(default=False)

    class Meta:
        ordering = ["unit_key", "valid_from", "weekday", "opens"]
        indexes = [models.Index(fields=["unit_key"], name="working_calendar_by_unit")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(weekday__lte=6), name="working_calendar_weekday_is_0_to_6"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_key or 'default'} {self.weekday} {self.opens}-{self.closes}"
