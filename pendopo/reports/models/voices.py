"""Who else stands behind a report: the sealed reporter, and those who say "me too"."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from pendopo.kernel.personal_data import EncryptedTextField, declare
from pendopo.reports.models.reports import RETENTION, Report


class Unsealing(models.Model):
    """Two officers open the identity behind a secret report: one asks with a reason, another agrees."""

    personal_data = declare(
        "asked_by", "agreed_by", "reason",
        purpose="Bukti siapa membuka identitas pelapor rahasia dan mengapa", retention=RETENTION,
    )  # fmt: skip

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="unsealings")
    asked_by = models.BigIntegerField()
    reason = models.TextField()
    asked_at = models.DateTimeField()
    agreed_by = models.BigIntegerField(null=True)
    agreed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "reports_unsealing"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True, agreed_at__isnull=True)
                | (Q(agreed_at__isnull=False) & ~Q(agreed_by=F("asked_by"))),
                name="report_unsealed_by_two",
            ),
            models.UniqueConstraint(
                fields=["report"], condition=Q(agreed_at__isnull=True), name="report_unsealing_asked_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} by {self.asked_by}"


class Supporter(models.Model):
    """Somebody who says "me too": counted once, told what the reporter is told."""

    personal_data = declare(
        "account_id", "email", "phone", "voice",
        purpose="Menghitung dukungan satu kali dan memberi kabar kepada pendukung", retention=RETENTION,
    )  # fmt: skip

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="supporters", db_index=False)
    voice = models.TextField()
    """Keyed hash of the account, the contact, the browser or the network: nobody speaks twice."""
    account_id = models.BigIntegerField(null=True)
    email = EncryptedTextField(default="")
    phone = EncryptedTextField(default="")
    joined_at = models.DateTimeField()

    class Meta:
        db_table = "reports_supporter"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "voice"], name="report_supported_once"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} +1"
