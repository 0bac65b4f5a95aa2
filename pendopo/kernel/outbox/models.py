"""Recorded events and their deliveries."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from pendopo.kernel.personal_data import NONE


class OutboxEvent(models.Model):
    """One fact that crossed a boundary: ids and plain values only."""

    personal_data = NONE

    kind = models.TextField()
    subject = models.TextField()
    payload = models.JSONField()
    channels = ArrayField(models.TextField())
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "outbox_event"
        indexes: ClassVar = [models.Index(fields=["subject", "id"], name="outbox_by_subject")]

    def __str__(self) -> str:
        return f"{self.pk} {self.kind} {self.subject}"


class Delivery(models.Model):
    """One subscriber's turn at one event; deleted when done, so the table is the queue."""

    personal_data = NONE

    event = models.ForeignKey(OutboxEvent, on_delete=models.CASCADE, related_name="deliveries")
    subscriber = models.TextField()
    attempt_count = models.SmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    last_error = models.TextField(default="")
    is_dead = models.BooleanField(default=False)

    class Meta:
        db_table = "outbox_delivery"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "subscriber"], name="outbox_delivered_once"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["next_attempt_at"], condition=models.Q(is_dead=False), name="outbox_delivery_due"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} -> {self.subscriber}"
