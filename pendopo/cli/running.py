"""`pendopo run` and `pendopo stop`."""

from __future__ import annotations

import os
import sys

import click

from pendopo.cli.installation import own_cluster, this_installation
from pendopo.supervisor.console import Console
from pendopo.supervisor.ending import stop_installation
from pendopo.supervisor.faults import Fault
from pendopo.supervisor.machine_checks import is_port_free
from pendopo.supervisor.processes import Installation, process_table
from pendopo.supervisor.supervisor import Supervisor

WELCOME_FILE = "welcome.txt"
"""Lines below `$PENDOPO_HOME` that `pendopo prepare` leaves for the end of a start, such as demo logins."""

_ADDRESS_LABELS = {
    "pages": "Halaman warga",
    "desk": "Meja petugas",
    "situation": "Ruang situasi (TV)",
    "api": "Uraian API",
    "messages": "Pesan keluar (tiruan)",
    "residents": "Kirim sebagai warga",
}


@click.command()
def run() -> None:
    """Mulai semua proses dan jaga sampai Ctrl-C."""
    installation = this_installation()
    # Children read the same environment; what we filled in by default must not depend on their folder.
    os.environ["PENDOPO_HOME"] = str(installation.home)
    cluster = own_cluster(installation)
    if cluster is not None and installation.home.resolve() not in cluster.place.resolve().parents:
        click.echo(f"Basis data disimpan di {cluster.place}, karena {installation.home} tertutup untuknya.")
    supervisor = Supervisor(
        installation.home,
        process_table(installation, cluster),
        addresses=installation.addresses,
        check=lambda: _refuse_taken_ports(installation),
        on_ready=lambda console: _welcome(installation, console),
    )
    sys.exit(supervisor.run())


@click.command()
@click.option("--limit", default=120.0, show_default=True, help="Detik untuk menunggu.")
def stop(limit: float) -> None:
    """Hentikan Pendopo yang berjalan di folder data ini."""
    installation = this_installation()
    was_running = stop_installation(installation.home, own_cluster(installation), limit=limit)
    click.echo("Pendopo dihentikan." if was_running else "Pendopo sedang tidak berjalan.")


def _refuse_taken_ports(installation: Installation) -> None:
    for port in (installation.port, installation.port + 1):
        if not is_port_free(installation.host, port):
            raise Fault(
                f"Port {port} dipakai program lain.",
                "Hentikan program itu, atau pilih port lain: PENDOPO_PORT=8100 make run",
            )


def _welcome(installation: Installation, console: Console) -> None:
    console.plain("")
    addresses = installation.addresses
    for name, label in _ADDRESS_LABELS.items():
        if name in addresses:
            console.plain(f"  {label:<20} {addresses[name]}")
    welcome = installation.home / WELCOME_FILE
    if welcome.exists():
        console.plain("")
        for line in welcome.read_text().splitlines():
            console.plain(f"  {line}")
    console.plain("")
    console.plain("  Pendopo siap. Berhenti dengan Ctrl-C.")
    console.plain("")
