"""Whoever changes a competence or an agency, by whatever way, announces a new edition to all processes."""

from django.db import migrations

ANNOUNCE = """
CREATE FUNCTION accounts_new_competences() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO numbering_edition (subject, uid) VALUES ('competences', gen_random_uuid())
    ON CONFLICT (subject) DO UPDATE SET uid = EXCLUDED.uid;
    RETURN NULL;
END $$;
CREATE TRIGGER competence_changed AFTER INSERT OR UPDATE OR DELETE ON accounts_competence
    FOR EACH STATEMENT EXECUTE FUNCTION accounts_new_competences();
CREATE TRIGGER agency_changed AFTER INSERT OR UPDATE OR DELETE ON accounts_agency
    FOR EACH STATEMENT EXECUTE FUNCTION accounts_new_competences();
"""

UNDO = """
DROP TRIGGER agency_changed ON accounts_agency;
DROP TRIGGER competence_changed ON accounts_competence;
DROP FUNCTION accounts_new_competences();
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_signing_in"), ("numbering", "0001_initial")]
    operations = [migrations.RunSQL(ANNOUNCE, UNDO)]
