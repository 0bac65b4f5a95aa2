"""``pendopo territory``: load the city, import files, ask for the village of a place."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pendopo.kernel.actor import SYSTEM
from pendopo.territory.actions.imports import ImportReport, import_areas, import_borders
from pendopo.territory.actions.loading import load_city
from pendopo.territory.queries.areas import area_path, get_city
from pendopo.territory.queries.places import find_area_at, is_inside_city
from pendopo.territory.schemas import read_area_table, read_border_table

_STEPS = {"areas": "Wilayah", "borders": "Batas", "tiles": "Ubin peta"}
_SHOWN_FAULTS = 50


@click.group()
def commands() -> None:
    """Wilayah: muat, impor, dan periksa."""


@commands.command()
@click.argument("code", required=False)
def load(code: str | None) -> None:
    """Muat wilayah dan batas daerah ini (CODE seperti 35.08) dari data yang disertakan."""
    from django.conf import settings

    bar = _Bar()
    report = load_city(code or settings.CITY_CODE, progress=bar.show)
    seconds = f"{report.seconds:.1f}".replace(".", ",")
    click.echo(f"{report.areas} wilayah dan {report.borders} batas dimuat dalam {seconds} detik.")


@commands.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Periksa saja, jangan simpan.")
def import_file(file: Path, *, dry_run: bool) -> None:
    """Impor wilayah dari CSV (kode,nama,kode_induk,jenis,kodepos) atau batas dari GeoJSON."""
    raw, bar = file.read_bytes(), _Bar()
    if file.suffix.lower() in {".json", ".geojson"}:
        borders = read_border_table(raw, lambda done, count: bar.show("borders", done, count))
        report = import_borders(
            SYSTEM,
            rows=borders.rows,
            faults=borders.faults,
            source=file.name,
            is_dry_run=dry_run,
            progress=lambda done, count: bar.show("borders", done, count),
        )
    else:
        table = read_area_table(raw)
        report = import_areas(
            SYSTEM, rows=table.rows, faults=table.faults, source=file.name, is_dry_run=dry_run
        )
    _tell(report, is_dry_run=dry_run)


@commands.command(context_settings={"ignore_unknown_options": True})
@click.argument("lon", type=float)
@click.argument("lat", type=float)
def point(lon: float, lat: float) -> None:
    """Sebutkan desa atau kelurahan di titik LON LAT."""
    area = find_area_at(lon, lat)
    if area is None:
        place = "di dalam" if is_inside_city(lon, lat) else "di luar"
        raise click.ClickException(
            f"Titik ini {place} {get_city().name}, tetapi tidak di wilayah yang dikenal."
        )
    click.echo(f"{area.code}  {area_path(area.code).text}")


class _Bar:
    """One progress bar per step, on stderr, only for people who watch."""

    def __init__(self) -> None:
        self._step = ""

    def show(self, step: str, done: int, count: int) -> None:
        """Draw the bar of a step; a finished one stays on its line."""
        if not sys.stderr.isatty() or not count:
            return
        width = 30 * done // count
        click.echo(f"\r{_STEPS[step]:<10} [{'#' * width:<30}] {done}/{count}", nl=done == count, err=True)


def _tell(report: ImportReport, *, is_dry_run: bool) -> None:
    for fault in report.faults[:_SHOWN_FAULTS]:
        where = f"baris {fault.line}" if fault.line else "berkas"
        text = fault.text % fault.facts if fault.facts else fault.text
        click.echo(f"{where}: {fault.code or '-'}: {text}", err=True)
    if len(report.faults) > _SHOWN_FAULTS:
        click.echo(f"... dan {len(report.faults) - _SHOWN_FAULTS} kesalahan lain.", err=True)
    counts = f"{report.added} baru, {report.changed} berubah, {report.unchanged} tetap"
    if report.faults:
        click.echo(f"{len(report.faults)} kesalahan; tidak ada yang disimpan ({counts}).", err=True)
        sys.exit(1)
    click.echo(f"{'Percobaan, tidak disimpan' if is_dry_run else 'Disimpan'}: {counts}.")
