"""The categories that an installation starts with, and how much time each has."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

from pendopo.kernel.numbering.api import new_edition
from pendopo.reports.models import Category, ClockRule
from pendopo.reports.queries.categories import EDITION
from pendopo.reports.queries.clocks import EDITION as CLOCK_EDITION
from pendopo.reports.rules import KIND_DAYS, SINCE_EVER, WITHOUT_RULE, MatterKind

_FILE = Path(__file__).parent.parent / "data" / "categories.csv"
BASIS_OF_VERIFYING = "Alur SP4N-LAPOR!: verifikasi paling lama 3 hari kerja"
BASIS_OF_FINISHING = "Standar pelayanan pengaduan: 5, 14, atau 60 hari kerja; tanggap cepat: target daerah"


def seed_categories() -> int:
    """Add the starter categories that are missing; returns how many. What a city edited stays.

    A category that is added gets the rule of time it starts with; the rule for all is there from the first.
    """
    with _FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
        categories = [
            Category(
                code=row["code"],
                group=row["group"],
                name=row["name"],
                hint=row["hint"],
                icon=row["icon"],
                matter_code=row["matter"],
                keywords=row["keywords"].split(";") if row["keywords"] else [],
                topics=row["topics"].split(";") if row["topics"] else [],
                proof=row["proof"],
                position=position,
            )
            for position, row in enumerate(rows)
        ]
    known = set(Category.objects.values_list("code", flat=True))
    new = [category for category in categories if category.code not in known]
    if new:
        Category.objects.bulk_create(new)
        new_edition(subject=EDITION)
        _seed_clocks({each.code: each for each in new}, rows)
    return len(new)


def _seed_clocks(new: Mapping[str, Category], rows: Iterable[Mapping[str, str]]) -> None:
    ClockRule.objects.bulk_create(
        ClockRule(
            category=new[row["code"]],
            quick_hours=int(row["quick_hours"]),
            finish_days=int(row["finish_days"]),
            kind=_KINDS.get(int(row["finish_days"]), ""),
            valid_from=SINCE_EVER,
            legal_basis=BASIS_OF_FINISHING,
        )
        for row in rows
        if row["code"] in new
    )
    if not ClockRule.objects.filter(category=None, group="").exists():
        ClockRule.objects.create(
            verify_days=WITHOUT_RULE.verify_days,
            quick_hours=WITHOUT_RULE.quick_hours,
            finish_days=KIND_DAYS[MatterKind.ORDINARY],
            kind=MatterKind.ORDINARY,
            valid_from=SINCE_EVER,
            legal_basis=f"{BASIS_OF_VERIFYING}. {BASIS_OF_FINISHING}",
        )
    new_edition(subject=CLOCK_EDITION)


_KINDS = {days: kind for kind, days in KIND_DAYS.items()}
