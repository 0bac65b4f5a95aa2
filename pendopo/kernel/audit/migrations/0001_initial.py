"""The chain, its head with the genesis hash, and the trigger that keeps it append-only."""

import hashlib

from django.db import migrations, models

GENESIS = hashlib.sha256(b"pendopo audit chain").digest()

APPEND_ONLY = """
CREATE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the audit chain is append-only'; END $$;
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
"""

UNDO = """
DROP TRIGGER audit_entry_append_only ON audit_entry;
DROP FUNCTION audit_refuse_change();
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="ChainHead",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False, auto_created=True, verbose_name="ID")),
                ("sequence", models.BigIntegerField(default=0)),
                ("hash", models.BinaryField()),
            ],
            options={"db_table": "audit_chain_head"},
        ),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                ("sequence", models.BigIntegerField(primary_key=True, serialize=False)),
                ("hash", models.BinaryField()),
                ("action", models.TextField()),
                ("subject", models.TextField()),
                ("account_id", models.BigIntegerField(null=True)),
                ("content", models.TextField()),
            ],
            options={
                "db_table": "audit_entry",
                "indexes": [
                    models.Index(fields=["subject", "sequence"], name="audit_by_subject"),
                    models.Index(fields=["account_id", "sequence"], name="audit_by_account"),
                ],
            },
        ),
        migrations.RunSQL(APPEND_ONLY, UNDO),
        migrations.RunSQL(
            [("INSERT INTO audit_chain_head (id, sequence, hash) VALUES (1, 0, %s)", [GENESIS])],
            migrations.RunSQL.noop,
        ),
    ]
