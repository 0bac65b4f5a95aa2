"""Messages with their fate, and the browsers that asked for push."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from pendopo.kernel.ids import new_uid
from pendopo.kernel.notifications.rules import Fate
from pendopo.kernel.personal_data import EncryptedTextField, declare


class Message(models.Model):
    """One message to one address by one channel."""

    personal_data = declare(
        "address", "address_hash", "account_id", "text",
        purpose="Memberi kabar dan membuktikan bahwa kabar diberikan", retention="1 tahun",
    )  # fmt: skip

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    dedupe = models.TextField(unique=True)
    channel = models.TextField()
    address = EncryptedTextField()
    """Phone, e-mail, or the id of a browser."""
    address_hash = models.TextField()
    account_id = models.BigIntegerField(null=True)
    about = models.TextField(default="")
    """What the message is about, such as ``report:<uid>``."""
    template = models.TextField()
    title = models.TextField()
    text = EncryptedTextField()
    path = models.TextField(default="")
    """The page of ours that the message leads to; empty for none."""
    fate = models.TextField(default=Fate.QUEUED)
    attempt_count = models.PositiveSmallIntegerField(default=0)
    outside_id = models.TextField(default="")
    """The id that the next system gave it."""
    last_error = models.TextField(default="")
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "notifications_message"
        indexes: ClassVar = [
            models.Index(fields=["about"], name="message_by_subject"),
            models.Index(fields=["account_id", "-created_at"], name="message_by_account"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.template} {self.fate}"


class PushSubscription(models.Model):
    """A browser that may be told; keys as the browser gave them (RFC 8030, RFC 8291)."""

    personal_data = declare(
        "endpoint", "endpoint_hash", "p256dh", "auth", "account_id", "device",
        purpose="Memberi kabar lewat peramban", retention="Sampai dicabut atau ditolak peramban",
    )  # fmt: skip

    account_id = models.BigIntegerField(db_index=True)
    endpoint = EncryptedTextField()
    endpoint_hash = models.TextField(unique=True)
    p256dh = EncryptedTextField()
    auth = EncryptedTextField()
    device = models.TextField(default="")
    """Browser and system in plain words: "Chrome · Android"."""
    created_at = models.DateTimeField()

    class Meta:
        db_table = "notifications_push_subscription"

    def __str__(self) -> str:
        return self.endpoint_hash[:8]
