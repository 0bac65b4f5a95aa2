"""`pendopo prepare`: from an empty database to a city that can be opened. Each step is safe to repeat."""

from __future__ import annotations

import importlib
import time
from dataclasses import dataclass

import click

from pendopo.cli.main import set_up_django


@dataclass(frozen=True)
class Step:
    """What people read, and module:function (no arguments) that does it and may answer a line about it."""

    label: str
    function: str


PREPARE_STEPS = (
    Step("Basis data", "pendopo.cli.first_load:create_database"),
    Step("Skema", "pendopo.cli.first_load:migrate_schema"),
    Step("Wilayah dan instansi", "pendopo.cli.first_load:load_base"),
    Step("Kota contoh", "pendopo.demo.api:load_demo_when_empty"),
    Step("Sambutan", "pendopo.cli.first_load:write_welcome"),
)


ASSET_STEPS = (Step("Berkas halaman", "pendopo.cli.first_load:collect_assets"),)
"""Needs no database, so it runs beside the others."""


@click.command()
def prepare() -> None:
    """Siapkan basis data: skema, wilayah, dan kota contoh."""
    _do(PREPARE_STEPS)


@click.command()
def assets() -> None:
    """Kumpulkan dan padatkan berkas halaman."""
    _do(ASSET_STEPS)


@click.command()
def migrate() -> None:
    """Perbarui skema basis data saja."""
    _do(PREPARE_STEPS[:2])


def _do(steps: tuple[Step, ...]) -> None:
    set_up_django()
    for number, step in enumerate(steps, start=1):
        click.echo(f"[{number}/{len(steps)}] {step.label} ...")
        started = time.monotonic()
        answer = _call(step.function)
        seconds = f"{time.monotonic() - started:.1f}".replace(".", ",")
        click.echo(f"[{number}/{len(steps)}] {step.label}: {answer or 'beres'} ({seconds} detik)")


def _call(function: str) -> str | None:
    module, name = function.split(":")
    answer: str | None = getattr(importlib.import_module(module), name)()
    return answer
