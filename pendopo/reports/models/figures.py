"""Published figures, counted month by month."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from pendopo.kernel.personal_data import NONE


class Tally(models.Model):
    """What became of the reports of one month: all of them, or those of one agency, category or kecamatan.

    A job counts anew what changed (actions.figures); definitions: queries.figures. None of them is secret.
    """

    personal_data = NONE

    pk = models.CompositePrimaryKey("month", "grouping", "key")
    month = models.DateField()
    """The first day of the month in which they were received."""
    grouping = models.TextField()
    """One of ``rules.figures.Grouping``."""
    key = models.TextField()
    """Id of the agency or category, code of the kecamatan; empty for all, and for held by no agency."""
    received = models.IntegerField()
    verified_in_time = models.IntegerField()
    followed_up = models.IntegerField()
    open = models.IntegerField()
    promised = models.IntegerField()
    claimed = models.IntegerField()
    confirmed = models.IntegerField()
    confirmed_by_reporter = models.IntegerField()
    on_time = models.IntegerField()
    closed = models.IntegerField()
    days = ArrayField(models.IntegerField())
    """In how many days reports were confirmed, each number once, ascending."""
    day_counts = ArrayField(models.IntegerField())
    """How many were confirmed in each of ``days``."""
    counted_at = models.DateTimeField()
    last_step_id = models.BigIntegerField()
    """No step above it was known when this was counted."""

    class Meta:
        db_table = "reports_tally"

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.grouping} {self.key}"
