"""The public record: indexes of its list, and the table of its figures."""

import django.contrib.postgres.fields
import django.db.models.fields.composite
from django.db import migrations, models
from django.db.models import Q

OPEN = ["assigned", "in_progress", "received", "verified"]
COUNTED = [
    "received", "verified_in_time", "followed_up", "open", "promised", "claimed", "confirmed",
    "confirmed_by_reporter", "on_time", "closed",
]
RARE = ["merged", "promised", "referred", "rejected"]


class Migration(migrations.Migration):
    dependencies = [("reports", "0007_open_data")]
    operations = [
        migrations.CreateModel(
            name="Tally",
            fields=[
                (
                    "pk",
                    django.db.models.fields.composite.CompositePrimaryKey(
                        "month", "grouping", "key", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("month", models.DateField()),
                ("grouping", models.TextField()),
                ("key", models.TextField()),
                *((name, models.IntegerField()) for name in COUNTED),
                ("days", django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                (
                    "day_counts",
                    django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None),
                ),
                ("counted_at", models.DateTimeField()),
                ("last_step_id", models.BigIntegerField()),
            ],
            options={"db_table": "reports_tally"},
        ),
        migrations.RunSQL(
            "CREATE INDEX report_by_life ON reports_report USING gist "
            "(tstzrange(received_at, greatest(received_at, coalesce(finished_at, 'infinity'))))",
            "DROP INDEX report_by_life",
        ),
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
