"""One row per counter."""

from __future__ import annotations

from django.db import models

from pendopo.kernel.personal_data import declare


class Tries(models.Model):
    """How often something was tried within a window; counted by one statement, so also across processes."""

    personal_data = declare("key", purpose="Menahan tebakan dan banjir kiriman", retention="1 hari")

    key = models.TextField(primary_key=True)
    """Keyed hash of what is counted and for whom."""
    count = models.PositiveIntegerField()
    until = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "throttle_tries"

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.count}"
