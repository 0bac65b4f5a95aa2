"""How many reports lie in each cell of the map, kept by the database itself in the writer's transaction.

One trigger for each kind of statement, with all its rows at once: whatever changes reports, be it an action,
a COPY or a hand at the console, changes the counts. Rows of cells are written in one order, so that two
writers never wait for each other in a circle. The index by quadkey served the tiles only, which read cells.
"""

import django.db.models.fields.composite
from django.db import migrations, models

_COUNTED = """SELECT qk, {sign}1 AS report_count,
           {sign}(state IN ('assigned', 'in_progress', 'received', 'verified'))::int AS open_count
      FROM {rows} WHERE visibility <> 'secret'"""

_ADDED = _COUNTED.format(sign="", rows="added")
_REMOVED = _COUNTED.format(sign="-", rows="removed")

_SUMS = """
SELECT zoom, qk >> 2 * (20 - zoom) AS cell,
       sum(report_count)::int AS report_count, sum(open_count)::int AS open_count
  FROM ({rows}) AS counted CROSS JOIN (VALUES (18::smallint), (20)) AS kept (zoom)
 GROUP BY 1, 2
"""

_TRIGGER = """
CREATE FUNCTION reports_cells_after_{name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO reports_cell AS kept (zoom, cell, report_count, open_count)
    {sums} HAVING sum(report_count) <> 0 OR sum(open_count) <> 0
     ORDER BY 1, 2
    ON CONFLICT (zoom, cell) DO UPDATE
       SET report_count = kept.report_count + excluded.report_count,
           open_count = kept.open_count + excluded.open_count;
    RETURN NULL;
END $$;
CREATE TRIGGER report_cells_after_{name} AFTER {name} ON reports_report REFERENCING {tables}
    FOR EACH STATEMENT EXECUTE FUNCTION reports_cells_after_{name}();
"""

_STATEMENTS = (
    ("insert", "NEW TABLE AS added", _ADDED),
    ("update", "OLD TABLE AS removed NEW TABLE AS added", f"{_ADDED} UNION ALL {_REMOVED}"),
    ("delete", "OLD TABLE AS removed", _REMOVED),
)

_TRUNCATE = """
CREATE FUNCTION reports_cells_after_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM reports_cell;
    RETURN NULL;
END $$;
CREATE TRIGGER report_cells_after_truncate AFTER TRUNCATE ON reports_report
    FOR EACH STATEMENT EXECUTE FUNCTION reports_cells_after_truncate();
"""

_RECOUNT = f"""
CREATE FUNCTION reports_true_cells() RETURNS SETOF reports_cell LANGUAGE sql STABLE AS $$
{_SUMS.format(rows=_COUNTED.format(sign="", rows="reports_report"))}
$$;
CREATE FUNCTION reports_wrong_cells() RETURNS TABLE (zoom int, cell bigint) LANGUAGE sql STABLE AS $$
SELECT zoom::int, cell
  FROM reports_cell AS kept FULL JOIN reports_true_cells() AS counted USING (zoom, cell)
 WHERE (coalesce(kept.report_count, 0), coalesce(kept.open_count, 0))
    <> (coalesce(counted.report_count, 0), coalesce(counted.open_count, 0))
$$;
"""

_FILL = "INSERT INTO reports_cell SELECT * FROM reports_true_cells() ORDER BY zoom, cell"

CREATE = (
    "".join(
        _TRIGGER.format(name=name, tables=tables, sums=_SUMS.format(rows=rows))
        for name, tables, rows in _STATEMENTS
    )
    + _TRUNCATE
    + _RECOUNT
    + _FILL
)

DROP = "".join(
    f"DROP TRIGGER report_cells_after_{name} ON reports_report; DROP FUNCTION reports_cells_after_{name}();"
    for name in ("insert", "update", "delete", "truncate")
) + "DROP FUNCTION reports_wrong_cells(); DROP FUNCTION reports_true_cells();"


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="Cell",
            fields=[
                (
                    "pk",
                    django.db.models.fields.composite.CompositePrimaryKey(
                        "zoom", "cell", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("zoom", models.SmallIntegerField()),
                ("cell", models.BigIntegerField()),
                ("report_count", models.IntegerField()),
                ("open_count", models.IntegerField()),
            ],
            options={"db_table": "reports_cell"},
        ),
        migrations.RunSQL(CREATE, DROP),
        migrations.RemoveIndex(model_name="report", name="report_by_quadkey"),
    ]
