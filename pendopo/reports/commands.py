"""``pendopo reports``: compare the counts of the map with the reports; judge and train routing."""

from __future__ import annotations

import csv
from typing import TextIO

import click

from pendopo.kernel.actor import SYSTEM
from pendopo.reports.actions.cells import recount_cells
from pendopo.reports.queries import count_wrong_cells
from pendopo.routing.api import (
    TopicNotFound,
    judge_table,
    list_topics,
    numbers_of,
    table_of,
    train_model,
)


@click.group()
def commands() -> None:
    """Laporan: periksa hitungan peta, nilai penyaranan."""


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


@commands.group()
def routing() -> None:
    """Penyaranan bidang: nilai dan latih."""


@routing.command()
@click.argument("file", type=click.File("r", encoding="utf-8-sig"))
@click.option("--json", "as_json", is_flag=True, help="Hanya angka, untuk program lain.")
@click.option("--embeddings", is_flag=True, help="Latih dengan makna teks (tambahan pendopo[embeddings]).")
def evaluate(*, file: TextIO, as_json: bool, embeddings: bool) -> None:
    """Nilai penyaranan pada tabel FILE berkolom judul, teks, kelas."""
    try:
        verdict = judge_table(file.read(), with_meaning=embeddings)
    except (UnicodeDecodeError, csv.Error) as fault:
        raise click.ClickException("FILE bukan tabel CSV dalam UTF-8 yang dapat dibaca.") from fault
    except KeyError as fault:
        raise click.ClickException(f"Kolom {fault} tidak ada; perlu judul, teks, kelas.") from fault
    except TopicNotFound as fault:
        known = ", ".join(topic.code for topic in list_topics())
        raise click.ClickException(f"Ada kelas yang tidak dikenal. Yang dikenal: {known}.") from fault
    if as_json:
        click.echo(numbers_of(verdict.figures))
        return
    learned_now = "Model yang baru dilatih dari contoh bawaan"
    model = learned_now if verdict.version is None else f"Model versi {verdict.version} dari instalasi ini"
    names = {topic.code: topic.name for topic in list_topics()}
    click.echo(table_of(verdict.figures, model, names))
    if verdict.known_count:
        click.echo(f"\n{verdict.known_count} teks ada dalam contoh yang dipelajari: angkanya terlalu baik.")


@routing.command()
def train() -> None:
    """Latih dari contoh dan keputusan petugas; model yang tidak lebih buruk langsung dipakai."""
    version = train_model(SYSTEM)
    click.echo("Tidak ada keputusan baru." if version is None else f"Versi {version} sudah dilatih.")
