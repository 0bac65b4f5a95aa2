"""What an officer keeps for the own desk."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from pendopo.desk import rules
from pendopo.kernel.ids import new_uid
from pendopo.kernel.personal_data import NONE


class SavedView(models.Model):
    """A list with its filters under a name of the officer's choice."""

    personal_data = NONE

    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="saved_views")
    name = models.TextField()
    query = models.TextField()
    """The query string of the list, without a cursor."""
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "desk_saved_view"
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "name"], name="saved_view_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class BulkRun(models.Model):
    """One step taken on many reports at once, with what became of each; kept for a month."""

    personal_data = NONE

    key = models.UUIDField(default=new_uid, unique=True)
    """Made with the form; the same form sent twice is one run."""
    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="bulk_runs")
    verb = models.TextField()
    query = models.TextField(default="")
    """The list from which it was done."""
    made_at = models.DateTimeField()

    class Meta:
        db_table = "desk_bulk_run"

    def __str__(self) -> str:
        return f"{self.verb} {self.key}"


class BulkLine(models.Model):
    """One report of a run; written in the transaction of the step itself."""

    personal_data = NONE

    run = models.ForeignKey(BulkRun, on_delete=models.CASCADE, related_name="lines")
    number = models.TextField()
    version = models.IntegerField(null=True)
    """The version that the officer saw; null for whoever did not say."""
    fate = models.TextField(default=rules.LineFate.WAITING)
    reason = models.TextField(default="")
    """Why not, in the words of the officer's language at that time."""

    class Meta:
        db_table = "desk_bulk_line"
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "number"], name="bulk_line_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.fate}"
