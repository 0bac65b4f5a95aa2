"""Counters; unlogged, so that counting costs no flush to the disk."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Tries",
            fields=[
                ("key", models.TextField(primary_key=True, serialize=False)),
                ("count", models.PositiveIntegerField()),
                ("until", models.DateTimeField(db_index=True)),
            ],
            options={"db_table": "throttle_tries"},
        ),
        migrations.RunSQL(
            "ALTER TABLE throttle_tries SET UNLOGGED", "ALTER TABLE throttle_tries SET LOGGED"
        ),
    ]
