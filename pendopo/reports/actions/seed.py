"""The categories that an installation starts with."""

from __future__ import annotations

import csv
from pathlib import Path

from pendopo.kernel.numbering.api import new_edition
from pendopo.reports.models import Category
from pendopo.reports.queries.categories import EDITION

_FILE = Path(__file__).parent.parent / "data" / "categories.csv"


def seed_categories() -> int:
    """Add the starter categories that are missing; returns how many. What a city edited stays."""
    with _FILE.open(encoding="utf-8", newline="") as file:
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
                quick_hours=int(row["quick_hours"]),
                finish_days=int(row["finish_days"]),
                position=position,
            )
            for position, row in enumerate(csv.DictReader(file))
        ]
    known = set(Category.objects.values_list("code", flat=True))
    new = [category for category in categories if category.code not in known]
    if new:
        Category.objects.bulk_create(new)
        new_edition(subject=EDITION)
    return len(new)
