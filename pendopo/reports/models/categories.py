"""What a report can be about."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from pendopo.kernel.personal_data import NONE
from pendopo.reports import rules


class Category(models.Model):
    """What a report is about; decides the matter and the icon. How much time it has: ``ClockRule``."""

    personal_data = NONE

    code = models.TextField(unique=True)
    name = models.TextField()
    group = models.TextField()
    hint = models.TextField(default="", blank=True)
    icon = models.TextField(default="report")
    matter_code = models.TextField()
    topics = ArrayField(models.TextField(), default=list)
    """Fields of government that it belongs to, as ``routing`` knows them; the first is learned from it."""
    keywords = ArrayField(models.TextField(), default=list)
    proof = models.TextField(default=rules.ProofKind.PHOTO)
    """What whoever says that it is done must show."""
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        db_table = "reports_category"
        ordering: ClassVar = ["position", "name"]

    def __str__(self) -> str:
        return self.name
