"""`pendopo audit`: checking the chain from the command line."""

from __future__ import annotations

import click

from pendopo.kernel.audit import chain
from pendopo.kernel.audit.models import AuditEntry


@click.group("audit")
def commands() -> None:
    """Rantai audit."""


@commands.command("verify")
def verify() -> None:
    """Periksa seluruh rantai; keluar dengan kode 1 bila ada yang berubah."""
    count = AuditEntry.objects.count()
    faults = list(chain.verify())
    for fault in faults:
        click.echo(f"catatan {fault.sequence}: {fault.reason}", err=True)
    click.echo(f"{count} catatan diperiksa, {len(faults)} kesalahan.")
    if faults:
        raise SystemExit(1)
