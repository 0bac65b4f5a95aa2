"""Messages that came, and how far the mailbox was read."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from pendopo.connectors.inbox.rules.messages import Fate, Reason
from pendopo.kernel.ids import new_uid
from pendopo.kernel.personal_data import NONE, EncryptedTextField, declare


class Incoming(models.Model):
    """One message of one sender, with what became of it."""

    personal_data = declare(
        "sender", "sender_hash", "name", "subject", "text", "whole", "photo_urls", "lon", "lat", "photo_uids",
        "report_key", "note",
        purpose="Menjadikan pesan warga laporan, menjawabnya, dan membatasi kiriman beruntun",
        retention="PENDOPO_INBOX_DAYS (90 hari) sesudah selesai; laporan rahasia: saat menjadi laporan",
    )  # fmt: skip

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    channel = models.TextField()
    outside_id = models.TextField()
    sender = EncryptedTextField()
    """Where an answer goes."""
    sender_hash = models.TextField()
    name = EncryptedTextField(default="")
    subject = EncryptedTextField(default="")
    text = EncryptedTextField(default="")
    """What the person wrote now."""
    whole = EncryptedTextField(default="")
    """The message with quotes and signature, when that is more."""
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    """Where it was sent from: a shared place, else what a photo noted."""
    is_place_shared = models.BooleanField(default=False)
    photo_urls = EncryptedTextField(default="")
    """Where photos lie that are yet to be fetched, one a line."""
    photo_uids = ArrayField(models.UUIDField(), default=list)
    losses = ArrayField(models.TextField(), default=list)
    """What came with it and could not be taken, each a sentence."""
    is_automatic = models.BooleanField(default=False)
    fate = models.TextField(default=Fate.NEW)
    reason = models.TextField(default=Reason.NONE, blank=True)
    note = EncryptedTextField(default="")
    """Why a person dismissed it."""
    report_number = models.TextField(default="", blank=True)
    """The report that it became or that it speaks of; empty for a secret one."""
    report_key = EncryptedTextField(default="")
    received_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    """When its fate became what it is; null while it is new."""

    class Meta:
        db_table = "inbox_incoming"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["channel", "outside_id"], name="inbox_message_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["sender_hash", "-received_at"], name="inbox_by_sender"),
            models.Index(fields=["fate", "-id"], name="inbox_by_fate"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.fate}"


class MailboxPlace(models.Model):
    """How far a mailbox was read, in the numbers of its server (RFC 9051, 2.3.1.1)."""

    personal_data = NONE

    mailbox = models.TextField(unique=True)
    """User, server and folder."""
    validity = models.BigIntegerField(default=0)
    """UIDVALIDITY under which ``last_uid`` means anything."""
    last_uid = models.BigIntegerField(default=0)
    fault = models.TextField(default="", blank=True)
    """Why the last look failed; empty after one that did not."""
    fault_since = models.DateTimeField(null=True)
    looked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "inbox_mailbox_place"

    def __str__(self) -> str:
        return self.mailbox
