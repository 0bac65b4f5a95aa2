"""`pendopo backup` and `pendopo restore`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from pendopo import __version__
from pendopo.cli.installation import database_url, own_cluster, this_installation
from pendopo.config import environment
from pendopo.supervisor import backups
from pendopo.supervisor.faults import Fault
from pendopo.supervisor.run_state import RunLock


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def backup(folder: Path) -> None:
    """Cadangkan basis data, berkas, dan kunci ke FOLDER yang baru; kota boleh tetap berjalan."""
    env = environment.read()
    if not (env.home / backups.SECRETS).exists():
        raise Fault(f"{env.home} belum berisi kota.", "Jalankan make run, atau isi PENDOPO_HOME.")
    with _database():
        steps = backups.write_backup(
            folder, home=env.home, database_url=database_url(), version=__version__, city=env.city
        )
        _tell(steps)
    click.echo(f"Cadangan ada di {folder}. Di dalamnya ada kunci: simpan tertutup, di tempat lain.")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True))
def restore(folder: Path) -> None:
    """Pulihkan cadangan di FOLDER ke PENDOPO_HOME yang kosong."""
    env = environment.read()
    made = backups.read_backup(folder)
    if RunLock(env.home).is_held():
        raise Fault("Pendopo sedang berjalan di sini.", "Jalankan pendopo stop dulu.")
    backups.restore_keys(folder, home=env.home)
    try:
        with _database():
            _tell(backups.restore_data(folder, home=env.home, database_url=database_url()))
    except BaseException:
        (env.home / backups.SECRETS).unlink()  # so that it can be tried again
        raise
    click.echo(f"Pulih: kota {made.city}, cadangan {made.made_at}. Mulai dengan CITY={made.city} make run.")


@contextmanager
def _database() -> Iterator[None]:
    """The database answers within the block: a server of ours that does not run is started for so long."""
    cluster = own_cluster(this_installation())
    if cluster is None or cluster.answers():
        yield
        return
    cluster.start()
    try:
        cluster.create_database("pendopo")
        yield
    finally:
        cluster.stop()


def _tell(steps: Iterator[str]) -> None:
    for step in steps:
        click.echo(f"{step} ...")
