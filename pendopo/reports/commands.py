"""``pendopo reports``: compare the counts of the map with the reports."""

from __future__ import annotations

import click

from pendopo.reports.actions.cells import recount_cells
from pendopo.reports.queries import count_wrong_cells


@click.group()
def commands() -> None:
    """Laporan: periksa hitungan peta."""


@commands.command()
@click.option("--recount", is_flag=True, help="Hitung ulang semua sel bila ada yang salah.")
def cells(*, recount: bool) -> None:
    """Cocokkan hitungan sel peta dengan laporan; keluar dengan kode 1 bila ada yang salah."""
    if recount:
        click.echo(f"{recount_cells()} sel peta salah dan sudah dihitung ulang.")
        return
    wrong = count_wrong_cells()
    click.echo(f"{wrong} sel peta salah.")
    if wrong:
        raise SystemExit(1)
