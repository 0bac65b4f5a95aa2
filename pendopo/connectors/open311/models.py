"""Systems that hold a key, and what each of them sent."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from pendopo.kernel.ids import new_uid
from pendopo.kernel.personal_data import NONE, EncryptedTextField, declare


class Client(models.Model):
    """A system that may send reports; only the keyed hash of its key is kept."""

    personal_data = declare(
        "contact", purpose="Menghubungi pengelola sistem pengirim", retention="Selama kunci tercatat"
    )

    name = models.TextField()
    contact = EncryptedTextField(default="")
    """E-mail of whoever answers for the system."""
    prefix = models.TextField()
    """The beginning of the key, to tell keys apart."""
    key_hash = models.TextField(unique=True)
    per_day = models.PositiveIntegerField()
    """How many reports and words it may send within a day."""
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "open311_client"
        ordering: ClassVar = ["-is_active", "name", "pk"]

    def __str__(self) -> str:
        return self.name


class SentReport(models.Model):
    """Which system a report came from: that system, and no other, speaks for its reporter here."""

    personal_data = declare(
        "secret",
        purpose="Meneruskan kabar pelapor dari sistem yang mengirim laporannya",
        retention="Tidak berlaku lagi setelah data pelapor dihapus (PENDOPO_REPORTER_YEARS)",
    )

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="sent_reports")
    uid = models.UUIDField(unique=True)
    """The uid of the report; the token of the protocol."""
    number = models.TextField(unique=True)
    secret = EncryptedTextField()
    """Key of the report."""
    fingerprint = models.TextField()
    """Hash of what was sent."""
    sent_at = models.DateTimeField()

    class Meta:
        db_table = "open311_sent_report"
        indexes: ClassVar = [
            models.Index(fields=["client", "fingerprint", "-sent_at"], name="open311_repeated"),
        ]

    def __str__(self) -> str:
        return self.number


class SentWord(models.Model):
    """A word that a system sent about its report, so that sending it again changes nothing."""

    personal_data = NONE

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    sent_report = models.ForeignKey(SentReport, on_delete=models.PROTECT, related_name="words")
    outside_id = models.TextField()
    """The id that the other system gave it."""
    sent_at = models.DateTimeField()

    class Meta:
        db_table = "open311_sent_word"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sent_report", "outside_id"], name="open311_word_once"),
        ]

    def __str__(self) -> str:
        return str(self.uid)
