"""TRUNCATE passes row triggers by; it is refused too."""

from django.db import migrations

REFUSE = """
CREATE TRIGGER audit_entry_keeps_all BEFORE TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunSQL(REFUSE, "DROP TRIGGER audit_entry_keeps_all ON audit_entry;")]
