"""The columns of time on categories become dated rules; who changes one announces a new edition."""

import django.db.models.deletion
from django.db import migrations, models


SEED = """
INSERT INTO reports_clock_rule
       (category_id, "group", kind, verify_days, quick_hours, finish_days, valid_from, legal_basis)
SELECT id, '', CASE finish_days WHEN 5 THEN 'information' WHEN 14 THEN 'ordinary' WHEN 60 THEN 'supervision' ELSE '' END,
       NULL, quick_hours, finish_days, '1945-08-17',
       'Standar pelayanan pengaduan: 5, 14, atau 60 hari kerja; tanggap cepat: target daerah'
  FROM reports_category;
INSERT INTO reports_clock_rule
       (category_id, "group", kind, verify_days, quick_hours, finish_days, valid_from, legal_basis)
SELECT NULL, '', 'ordinary', 3, 48, 14, '1945-08-17',
       'Alur SP4N-LAPOR!: verifikasi paling lama 3 hari kerja. '
       'Standar pelayanan pengaduan: 5, 14, atau 60 hari kerja; tanggap cepat: target daerah'
 WHERE EXISTS (SELECT FROM reports_category);
SET CONSTRAINTS ALL IMMEDIATE;
"""
ANNOUNCE = """
CREATE FUNCTION reports_new_clock_rules() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO numbering_edition (subject, uid) VALUES ('clock_rules', gen_random_uuid())
    ON CONFLICT (subject) DO UPDATE SET uid = EXCLUDED.uid;
    RETURN NULL;
END $$;
CREATE TRIGGER clock_rule_changed AFTER INSERT OR UPDATE OR DELETE ON reports_clock_rule
    FOR EACH STATEMENT EXECUTE FUNCTION reports_new_clock_rules();
"""
UNDO = """
DROP TRIGGER clock_rule_changed ON reports_clock_rule;
DROP FUNCTION reports_new_clock_rules();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0014_replies_and_spots'),
    ]

    operations = [
        migrations.CreateModel(
            name='ClockRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('group', models.TextField(default='')),
                ('kind', models.TextField(default='')),
                ('verify_days', models.PositiveSmallIntegerField(null=True)),
                ('quick_hours', models.PositiveSmallIntegerField(null=True)),
                ('finish_days', models.PositiveSmallIntegerField(null=True)),
                ('valid_from', models.DateField()),
                ('valid_until', models.DateField(null=True)),
                ('legal_basis', models.TextField()),
                ('author_id', models.BigIntegerField(null=True)),
                ('category', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='clock_rules', to='reports.category')),
                ('followed', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.clockrule')),
            ],
            options={
                'db_table': 'reports_clock_rule',
                'ordering': ['group', 'category_id', 'valid_from'],
                'constraints': [models.UniqueConstraint(fields=('category', 'group', 'valid_from'), name='clock_rule_once_a_day', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('category', None), ('group', ''), _connector='OR'), name='clock_rule_has_one_scope'), models.CheckConstraint(condition=models.Q(('valid_until', None), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='clock_rule_dates_in_order'), models.CheckConstraint(condition=models.Q(('finish_days', None), ('quick_hours', None), ('verify_days', None), _negated=True), name='clock_rule_says_something')],
            },
        ),
        migrations.RunSQL(SEED, migrations.RunSQL.noop),
        migrations.RunSQL(ANNOUNCE, UNDO),
        migrations.RemoveField(
            model_name='category',
            name='finish_days',
        ),
        migrations.RemoveField(
            model_name='category',
            name='quick_hours',
        ),
    ]
