"""One row per counter, one row per edition."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from pendopo.kernel.personal_data import NONE, Declaration


class Counter(models.Model):
    """The last number given in a series within a period."""

    personal_data: ClassVar[Declaration] = NONE

    series = models.TextField()
    period = models.TextField(blank=True)
    value = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "period"], name="numbering_one_counter_per_period"),
            models.CheckConstraint(condition=models.Q(value__gt=0), name="numbering_value_is_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.period}: {self.value}"


class Edition(models.Model):
    """Which edition of a subject the database holds; processes compare it with what they keep."""

    personal_data: ClassVar[Declaration] = NONE

    subject = models.TextField(primary_key=True)
    uid = models.UUIDField()

    def __str__(self) -> str:
        return f"{self.subject}: {self.uid}"
