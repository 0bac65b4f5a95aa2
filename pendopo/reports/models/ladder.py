"""Who hears when a report takes too long, and which reports went up."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from pendopo.kernel.personal_data import NONE
from pendopo.reports.models.categories import Category
from pendopo.reports.models.reports import Report


class LadderRung(models.Model):
    """From which day who is told at which share of a limit, at its breach, or so long after it."""

    personal_data = NONE

    level = models.PositiveSmallIntegerField()
    at = models.TextField()
    """One of ``rules.RungTime``."""
    amount = models.PositiveSmallIntegerField(default=0)
    target = models.TextField()
    """One of ``rules.RungTarget``."""
    agency = models.ForeignKey("accounts.Agency", on_delete=models.PROTECT, null=True, related_name="+")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, null=True, related_name="+")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    legal_basis = models.TextField()
    author_id = models.BigIntegerField(null=True)
    """The account that wrote it; empty for what an installation starts with."""

    class Meta:
        db_table = "reports_ladder_rung"
        ordering: ClassVar = ["level", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="ladder_rung_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.level} {self.at} {self.target}"


class Escalation(models.Model):
    """A report reached a rung, once for each of its limits."""

    personal_data = NONE

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="escalations", db_index=False)
    limit_number = models.PositiveSmallIntegerField()
    """Which limit of the report: a limit that begins anew has the next number."""
    rung = models.ForeignKey(LadderRung, on_delete=models.PROTECT, related_name="+", db_index=False)
    target = models.TextField()
    """Who was there to hear it."""
    agency_id = models.BigIntegerField(null=True)
    post_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "reports_escalation"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "limit_number", "rung"], name="escalation_once"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.rung_id}"
