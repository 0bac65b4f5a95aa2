"""When a report was written on the phone, and how exactly the phone knew where it was."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0009_told_places")]
    operations = [
        migrations.AddField(model_name="report", name="accuracy", field=models.FloatField(null=True)),
        migrations.AddField(model_name="report", name="written_at", field=models.DateTimeField(null=True)),
    ]
