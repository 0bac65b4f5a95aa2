"""Chronic spots on the desk: in the open matter, and as a list with a map and as CSV."""

from __future__ import annotations

import csv
import datetime as dt

from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS
from pendopo.reports import api as reports
from pendopo.reports.actions.spots import count_spots
from pendopo.reports.models import Report
from tests.support.cast import lamp_draft
from tests.support.office import open_office


def _fixed(days_ago):
    with clock.freeze(clock.now() - dt.timedelta(days=days_ago)):
        number = reports.submit_report(ANONYMOUS, lamp_draft()).number
        Report.objects.filter(number=number).update(state="confirmed", finished_at=clock.now())
    return number


def test_the_open_matter_says_that_it_is_put_right_again_and_again(db):
    earlier = [_fixed(days) for days in (30, 60, 90)]
    office = open_office()
    shown = office.knock("holder", "/meja/laporan/{number}/").content.decode()
    assert "Diperbaiki 3 kali dalam 12 bulan" in shown
    assert all(f"/meja/laporan/{number}/" in shown for number in earlier)


def test_the_coordinator_reads_the_spots_on_a_page_and_as_a_table(db):
    last = [_fixed(days) for days in (90, 60, 30)][-1]
    count_spots()
    office = open_office()
    page = office.knock("coordinator", "/meja/titik-berulang/").content.decode()
    assert "diperbaiki 3 kali" in page
    assert f"/meja/laporan/{last}/" in page
    answer = office.browsers["coordinator"].get("/meja/titik-berulang/unduh.csv?kategori=lampu-jalan")
    (row,) = csv.DictReader(b"".join(answer.streaming_content).decode("utf-8-sig").splitlines())
    assert (row["kali_diperbaiki"], row["laporan_terakhir"]) == ("3", last)


def test_a_city_without_spots_says_so(db):
    page = open_office().knock("coordinator", "/meja/titik-berulang/?kategori=%00").content.decode()
    assert "Tidak ada titik berulang" in page
