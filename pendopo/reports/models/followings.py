"""Who wants to hear what is reported and done in a place or of a kind."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from pendopo.kernel.personal_data import EncryptedTextField, declare
from pendopo.reports.models.categories import Category


class Following(models.Model):
    """Somebody who wants to hear of a place, a category, or both: a letter a day, or at once by push."""

    personal_data = declare(
        "account_id", "email", "who",
        purpose="Mengirim kabar laporan yang diikuti",
        retention="Sampai dihentikan; tanpa persetujuan 3 hari",
    )  # fmt: skip

    way = models.TextField()
    account_id = models.BigIntegerField(null=True, db_index=True)
    email = EncryptedTextField(default="")
    who = models.TextField()
    """Keyed hash of the account or the address: nobody follows the same twice."""
    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    """Null for every category."""
    area_code = models.TextField(default="")
    """A kecamatan or a village; empty for the whole city."""
    confirmed_at = models.DateTimeField(null=True)
    """When whoever reads the address agreed; nothing is sent before."""
    created_at = models.DateTimeField()
    told_until = models.DateTimeField()
    """News up to here were told, or lie before the beginning."""

    class Meta:
        db_table = "reports_following"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["who", "way", "category", "area_code"],
                nulls_distinct=False,
                name="report_followed_once",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["way", "area_code"], name="following_by_area")]

    def __str__(self) -> str:
        return f"{self.way} {self.area_code or '*'} {self.category_id or '*'}"
