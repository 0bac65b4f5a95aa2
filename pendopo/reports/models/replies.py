"""Templates of replies, with every version that they ever had."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from pendopo.kernel.personal_data import NONE, declare
from pendopo.reports.models.categories import Category


class Reply(models.Model):
    """A text to begin a reply with: for one step, perhaps for one category or one agency alone."""

    personal_data = NONE

    name = models.TextField()
    verb = models.TextField()
    """One of ``rules.REPLY_VERBS``."""
    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    agency = models.ForeignKey(
        "accounts.Agency", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    """Null for every agency; only the coordinator and the administrator keep those."""
    is_active = models.BooleanField(default=True)

    class Meta:
        db_table = "reports_reply"
        ordering: ClassVar = ["verb", "name", "id"]

    def __str__(self) -> str:
        return self.name


class ReplyVersion(models.Model):
    """The words of a template from a day on; never changed."""

    personal_data = declare(
        "made_by", purpose="Bukti siapa mengubah templat jawaban", retention="Selama templat disimpan"
    )

    reply = models.ForeignKey(Reply, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    """Counts up from 1; the highest is in force."""
    text = models.TextField()
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)
    used_at = models.DateTimeField(null=True)
    """When it was first used; a template that was used is never deleted."""

    class Meta:
        db_table = "reports_reply_version"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reply", "number"], name="reply_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.reply_id} v{self.number}"
