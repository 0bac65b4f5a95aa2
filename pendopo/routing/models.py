"""Decisions of people on texts, and models that learned from them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from pendopo.kernel import clock
from pendopo.kernel.personal_data import NONE, EncryptedTextField, declare


class State(models.TextChoices):
    """What a model is there for."""

    DRAFT = "draft"
    """Learned, but not better than the active one when it was judged."""
    ACTIVE = "active"
    """Answers now; at most one."""
    RETIRED = "retired"
    """Answered before; may be switched back to."""


class Decision(models.Model):
    """The topic that a person gave to a text: what models learn from."""

    personal_data = declare(
        "title", "body",
        purpose="Melatih penyaranan bidang dari keputusan petugas", retention="2 tahun sejak diputuskan",
    )  # fmt: skip

    subject = models.TextField(unique=True)
    """What was decided on, such as ``report:<uid>``; the latest decision counts."""
    title = EncryptedTextField()
    body = EncryptedTextField()
    topic = models.TextField()
    source = models.TextField()
    """Where the decision was made, such as ``reports.verify``."""
    decided_at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        db_table = "routing_decision"

    def __str__(self) -> str:
        return self.subject


class Model(models.Model):
    """What was learned at one moment, with the figures it was judged by."""

    personal_data = NONE

    version = models.PositiveIntegerField(unique=True)
    trained_at = models.DateTimeField(default=clock.now)
    state = models.TextField(choices=State.choices)
    example_count = models.PositiveIntegerField()
    decision_count = models.PositiveIntegerField()
    learned_until = models.DateTimeField()
    """Decisions after this moment are unknown to it."""
    figures = models.JSONField()
    """``rules.Figures`` on cases that were held out."""
    rival_figures = models.JSONField(null=True)
    """The same of the model then active, on the same cases; null where there was none."""
    weights = models.BinaryField()
    """Archive of arrays of ``rules.pack``; hashed, so no text can be read out of it."""

    class Meta:
        db_table = "routing_model"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["state"], condition=models.Q(state=State.ACTIVE), name="one_active_model"
            ),
        ]

    def __str__(self) -> str:
        return f"v{self.version}"
