from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from pendopo.kernel.actor import ANONYMOUS, SYSTEM
from pendopo.kernel.errors import Refused
from pendopo.territory.api import (
    AreaLevel,
    find_village_at,
    get_area,
    import_areas,
    import_borders,
    list_areas,
)
from pendopo.territory.commands import commands
from pendopo.territory.models import Area
from pendopo.territory.schemas import read_area_table, read_border_table

NEW, TEMPURSARI = "35.08.01.2099", "35.08.01"


def table(*lines: str, header: str = "kode,nama,kode_induk,jenis,kodepos") -> bytes:
    return "\n".join((header, *lines)).encode()


def told(faults) -> list[tuple[int, str]]:
    return [(fault.line, fault.text % fault.facts if fault.facts else fault.text) for fault in faults]


def imported(raw: bytes, **more):
    read = read_area_table(raw)
    return import_areas(SYSTEM, rows=read.rows, faults=read.faults, source="uji.csv", **more)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("3508012099,Baru,,,", "Kode kehilangan titik atau nol; mungkin maksudnya 35.08.01.2099"),
        ("35.8.1.2099,Baru,,,", "mungkin maksudnya 35.08.01.2099"),
        ("11.1,Baru,,,", "mungkin maksudnya 11.10"),
        ("3.5E+09,Baru,,,", "Kode wilayah tidak sah."),
        (",Baru,,,", "Kode wilayah tidak sah."),
        (f"{NEW},,,,", "Nama kosong"),
        (f"{NEW},{'a' * 101},,,", "lebih dari 100 huruf"),
        (f"{NEW},Ba\x07ru,,,", "huruf kendali"),
        (f"{NEW},Ba\x00ru,,,", "Ada karakter NUL"),
        (f"{NEW},Baru,,,1234", "Kode pos harus lima angka."),
        (f"{NEW},Baru", "Jumlah kolom"),
        (f"{NEW},Baru,,,,lebih", "Jumlah kolom"),
    ],
)
def test_a_wrong_row_is_named_by_its_line(line, fault):
    read = read_area_table(table("35.08.01,Tempursari,35.08,kecamatan,", line))
    assert [row.code for row in read.rows] == ["35.08.01"]
    assert {where for where, _text in told(read.faults)} == {3}
    assert any(fault in text for _line, text in told(read.faults))


def test_a_code_that_stands_twice_is_named_with_its_first_line():
    read = read_area_table(table(f"{NEW},Baru,,,", f"{NEW},Lain,,,"))
    assert told(read.faults) == [(3, "Kode sudah ada di baris 2.")]


def test_a_file_in_another_encoding_names_the_line():
    read = read_area_table(b"kode,nama\n35.08,Lumajang\n35.09,J\xe9mber\n")
    assert told(read.faults) == [(3, "Berkas bukan UTF-8 (bait 0xE9). Simpan ulang sebagai UTF-8.")]


@pytest.mark.parametrize("raw", [b"", b"nama\nx", b"\x00", b"PK\x03\x04"])
def test_a_file_without_its_columns_is_refused(raw):
    read = read_area_table(raw)
    assert not read.rows
    assert read.faults


def test_a_quote_that_is_never_closed_is_named_and_what_stands_before_it_is_read():
    read = read_area_table(
        table("35.08.01,Tempursari,,,", f'{NEW},"Baru,,,', *["35.08.02,Pronojiwo,,,"] * 9000)
    )
    assert [row.code for row in read.rows] == ["35.08.01"]
    assert "tanda kutip" in told(read.faults)[0][1]


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_a_table_with_another_delimiter_and_a_byte_order_mark_is_read(delimiter):
    raw = (
        "\ufeff" + delimiter.join(("Kode", "NAMA")) + "\r\n" + delimiter.join((NEW, " Desa  Baru ")) + "\r\n"
    )
    (row,) = read_area_table(raw.encode()).rows
    assert (row.code, row.name, row.line) == (NEW, "Desa Baru", 2)


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: f"kode,nama\n{text}".encode()))
def test_any_file_is_read_or_refused_but_never_a_fault(raw):
    read_area_table(raw)
    read_border_table(raw)


def test_new_areas_are_added_and_known_ones_renamed(db):
    report = imported(
        table(
            f"{NEW},Baru,{TEMPURSARI},,67375", "35.08.01.2001,Tegalrejo Jaya,,,", "35.08.01.2002,Bulurejo,,,"
        )
    )
    assert (report.added, report.changed, report.unchanged, report.is_written) == (1, 1, 1, True)
    new = get_area(NEW)
    assert (new.title, new.kind, new.postal_code) == ("Desa Baru", "desa", "67375")
    assert get_area("35.08.01.2001").name == "Tegalrejo Jaya"
    assert new in list_areas(level=AreaLevel.VILLAGE, parent=TEMPURSARI)


def test_a_dry_run_counts_and_writes_nothing(db):
    report = imported(table(f"{NEW},Baru,,,"), is_dry_run=True)
    assert (report.added, report.is_written) == (1, False)
    assert not Area.objects.filter(code=NEW).exists()


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("35.08.99.2001,Tanpa Induk,,,", "Wilayah induk 35.08.99 tidak dikenal."),
        (
            "35.08.01.2098,Salah Induk,35.08.02,,",
            "kode_induk 35.08.02 tidak cocok dengan kode; seharusnya 35.08.01.",
        ),
        ("35.09.01,Kecamatan Tetangga,,,", "Wilayah ini di luar daerah instalasi (35.08)."),
    ],
)
def test_one_wrong_row_keeps_all_others_out(db, line, fault):
    report = imported(table(f"{NEW},Baru,,,", line))
    assert told(report.faults) == [(3, fault)]
    assert not report.is_written
    assert not Area.objects.filter(code=NEW).exists()


def test_a_district_and_its_villages_may_come_in_any_order(db):
    report = imported(table("35.08.77.2001,Desa,,,", "35.08.77,Kecamatan,,,"))
    assert report.is_written
    assert get_area("35.08.77.2001").path == "35/35.08/35.08.77/35.08.77.2001/"


def test_only_an_admin_imports(db):
    with pytest.raises(Refused):
        import_areas(ANONYMOUS, rows=(), source="uji.csv")


def feature(code: object, *ring: tuple[float, float], kind: str = "Polygon") -> dict[str, object]:
    return {
        "type": "Feature",
        "properties": {"kode": code},
        "geometry": {"type": kind, "coordinates": [list(ring)]},
    }


def square(lon: float, lat: float, side: float = 0.002) -> list[tuple[float, float]]:
    return [(lon, lat), (lon + side, lat), (lon + side, lat + side), (lon, lat + side), (lon, lat)]


def collection(*features: object) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


BOW = [(113.0, -8.0), (113.1, -8.1), (113.1, -8.0), (113.0, -8.1), (113.0, -8.0)]


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        (b"{", "Berkas bukan JSON yang sah."),
        (b"[" * 100_000, "Berkas bukan JSON yang sah."),
        (b"[]", "Berkas bukan GeoJSON FeatureCollection."),
        (
            collection(feature(35.08, *square(113, -8))),
            "Properti kode harus ada dan berupa teks, bukan angka.",
        ),
        (collection(None), "Properti kode harus ada"),
        (collection(feature("35.08.1", *square(113, -8))), "mungkin maksudnya 35.08.01"),
        (collection(feature(NEW, *square(-8.1, 113))), "Bujur dan lintang tertukar"),
        (collection(feature(NEW, *square(3.1, 51))), "Batas di luar Indonesia."),
        (collection(feature(NEW, *BOW)), "Garis batas bersilang atau tumpang tindih: Self-intersection"),
        (collection(feature(NEW, (113.0, -8.0))), "Geometri tidak dapat dibaca."),
        (
            collection(feature(NEW, *square(113, -8), kind="Polygon") | {"geometry": None}),
            "Geometri tidak dapat dibaca.",
        ),
        (
            collection(
                feature(NEW) | {"geometry": {"type": "MultiPolygon", "coordinates": [[square(113, -8)], []]}}
            ),
            "Geometri tidak dapat dibaca.",
        ),
        (collection(feature(NEW, *square(float("nan"), -8))), "Geometri tidak dapat dibaca."),
        (
            collection(
                {"properties": {"kode": NEW}, "geometry": {"type": "Point", "coordinates": [113, -8]}}
            ),
            "Batas harus berupa Polygon",
        ),
    ],
)
def test_a_wrong_border_is_named(raw, fault):
    read = read_border_table(raw)
    assert not read.rows
    assert fault in told(read.faults)[0][1]


def borders(*features: object, **more):
    read = read_border_table(collection(*features))
    return import_borders(SYSTEM, rows=read.rows, faults=read.faults, source="uji.geojson", **more)


def test_a_border_is_replaced_and_asked_at_once(db):
    village = get_area("35.08.01.2001")
    neighbour = get_area("35.08.01.2002")
    report = borders(feature("35.08.01.2002", *square(village.lon - 0.001, village.lat - 0.001)))
    assert (report.changed, report.added, report.is_written) == (1, 0, True)
    assert find_village_at(neighbour.lon, neighbour.lat) != neighbour


@pytest.mark.parametrize(
    ("code", "place", "fault"),
    [
        ("35.08.01.2001", (113.22, -8.13), "100 persen wilayah ini di luar batas induknya."),
        ("35.08.01.2999", (112.95, -8.33), "Wilayah dengan kode ini belum terdaftar."),
    ],
)
def test_a_border_that_does_not_fit_keeps_all_others_out(db, code, place, fault):
    report = borders(
        feature("35.08.01.2001" if code.endswith("9") else "35.08.01.2002", *square(112.95, -8.335)),
        feature(code, *square(*place)),
    )
    assert told(report.faults) == [(2, fault)]
    assert not report.is_written


def run(*words: str):
    return CliRunner().invoke(commands, words)


def test_the_command_tells_what_is_wrong_and_fails(db, tmp_path):
    file = tmp_path / "desa.csv"
    file.write_bytes(table(f"{NEW},Baru,,,", "3508012099,Baru,,,"))
    result = run("import", str(file))
    assert result.exit_code == 1
    assert "baris 3: 3508012099: Kode kehilangan titik" in result.output
    assert "tidak ada yang disimpan" in result.output


def test_the_command_tries_first_and_then_writes(db, tmp_path):
    file = tmp_path / "desa.csv"
    file.write_bytes(table(f"{NEW},Baru,,,"))
    assert "Percobaan, tidak disimpan: 1 baru" in run("import", "--dry-run", str(file)).output
    assert not Area.objects.filter(code=NEW).exists()
    assert "Disimpan: 1 baru" in run("import", str(file)).output
    assert Area.objects.filter(code=NEW).exists()


def test_the_command_imports_borders(db, tmp_path):
    file = tmp_path / "batas.geojson"
    file.write_bytes(collection(feature("35.08.01.2001", *square(112.95, -8.335))))
    assert "Disimpan: 0 baru, 1 berubah" in run("import", str(file)).output


def test_the_command_names_the_village_of_a_place(db):
    assert "Kelurahan Rogotrunan, Kecamatan Lumajang" in run("point", "113.2243", "-8.1335").output
    outside = run("point", "112.75", "-7.25")
    assert outside.exit_code == 1
    assert "Titik ini di luar Kabupaten Lumajang" in outside.output


def test_the_command_loads_once(db):
    assert "0 wilayah dan 0 batas dimuat" in run("load").output
    refused = run("load", "33.74")
    assert refused.exit_code == 1
    assert "Basis data ini sudah berisi wilayah Kabupaten Lumajang" in str(refused.exception)
