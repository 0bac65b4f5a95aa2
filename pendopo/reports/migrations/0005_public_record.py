"""Indexes of the public list: by category, the few open ones, the rare ones, promises whose day passed."""

from django.db import migrations, models
from django.db.models import Q

OPEN = ["assigned", "in_progress", "received", "verified"]
RARE = ["merged", "promised", "referred", "rejected"]


class Migration(migrations.Migration):
    dependencies = [("reports", "0003_honest_end")]
    operations = [
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["category", "-received_at"], name="report_newest_by_category"),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                fields=["-received_at"], condition=Q(state__in=OPEN), name="report_newest_open"
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                fields=["-received_at"], condition=Q(state__in=RARE), name="report_newest_rare"
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                fields=["promised_for"],
                condition=Q(promised_for__isnull=False, state__in=OPEN),
                name="report_promise_broken",
            ),
        ),
    ]
