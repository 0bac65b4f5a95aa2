"""What makes "done" believable: tickets for claims at the place."""

from __future__ import annotations

from django.db import models

from pendopo.kernel.ids import new_uid
from pendopo.kernel.personal_data import declare
from pendopo.reports.models.reports import Report, Step

_RETENTION = (
    "Petugas dan posisinya: 5 tahun setelah laporan selesai (PENDOPO_REPORTER_YEARS); "
    "tiket yang tidak dipakai: 1 hari"
)


class FieldTicket(models.Model):
    """A nonce of ours for one claim at the place; once used, the record of where and when it was made."""

    personal_data = declare(
        "account_id", "lon", "lat",
        purpose="Membuktikan bahwa pekerjaan diperiksa di tempat", retention=_RETENTION,
    )  # fmt: skip

    nonce = models.UUIDField(default=new_uid, unique=True, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="tickets")
    account_id = models.BigIntegerField(null=True)
    issued_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    step = models.OneToOneField(Step, on_delete=models.PROTECT, null=True, related_name="ticket")
    """The claim that it was used for."""
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    accuracy = models.FloatField(null=True)
    """Metres, as the phone estimated them."""
    metres = models.FloatField(null=True)
    """From the point of the report to the phone."""
    taken_at = models.DateTimeField(null=True)
    """By our clock."""

    class Meta:
        db_table = "reports_field_ticket"

    def __str__(self) -> str:
        return f"{self.report_id} {self.nonce}"
