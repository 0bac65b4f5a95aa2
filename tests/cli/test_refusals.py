"""What a command says when the city refuses: what happened and what to do, not a traceback."""

from __future__ import annotations

import sys

import pytest

from pendopo.cli.main import main
from pendopo.connectors.open311 import commands as keys
from pendopo.kernel.errors import Invalid, TooMany


class _Busy(TooMany):
    text = "Sudah %(count)d kali."
    advice = "Coba lagi %(minutes)d menit lagi."


def _said(monkeypatch, capsys, *arguments: str) -> list[str]:
    monkeypatch.setattr(sys, "argv", ["pendopo", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    told = capsys.readouterr()
    assert told.out == ""
    return told.err.splitlines()


@pytest.mark.django_db
def test_a_city_that_does_not_exist_is_told_with_what_to_do(monkeypatch, capsys):
    said = _said(monkeypatch, capsys, "territory", "load", "99.99")
    assert said[0] == "Tidak ada kabupaten atau kota dengan kode 99.99."
    assert said[-1].startswith("Kode kabupaten/kota berbentuk 35.08.")


@pytest.mark.parametrize(
    ("error", "lines"),
    [
        (_Busy(count=3, minutes=5), ["Sudah 3 kali.", "Coba lagi 5 menit lagi."]),
        (
            Invalid(fields={"name": "Bagian ini perlu diisi."}),
            [Invalid.text, "name: Bagian ini perlu diisi.", Invalid.advice],
        ),
    ],
)
def test_every_refusal_of_the_city_is_told_in_the_same_way(monkeypatch, capsys, error, lines):
    def refuse(*_given, **_named):
        raise error

    monkeypatch.setattr(keys, "make_client", refuse)
    assert _said(monkeypatch, capsys, "open311", "key", "add", "Sistem lain") == lines
