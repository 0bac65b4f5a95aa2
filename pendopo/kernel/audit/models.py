"""The chain and its head."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from pendopo.kernel.personal_data import NONE, declare


class ChainHead(models.Model):
    """The single row that holds the last sequence number and hash; its lock orders the chain."""

    personal_data = NONE

    sequence = models.BigIntegerField(default=0)
    hash = models.BinaryField()

    class Meta:
        db_table = "audit_chain_head"

    def __str__(self) -> str:
        return f"head at {self.sequence}"


class AuditEntry(models.Model):
    """One link: what was done by whom to what, and the hash over it and everything before."""

    personal_data = declare(
        "content", purpose="Bukti perbuatan hukum dan pembacaan data pribadi", retention="10 tahun"
    )

    sequence = models.BigIntegerField(primary_key=True)
    hash = models.BinaryField()
    action = models.TextField()
    subject = models.TextField()
    account_id = models.BigIntegerField(null=True)
    content = models.TextField()
    """Canonical JSON of the whole entry; the hash is over exactly these bytes."""

    class Meta:
        db_table = "audit_entry"
        indexes: ClassVar = [
            models.Index(fields=["subject", "sequence"], name="audit_by_subject"),
            models.Index(fields=["account_id", "sequence"], name="audit_by_account"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.action} {self.subject}"
