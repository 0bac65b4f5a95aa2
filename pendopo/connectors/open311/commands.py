"""``pendopo open311``: keys of other systems."""

from __future__ import annotations

import click

from pendopo.connectors.open311.actions import make_client, set_client_active
from pendopo.connectors.open311.queries import list_clients
from pendopo.connectors.open311.rules.limits import MOST_PER_DAY, USUAL_PER_DAY
from pendopo.kernel.actor import SYSTEM


@click.group("open311")
def commands() -> None:
    """Kunci sistem lain untuk Open311."""


@commands.group("key")
def key() -> None:
    """Buat, lihat, dan cabut kunci."""


@key.command("add")
@click.argument("name")
@click.option("--contact", default="", help="Surel pengelola sistem itu.")
@click.option(
    "--per-day", type=click.IntRange(1, MOST_PER_DAY), default=USUAL_PER_DAY, help="Kuota kiriman per hari."
)
def add(name: str, contact: str, per_day: int) -> None:
    """Buat kunci untuk sistem bernama NAME; tampil sekali ini saja."""
    _client, raw = make_client(SYSTEM, name=name, contact=contact, per_day=per_day)
    click.echo(raw)


@key.command("list")
def show() -> None:
    """Tampilkan semua kunci: awalannya, kuota, banyak laporan, keadaan, nama."""
    for row in list_clients(SYSTEM):
        state = "aktif" if row.is_active else "dicabut"
        click.echo(f"{row.prefix}  {row.per_day}/hari  {row.report_count} laporan  {state}  {row.name}")


@key.command("stop")
@click.argument("prefix")
def stop(prefix: str) -> None:
    """Cabut kunci yang berawalan PREFIX."""
    found = [row for row in list_clients(SYSTEM) if row.prefix == prefix and row.is_active]
    if len(found) != 1:
        raise click.ClickException(f"Tidak ada satu kunci aktif yang berawalan {prefix}.")
    set_client_active(SYSTEM, client_id=found[0].id, is_active=False)
    click.echo(f"Kunci {found[0].name} dicabut.")
