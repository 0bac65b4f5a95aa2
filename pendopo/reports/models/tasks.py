"""What is asked of others for a report: sideways of another agency, down of a post."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from pendopo.kernel.personal_data import declare
from pendopo.reports import rules
from pendopo.reports.models.reports import RETENTION, Report, Step


class Coordination(models.Model):
    """Another agency is asked to do or say something; the report stays with the one that asks."""

    personal_data = declare(
        "asked_by", "closed_by", "instruction", "answer",
        purpose="Bukti siapa meminta bantuan instansi lain dan apa jawabannya", retention=RETENTION,
    )  # fmt: skip

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="coordinations")
    agency = models.ForeignKey("accounts.Agency", on_delete=models.PROTECT, related_name="+", db_index=False)
    """Who is asked."""
    asker_id = models.BigIntegerField(null=True)
    """The agency that held the report when it asked; null for the coordinator."""
    asked_by = models.BigIntegerField(null=True)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    """Its own limit; it does not stand when the clock of the report stands."""
    instruction = models.TextField()
    state = models.TextField(default=rules.CoordinationState.ASKED)
    answer = models.TextField(default="")
    """What the asked agency said, or why it cannot, or why it is not waited for any more."""
    closed_by = models.BigIntegerField(null=True)
    """Null while it is open, and when it ended with the report."""
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "reports_coordination"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["report", "agency"],
                condition=Q(state=rules.CoordinationState.ASKED),
                name="coordination_asked_once",
            ),
            models.CheckConstraint(
                condition=Q(state=rules.CoordinationState.ASKED, closed_at=None)
                | (Q(state__in=sorted(rules.CLOSED_COORDINATIONS), closed_at__isnull=False)),
                name="coordination_closed_once",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(rules.SPOKEN_COORDINATIONS)) | ~Q(answer=""),
                name="coordination_answer_has_words",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["agency", "due_at", "id"],
                condition=Q(state=rules.CoordinationState.ASKED),
                name="coordination_asked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.state}"


class Disposition(models.Model):
    """A numbered sheet by which a report is given down to a post; never changed, a new one follows it."""

    personal_data = declare(
        "given_by", "instruction",
        purpose="Bukti siapa menugaskan apa kepada siapa", retention=RETENTION,
    )  # fmt: skip

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="dispositions")
    sheet = models.PositiveSmallIntegerField()
    """Counts the sheets of one report from 1."""
    agency = models.ForeignKey("accounts.Agency", on_delete=models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    """Counts the sheets of one agency in one year, without a gap."""
    number = models.TextField()
    """As it is written, by ``PENDOPO_DISPOSITION_NUMBER`` on the day of the sheet."""
    step = models.OneToOneField(Step, on_delete=models.PROTECT, related_name="disposition")
    given_at = models.DateTimeField()
    given_by = models.BigIntegerField(null=True)
    given_as = models.TextField(default="")
    """The post of who gives, with its agency; the responsibility stays there."""
    post = models.ForeignKey("accounts.Post", on_delete=models.PROTECT, related_name="+", db_index=False)
    """To whom it is given."""
    instruction = models.TextField(default="")
    due_at = models.DateTimeField()
    """Its own limit; it does not stand when the clock of the report stands."""

    class Meta:
        db_table = "reports_disposition"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "sheet"], name="disposition_sheet_once"),
            models.UniqueConstraint(fields=["agency", "year", "serial"], name="disposition_number_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["post", "due_at"], name="disposition_by_post")]

    def __str__(self) -> str:
        return self.number
