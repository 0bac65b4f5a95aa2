"""Rungs of the ladder, what went up, and when each open report reaches the next rung."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


ANNOUNCE = """
CREATE FUNCTION reports_new_ladder() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO numbering_edition (subject, uid) VALUES ('ladder', gen_random_uuid())
    ON CONFLICT (subject) DO UPDATE SET uid = EXCLUDED.uid;
    RETURN NULL;
END $$;
CREATE TRIGGER ladder_changed AFTER INSERT OR UPDATE OR DELETE ON reports_ladder_rung
    FOR EACH STATEMENT EXECUTE FUNCTION reports_new_ladder();
"""
UNDO = """
DROP TRIGGER ladder_changed ON reports_ladder_rung;
DROP FUNCTION reports_new_ladder();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_tries_move_to_the_throttle'),
        ('reports', '0015_clock_rules'),
        ('territory', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Escalation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('limit_number', models.PositiveSmallIntegerField()),
                ('target', models.TextField()),
                ('agency_id', models.BigIntegerField(null=True)),
                ('post_id', models.BigIntegerField(null=True)),
                ('at', models.DateTimeField()),
            ],
            options={
                'db_table': 'reports_escalation',
            },
        ),
        migrations.CreateModel(
            name='LadderRung',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.PositiveSmallIntegerField()),
                ('at', models.TextField()),
                ('amount', models.PositiveSmallIntegerField(default=0)),
                ('target', models.TextField()),
                ('valid_from', models.DateField()),
                ('valid_until', models.DateField(null=True)),
                ('legal_basis', models.TextField()),
                ('author_id', models.BigIntegerField(null=True)),
            ],
            options={
                'db_table': 'reports_ladder_rung',
                'ordering': ['level', 'id'],
            },
        ),
        migrations.AddField(
            model_name='report',
            name='escalate_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='report',
            name='escalation_level',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='report',
            name='limit_number',
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='report',
            name='limit_since',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(condition=models.Q(('escalate_at__isnull', False), ('paused_at', None), ('state__in', ['assigned', 'in_progress', 'received', 'verified'])), fields=['escalate_at', 'id'], name='report_to_escalate'),
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(condition=models.Q(('escalation_level__gt', 0), ('state__in', ['assigned', 'in_progress', 'received', 'verified'])), fields=['due_at', 'id'], name='report_escalated'),
        ),
        migrations.AddField(
            model_name='escalation',
            name='report',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='escalations', to='reports.report'),
        ),
        migrations.AddField(
            model_name='ladderrung',
            name='agency',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.agency'),
        ),
        migrations.AddField(
            model_name='ladderrung',
            name='category',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.category'),
        ),
        migrations.AddField(
            model_name='escalation',
            name='rung',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.ladderrung'),
        ),
        migrations.AddConstraint(
            model_name='ladderrung',
            constraint=models.CheckConstraint(condition=models.Q(('valid_until', None), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='ladder_rung_dates_in_order'),
        ),
        migrations.AddConstraint(
            model_name='escalation',
            constraint=models.UniqueConstraint(fields=('report', 'limit_number', 'rung'), name='escalation_once'),
        ),
        migrations.RunSQL(ANNOUNCE, UNDO),
    ]
