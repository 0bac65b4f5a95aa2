"""Builds the template database: schema, Lumajang, agencies, categories. Run once per test run."""

from __future__ import annotations

import django


def build() -> None:
    django.setup()
    from pendopo.cli.first_load import load_base, migrate_schema

    migrate_schema()
    load_base()


if __name__ == "__main__":
    build()
