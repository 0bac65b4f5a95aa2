"""How much time reports have, as dated rows."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from pendopo.kernel.personal_data import NONE
from pendopo.reports.models.categories import Category


class ClockRule(models.Model):
    """From which day which reports have how much time, and by which law.

    Neither category nor group: it is for all. A figure that is empty is left to the wider rule.
    """

    personal_data = NONE

    category = models.ForeignKey(Category, on_delete=models.PROTECT, null=True, related_name="clock_rules")
    group = models.TextField(default="")
    kind = models.TextField(default="")
    """Class of matter by law, for people; its figure stands in ``finish_days``."""
    verify_days = models.PositiveSmallIntegerField(null=True)
    quick_hours = models.PositiveSmallIntegerField(null=True)
    finish_days = models.PositiveSmallIntegerField(null=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    legal_basis = models.TextField()
    author_id = models.BigIntegerField(null=True)
    """The account that wrote it; empty for what an installation starts with."""
    followed = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    """The rule that ended because this one begins; it goes on when this one is withdrawn."""

    class Meta:
        db_table = "reports_clock_rule"
        ordering: ClassVar = ["group", "category_id", "valid_from"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["category", "group", "valid_from"], nulls_distinct=False, name="clock_rule_once_a_day"
            ),
            models.CheckConstraint(condition=Q(category=None) | Q(group=""), name="clock_rule_has_one_scope"),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="clock_rule_dates_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(verify_days=None, quick_hours=None, finish_days=None),
                name="clock_rule_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category_id or self.group or 'all'} {self.valid_from}"
