"""What an officer keeps for the own desk."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

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
