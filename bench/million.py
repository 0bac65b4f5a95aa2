"""A million invented reports: real areas and agencies, three years of dates, most of them finished.

Written by COPY past the actions, for speed; rows have the shape that the actions write (docs/benchmarks.md).
"""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.db import connection

from pendopo.accounts.models import Agency
from pendopo.kernel.maps import quadkey
from pendopo.kernel.personal_data import encrypt
from pendopo.reports.models import Category, Report
from pendopo.territory.api import AreaLevel, list_areas

OPEN_SHARE = 0.03
_HOT_SPOTS = 8
_YEARS = 3
_TEXTS = (
    "Lampu jalan padam di depan pasar sejak tiga malam",
    "Jalan berlubang dekat sekolah dan berbahaya untuk motor",
    "Sampah menumpuk di tepi sungai sudah lima hari",
    "Saluran mampet dan air masuk ke rumah warga",
    "Pohon tumbang menutup jalan setelah angin kencang",
    "Air mati sejak pagi di seluruh gang",
)

_STEPS = """
INSERT INTO reports_step
    (report_id, at, verb, state, audience, is_by_reporter, is_by_system, agency_id, text, reason, facts)
SELECT id, received_at, 'submit', 'received', 'public', true, false, agency_id, '', '', '{}'::jsonb
  FROM reports_report
UNION ALL
SELECT id, received_at, 'route', 'received', 'public', false, true, agency_id, '', route_reason,
       '{}'
  FROM reports_report
UNION ALL
SELECT id, answered_at, 'start', 'in_progress', 'public', false, false, agency_id, '', '', '{}'
  FROM reports_report WHERE answered_at IS NOT NULL AND state NOT IN ('rejected', 'referred')
UNION ALL
SELECT id, finished_at,
       CASE state WHEN 'rejected' THEN 'reject' WHEN 'referred' THEN 'refer' ELSE 'resolve' END,
       CASE state WHEN 'confirmed' THEN 'resolved' ELSE state END, 'public', false, false, agency_id,
       'Sudah ditangani.', '', '{}'
  FROM reports_report WHERE finished_at IS NOT NULL
UNION ALL
SELECT id, confirmed_at, CASE id % 3 WHEN 0 THEN 'check' ELSE 'confirm' END, 'confirmed', 'public',
       id % 3 > 0, false, agency_id, '', '', '{}'
  FROM reports_report WHERE confirmed_at IS NOT NULL
"""
_ENDS = (("confirmed", 84), ("resolved", 11), ("rejected", 3), ("referred", 1), ("promised", 1))
"""How those that are not open stand, and how many in a hundred."""


def fill(count: int, now: dt.datetime) -> None:
    """Write ``count`` reports without the indexes, then rebuild these and the statistics."""
    with connection.cursor() as cursor:
        definitions = _drop_indexes(cursor)
        write(count, now)
        cursor.execute("SET maintenance_work_mem = '512MB'")
        for definition in definitions:
            cursor.execute(definition)
        cursor.execute("VACUUM ANALYZE")


def write(count: int, now: dt.datetime, seed: int = 7) -> None:
    """Write ``count`` reports with their steps, and the counter where their numbers end."""
    left_alone = _defaults()
    rows = _rows(count, now, random.Random(seed))
    first = next(rows)
    columns = [*first, *(name for name in left_alone if name not in first)]
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY reports_report ({', '.join(columns)}) FROM STDIN") as copy:
            for row in chain([first], rows):
                copy.write_row([(left_alone | row)[name] for name in columns])
        cursor.execute(_STEPS)
        cursor.execute(
            "INSERT INTO numbering_counter (series, period, value) VALUES ('LPR', %s, %s)",
            [f"{now:%y%m}", count],
        )


def _defaults() -> dict[str, object]:
    """What the model says of every column that the rows here say nothing of."""
    fields = [field for field in Report._meta.concrete_fields if not (field.primary_key or field.generated)]
    return {field.column: field.get_default() for field in fields}


def _drop_indexes(cursor: Any) -> list[str]:
    cursor.execute(
        "SELECT i.indexname, i.indexdef FROM pg_indexes i "
        "WHERE i.tablename IN ('reports_report', 'reports_step') "
        "AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname)"
    )
    found = cursor.fetchall()
    for name, _definition in found:
        cursor.execute(f'DROP INDEX "{name}"')
    return [definition for _name, definition in found]


def _rows(count: int, now: dt.datetime, dice: random.Random) -> Iterator[dict[str, object]]:
    """Rows for COPY; everything the database is asked for comes first, for COPY holds the connection."""
    villages = [area for area in list_areas(level=AreaLevel.VILLAGE) if area.lon is not None]
    hot = dice.sample(villages, _HOT_SPOTS)
    agencies = dict(Agency.objects.filter(area_code="").values_list("code", "id"))
    categories = [(each.pk, _agency_of(each.code, agencies)) for each in Category.objects.all()]
    weights = [1 / (rank + 1) for rank in range(len(categories))]
    secrets = [encrypt(f"kunci-{index}") for index in range(500)]
    kinds = dice.choices(categories, weights, k=count)
    return (
        _row(index, dice.choice(hot if dice.random() < 0.7 else villages), *kinds[index], dice, now, secrets)
        for index in range(count)
    )


def _agency_of(category_code: str, agencies: dict[str, int]) -> int:
    known = {
        "lampu-jalan": "dishub",
        "lalu-lintas": "dishub",
        "sampah": "dlh",
        "taman-pohon": "dlh",
        "bencana": "bpbd",
    }
    return agencies[known.get(category_code, "dpupr")]


def _row(index, village, category_id, agency_id, dice, now, secrets) -> dict[str, object]:
    is_open = dice.random() < OPEN_SHARE
    age = dt.timedelta(days=dice.random() * (20 if is_open else 365 * _YEARS))
    received = now - age
    due = received + dt.timedelta(days=14)
    states, shares = zip(*_ENDS, strict=True)
    state = (
        dice.choice(("received", "verified", "assigned", "in_progress"))
        if is_open
        else dice.choices(states, shares)[0]
    )
    is_finished = not is_open and state != "promised"
    finished = min(received + dt.timedelta(days=dice.random() * 16), now) if is_finished else None
    verified = None if state == "received" else min(received + dt.timedelta(days=dice.random() * 4), now)
    answered = verified and min(verified + dt.timedelta(hours=dice.random() * 30), finished or now)
    confirmed = finished and min(finished + dt.timedelta(days=dice.random() * 6), now)
    promised = (now + dt.timedelta(days=dice.randrange(1, 300))).date() if state == "promised" else None
    lon = village.lon + dice.gauss(0, 0.008)
    lat = village.lat + dice.gauss(0, 0.008)
    text = _TEXTS[index % len(_TEXTS)]
    return {
        "uid": uuid.UUID(int=dice.getrandbits(128), version=4),
        "number": f"LPR-{now:%y%m}-{index + 1:06d}",
        "submission_key": uuid.UUID(int=dice.getrandbits(128), version=4),
        "secret": secrets[index % len(secrets)],
        "channel": "web",
        "category_id": category_id,
        "title": text[:40],
        "text": text,
        "visibility": "open",
        "area_code": village.code,
        "lon": lon,
        "lat": lat,
        "is_exact": True,
        "qk": quadkey.encode(lon, lat),
        "state": state,
        "version": 3,
        "agency_id": agency_id,
        "route_reason": "Ditangani menurut tugas dan fungsi.",
        "received_at": received,
        "verify_by": received + dt.timedelta(days=3),
        "quick_by": received + dt.timedelta(days=1),
        "finish_by": due,
        "due_at": due if is_open else None,
        "verified_at": verified,
        "answered_at": answered,
        "finished_at": finished,
        "confirmed_at": confirmed if state == "confirmed" else None,
        "promised_for": promised,
        "changed_at": finished or received,
    }
