"""Cells count reports where they are told to be; lists of a kecamatan and of late reports read few pages.

The triggers of 0002 counted every report where it is, so that a map showed a private matter to 38 metres. They
now count it in the middle of its village, as every other door does (rules.publicity.spot_told); a change of what
a category asks as proof counts all anew.
"""

from importlib import import_module

from django.db import migrations, models
from django.db.models.functions import Left

_before = import_module("pendopo.reports.migrations.0002_cells")

_QUADKEY = """
CREATE FUNCTION reports_spread(v bigint) RETURNS bigint LANGUAGE plpgsql IMMUTABLE STRICT AS $$
BEGIN
    v := (v | (v << 16)) & x'0000FFFF0000FFFF'::bigint;
    v := (v | (v << 8)) & x'00FF00FF00FF00FF'::bigint;
    v := (v | (v << 4)) & x'0F0F0F0F0F0F0F0F'::bigint;
    v := (v | (v << 2)) & x'3333333333333333'::bigint;
    RETURN (v | (v << 1)) & x'5555555555555555'::bigint;
END $$;
CREATE FUNCTION reports_quadkey(lon float8, lat float8) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT AS $$
SELECT reports_spread(floor((lon + 180) / 360 * 1048576)::bigint)
     | (reports_spread(floor((0.5 - atanh(sin(radians(lat))) / (2 * pi())) * 1048576)::bigint) << 1)
$$;
"""

_MIDDLES = """
SELECT code, level, reports_quadkey(lon, lat) AS qk FROM territory_area
 WHERE level IN ('village', 'district') AND lon IS NOT NULL
"""
_TOLD = """SELECT told.qk, {sign}1 AS report_count,
           {sign}(report.state IN ('assigned', 'in_progress', 'received', 'verified'))::int AS open_count
      FROM {rows} AS report
      JOIN reports_category AS category ON category.id = report.category_id
      LEFT JOIN {middles} AS village ON village.code = left(report.area_code, 13) AND village.level = 'village'
      LEFT JOIN {middles} AS district ON district.code = left(report.area_code, 8) AND district.level = 'district'
     CROSS JOIN LATERAL (
           SELECT CASE WHEN category.proof = 'field' AND report.is_exact THEN report.qk
                       ELSE coalesce(village.qk, district.qk) END AS qk
           ) AS told
     WHERE report.visibility <> 'secret' AND told.qk IS NOT NULL"""
"""Codes of villages have 13 characters, of kecamatan 8: 35.08.10.2001."""


def _told(rows, sign="", middles=f"({_MIDDLES})"):
    return _TOLD.format(rows=rows, sign=sign, middles=middles)


_STATEMENTS = (
    ("insert", "NEW TABLE AS added", _told("added")),
    ("update", "OLD TABLE AS removed NEW TABLE AS added", f"{_told('added')} UNION ALL {_told('removed', '-')}"),
    ("delete", "OLD TABLE AS removed", _told("removed", "-")),
)
_COUNTED = _before._SUMS.format(rows=_told("reports_report", middles="middle"))
_TRUE = _before._RECOUNT.split("CREATE FUNCTION reports_wrong_cells", 1)[1]
_RECOUNT = f"""
CREATE FUNCTION reports_true_cells() RETURNS SETOF reports_cell LANGUAGE sql STABLE AS $$
WITH middle AS MATERIALIZED ({_MIDDLES})
{_COUNTED}
$$;
CREATE FUNCTION reports_wrong_cells{_TRUE}
"""
_PROOF = """
CREATE FUNCTION reports_cells_after_proof() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    LOCK TABLE reports_report IN SHARE MODE;
    DELETE FROM reports_cell;
    INSERT INTO reports_cell SELECT * FROM reports_true_cells() ORDER BY zoom, cell;
    RETURN NULL;
END $$;
CREATE TRIGGER report_cells_after_proof AFTER UPDATE OF proof ON reports_category
    FOR EACH ROW WHEN (OLD.proof <> NEW.proof) EXECUTE FUNCTION reports_cells_after_proof();
"""
_EMPTY = "DELETE FROM reports_cell;"

CREATE = (
    _before.DROP
    + _QUADKEY
    + "".join(
        _before._TRIGGER.format(name=name, tables=tables, sums=_before._SUMS.format(rows=rows))
        for name, tables, rows in _STATEMENTS
    )
    + _before._TRUNCATE
    + _RECOUNT
    + _PROOF
    + _EMPTY
    + _before._FILL
)
DROP = (
    "DROP TRIGGER report_cells_after_proof ON reports_category; DROP FUNCTION reports_cells_after_proof();"
    + _before.DROP
    + "DROP FUNCTION reports_quadkey(float8, float8); DROP FUNCTION reports_spread(bigint);"
    + _EMPTY
    + _before.CREATE
)
OPEN = ["assigned", "in_progress", "received", "verified"]


class Migration(migrations.Migration):
    dependencies = [("reports", "0008_public_record"), ("territory", "0001_initial")]
    operations = [
        migrations.RunSQL(CREATE, DROP),
        migrations.RemoveIndex(model_name="report", name="report_due"),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                fields=["due_at", "id"],
                include=["paused_at", "received_at", "visibility"],
                condition=models.Q(state__in=OPEN),
                name="report_due",
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                Left("area_id", 8), models.F("received_at").desc(), name="report_newest_by_district"
            ),
        ),
    ]
