"""Counters of tries are the kernel's now; they last minutes, so none is carried over."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_competence_edition"), ("throttle", "0001_initial")]
    operations = [migrations.DeleteModel("Tries")]
