from __future__ import annotations

import csv
import json

import pytest
from click.testing import CliRunner

from pendopo.reports.commands import commands
from pendopo.routing.models import State
from pendopo.routing.queries import shipped_examples

TABLE = (
    "judul,teks,kelas\n"
    "Air mati,air PDAM tidak mengalir tiga hari,air_minum\n"
    "Jalan,jalan berlubang di depan pasar,pekerjaan_umum\n"
    "KTP,ektp belum dicetak di dukcapil,dukcapil\n"
)


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "masa_lalu.csv"
    path.write_text(TABLE)
    return path


def _run(*arguments):
    return CliRunner().invoke(commands, ["routing", *(str(each) for each in arguments)])


def test_the_active_model_is_judged_on_a_table_of_the_city(keep, table):
    keep(4, State.ACTIVE)
    done = _run("evaluate", table)
    assert done.exit_code == 0, done.output
    assert "Model versi 4 dari instalasi ini, 3 teks" in done.output
    assert "Air minum" in done.output


def test_a_program_reads_four_figures_and_the_count(keep, table):
    keep(4, State.ACTIVE)
    told = json.loads(_run("evaluate", table, "--json").output)
    assert set(told) == {"accuracy", "macro_f1", "top3", "ece", "n"}
    assert told["n"] == 3


@pytest.mark.slow
@pytest.mark.django_db
def test_without_a_model_one_is_learned_from_the_examples_and_said_so(table):
    done = _run("evaluate", table)
    assert done.exit_code == 0, done.output
    assert "baru dilatih dari contoh bawaan" in done.output


def test_texts_that_were_learned_from_are_counted_aloud(keep, tmp_path):
    keep(4, State.ACTIVE)
    known = shipped_examples()[0]
    path = tmp_path / "dikenal.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([["judul", "teks", "kelas"], [known.title, known.body, known.topic]])
    assert "1 teks ada dalam contoh yang dipelajari" in _run("evaluate", path).output


@pytest.mark.django_db
def test_a_table_without_the_columns_is_refused_in_words(tmp_path):
    path = tmp_path / "salah.csv"
    path.write_text("a,b\n1,2\n")
    done = _run("evaluate", path)
    assert done.exit_code == 1
    assert "perlu judul, teks, kelas" in done.output


@pytest.mark.django_db
def test_an_unknown_class_is_refused_with_the_known_ones(tmp_path):
    path = tmp_path / "asing.csv"
    path.write_text("judul,teks,kelas\na,b,sihir\n")
    done = _run("evaluate", path)
    assert done.exit_code == 1
    assert "air_minum" in done.output


@pytest.mark.django_db
@pytest.mark.parametrize(
    "raw", [b"judul,teks,kelas\na,\xff,air_minum\n", b'judul,teks,kelas\na,"' + b"x" * 200_000]
)
def test_a_file_that_is_no_table_is_refused_in_words(tmp_path, raw):
    path = tmp_path / "rusak.csv"
    path.write_bytes(raw)
    done = _run("evaluate", path)
    assert done.exit_code == 1
    assert "tabel CSV" in done.output
