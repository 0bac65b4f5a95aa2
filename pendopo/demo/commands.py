"""`pendopo demo`: the invented city from the command line."""

from __future__ import annotations

import itertools
import time

import click

from pendopo.demo import api, cast, history
from pendopo.kernel import clock


@click.group("demo")
def commands() -> None:
    """Kota contoh."""


@commands.command("load")
def load() -> None:
    """Muat petugas dan laporan contoh, bila belum ada."""
    click.echo(api.load_demo_when_empty())


@commands.command("logins")
def logins() -> None:
    """Tampilkan nama masuk petugas contoh."""
    click.echo("\n".join(api.welcome_lines()))


@commands.command("kode")
def code() -> None:
    """Tampilkan kode kedua yang berlaku sekarang, untuk petugas contoh yang memerlukannya."""
    click.echo(cast.current_code())


@commands.command("traffic")
@click.option("--every", default=5.0, show_default=True, help="Detik di antara dua laporan.")
@click.option("--count", default=0, help="Berhenti setelah sekian laporan; 0 sampai dihentikan.")
def traffic(every: float, count: int) -> None:
    """Biarkan laporan contoh berdatangan, agar layar bergerak. Berhenti dengan Ctrl-C."""
    story = history.Story(clock.now(), seed=int(time.monotonic_ns() % 1_000_000))
    for index in itertools.count(1):
        life = story.draw_life()
        story.submit(life)
        click.echo(f"{life.number} {life.text.text}")
        if count and index >= count:
            return
        time.sleep(every)
