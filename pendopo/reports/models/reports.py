"""Reports with their timeline and photos, and how many lie where."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left

from pendopo.kernel.ids import new_uid
from pendopo.kernel.maps.fields import PointField, PointOf
from pendopo.kernel.personal_data import NONE, EncryptedTextField, declare
from pendopo.reports import rules
from pendopo.reports.models.categories import Category

OPEN = sorted(state.value for state in rules.OPEN_STATES)
RARE = sorted({rules.State.PROMISED, rules.State.REJECTED, rules.State.REFERRED, rules.State.MERGED})
"""States of few reports: among a million others they are found by an index of their own."""
RETENTION = "Data pelapor: 5 tahun setelah selesai (PENDOPO_REPORTER_YEARS); isi laporan: arsip"
KEPT_ZOOMS = (18, 20)
"""Zooms whose cells are counted beforehand: those of tiles up to z12, and of all finer ones."""


class Report(models.Model):
    """What a resident told the city, where it is, who holds it, and when it is due."""

    personal_data = declare(
        "title", "text", "landmark", "reporter_name", "contact_email", "contact_phone", "secret",
        "reporter", "sealed_reporter", "reporter_hash", "lon", "lat",
        purpose="Menangani laporan dan memberi kabar kepada pelapor", retention=RETENTION,
    )  # fmt: skip

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    number = models.TextField(unique=True)
    submission_key = models.UUIDField(unique=True)
    """Made by the form or the program that sends; the same key never makes a second report."""
    secret = EncryptedTextField()
    """Key of the tracking link; who shows it is treated as the reporter."""
    channel = models.TextField()
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="reports")
    title = models.TextField()
    text = models.TextField()
    visibility = models.TextField(default=rules.Visibility.OPEN)

    reporter = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, null=True, related_name="reports", db_index=False
    )
    sealed_reporter = EncryptedTextField(default="")
    """The account's id instead of ``reporter`` when the whole report is secret."""
    reporter_hash = models.TextField(default="")
    """Keyed hash of the same, by which its owner finds it again."""
    reporter_name = EncryptedTextField(default="")
    contact_email = EncryptedTextField(default="")
    contact_phone = EncryptedTextField(default="")

    area = models.ForeignKey(
        "territory.Area", to_field="code", on_delete=models.PROTECT, db_column="area_code",
        related_name="+", db_index=False,
    )  # fmt: skip
    landmark = models.TextField(default="")
    lon = models.FloatField()
    lat = models.FloatField()
    is_exact = models.BooleanField()
    """False when only the village was chosen and the point is the village's."""
    accuracy = models.FloatField(null=True)
    """Metres, as the reporter's phone estimated its point; null for one chosen by hand."""
    loc = models.GeneratedField(expression=PointOf("lon", "lat"), output_field=PointField(), db_persist=True)
    qk = models.BigIntegerField()

    state = models.TextField(default=rules.State.RECEIVED)
    version = models.IntegerField(default=1)
    """Grows with every step; who decides on an older one is told that somebody was faster."""
    agency = models.ForeignKey(
        "accounts.Agency", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    post = models.ForeignKey(
        "accounts.Post", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    route_reason = models.TextField(default="")

    written_at = models.DateTimeField(null=True)
    """When the reporter wrote it, by our clock, where the phone said so; it may have waited since."""
    received_at = models.DateTimeField()
    verify_by = models.DateTimeField()
    quick_by = models.DateTimeField()
    finish_by = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    """The limit that counts now; null when nobody has to do anything."""
    limit_since = models.DateTimeField(null=True)
    """When that limit began; null for one that runs since the report was received."""
    limit_number = models.PositiveSmallIntegerField(default=1)
    """Grows with every limit that begins anew; a pause only puts one off."""
    escalation_level = models.PositiveSmallIntegerField(default=0)
    """How far up the ladder it has gone with that limit."""
    escalate_at = models.DateTimeField(null=True)
    """When it reaches the next rung; null at the top and while nothing is due."""
    verified_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()
    reopen_count = models.PositiveSmallIntegerField(default=0)
    paused_at = models.DateTimeField(null=True)
    """Since when the clock stands; null while it runs."""
    is_asked = models.BooleanField(default=False)
    """True when the clock stands until the reporter answers."""
    pause_reason = models.TextField(default="")
    """Why the clock stands; everybody may read it."""
    bounce_count = models.PositiveSmallIntegerField(default=0)
    """How often an agency said that it is another one's."""
    is_arbitrated = models.BooleanField(default=False)
    """True when a coordinator decided whose it is, after agencies could not agree."""
    promised_for = models.DateField(null=True)
    outside_name = models.TextField(default="")
    """The body outside the local government that has it now."""
    outside_number = models.TextField(default="")
    """Under which number that body has it."""
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="children", db_index=False
    )
    """The report that this one was merged into."""
    support_count = models.PositiveIntegerField(default=0)
    """How many others say: me too."""
    claimant_id = models.BigIntegerField(null=True)
    """The account that said that it is done; another one checks it."""
    confirmed_at = models.DateTimeField(null=True)
    stars = models.PositiveSmallIntegerField(null=True)
    asked_ids = ArrayField(models.BigIntegerField(), null=True)
    """Agencies that were asked to help and have not answered yet; they see the report. Null for none."""
    cover_uid = models.UUIDField(null=True)
    """The first photo, kept here so that lists need no join."""
    is_demo = models.BooleanField(default=False)
    words = models.GeneratedField(
        expression=SearchVector("title", "text", "landmark", config="indonesian"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        db_table = "reports_report"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in rules.State]), name="report_state_known"
            ),
            models.CheckConstraint(
                condition=Q(stars__isnull=True) | Q(stars__range=(1, 5)), name="report_stars_one_to_five"
            ),
            models.CheckConstraint(
                condition=Q(state=rules.State.MERGED, parent__isnull=False)
                | (~Q(state=rules.State.MERGED) & Q(parent__isnull=True)),
                name="report_merged_has_a_parent",
            ),
            models.CheckConstraint(
                condition=Q(paused_at=None, is_asked=False, pause_reason="")
                | (Q(paused_at__isnull=False) & ~Q(pause_reason="")),
                name="report_pause_has_a_reason",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["due_at", "id"],
                include=["paused_at", "received_at", "visibility"],
                condition=Q(state__in=OPEN),
                name="report_due",
            ),
            models.Index(Left("area_id", 8), F("received_at").desc(), name="report_newest_by_district"),
            models.Index(
                fields=["due_at", "id"],
                condition=Q(state__in=OPEN) & (Q(state=rules.State.RECEIVED) | Q(agency=None)),
                name="report_to_verify",
            ),
            models.Index(
                fields=["agency", "due_at", "id"],
                include=["paused_at"],
                condition=Q(state__in=OPEN),
                name="report_due_by_agency",
            ),
            models.Index(
                fields=["escalate_at", "id"],
                condition=Q(state__in=OPEN, paused_at=None, escalate_at__isnull=False),
                name="report_to_escalate",
            ),
            models.Index(
                fields=["due_at", "id"],
                condition=Q(state__in=OPEN, escalation_level__gt=0),
                name="report_escalated",
            ),
            models.Index(fields=["-received_at"], name="report_newest"),
            models.Index(fields=["changed_at"], name="report_changed"),
            models.Index(fields=["lat", "lon", "received_at"], name="report_around"),
            models.Index(fields=["agency", "-received_at"], name="report_newest_by_agency"),
            models.Index(fields=["category", "-received_at"], name="report_newest_by_category"),
            models.Index(fields=["-received_at"], condition=Q(state__in=OPEN), name="report_newest_open"),
            models.Index(fields=["-received_at"], condition=Q(state__in=RARE), name="report_newest_rare"),
            models.Index(
                fields=["promised_for"],
                condition=Q(state__in=OPEN, promised_for__isnull=False),
                name="report_promise_broken",
            ),
            models.Index(fields=["area", "-received_at"], name="report_by_area"),
            models.Index(fields=["post", "due_at"], condition=Q(state__in=OPEN), name="report_by_post"),
            models.Index(
                fields=["reporter", "-received_at"], condition=Q(reporter__isnull=False),
                name="report_by_reporter",
            ),
            models.Index(
                fields=["reporter_hash"], condition=~Q(reporter_hash=""), name="report_by_sealed_reporter"
            ),
            models.Index(
                fields=["-finished_at"],
                include=["finish_by"],
                condition=Q(finished_at__isnull=False),
                name="report_finished",
            ),
            models.Index(fields=["parent"], condition=Q(parent__isnull=False), name="report_by_parent"),
            models.Index(
                fields=["promised_for"], condition=Q(state=rules.State.PROMISED), name="report_by_promise"
            ),
            GistIndex(fields=["category", "loc"], condition=Q(state__in=OPEN), name="report_open_by_place"),
            GinIndex(fields=["words"], name="report_words"),
            GinIndex(fields=["asked_ids"], condition=Q(asked_ids__isnull=False), name="report_by_asked"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number

    @property
    def waits_for_ids(self) -> list[int]:
        """``asked_ids``, empty for none."""
        return self.asked_ids or []


class Cell(models.Model):
    """How many reports lie in one cell of the map, how many of them open, none of them secret.

    Triggers of ``reports_report`` write it in the transaction of whoever writes reports; nobody else does.
    """

    personal_data = NONE

    pk = models.CompositePrimaryKey("zoom", "cell")
    zoom = models.SmallIntegerField()
    """Zoom of the tile that is the cell: one of ``KEPT_ZOOMS``."""
    cell = models.BigIntegerField()
    """Leading bits of the quadkeys inside."""
    report_count = models.IntegerField()
    open_count = models.IntegerField()

    class Meta:
        db_table = "reports_cell"

    def __str__(self) -> str:
        return f"{self.zoom}/{self.cell}"


class Step(models.Model):
    """One line of the timeline; never changed, never removed."""

    personal_data = declare("text", "account_id", purpose="Riwayat penanganan laporan", retention=RETENTION)

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="steps")
    at = models.DateTimeField()
    verb = models.TextField()
    state = models.TextField()
    """State after the step."""
    audience = models.TextField(default=rules.Audience.PUBLIC)
    account_id = models.BigIntegerField(null=True)
    is_by_reporter = models.BooleanField(default=False)
    is_by_system = models.BooleanField(default=False)
    agency_id = models.BigIntegerField(null=True)
    """The agency for which the step was made, or to which the report went."""
    post_id = models.BigIntegerField(null=True)
    text = models.TextField(default="")
    reason = models.TextField(default="")
    """Why the system or the officer decided so, with its source."""
    facts = models.JSONField(default=dict)
    """Plain values that the sentence of the step names: a day, a number, a body outside."""

    class Meta:
        db_table = "reports_step"
        indexes: ClassVar = [models.Index(fields=["at"], name="step_by_time")]

    def __str__(self) -> str:
        return f"{self.report_id} {self.verb}"


class Photo(models.Model):
    """A photo of a report: the resident's, or the proof of the result."""

    personal_data = declare("file", purpose="Menunjukkan keadaan di tempat", retention=RETENTION)

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="photos")
    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="photos", db_index=False)
    file = models.OneToOneField("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    is_result = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "reports_photo"
        ordering: ClassVar = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.report_id} #{self.position}"
