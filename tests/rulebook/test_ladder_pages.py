from __future__ import annotations

import datetime as dt

from pendopo.kernel.actor import ANONYMOUS
from pendopo.reports import api as reports
from pendopo.reports.models import LadderRung
from tests.support.cast import lamp_draft

HOME = "/meja/aturan/tangga/"
RUNG = {
    "level": "4",
    "at": "after",
    "amount": "60",
    "target": "leader",
    "agency": "dishub",
    "valid_from": "2026-11-24",
    "legal_basis": "SK Bupati 188/2026",
}


def test_the_ladder_an_installation_starts_with_can_be_read(keeper):
    page = keeper.get(HOME).text
    assert "Tingkat 1: pada 80% waktu ke pemegang jabatan" in page
    assert "Tingkat 4: 40 jam kerja sesudah lewat ke pimpinan daerah" in page


def test_a_rung_is_looked_at_and_then_kept(keeper):
    reports.submit_report(ANONYMOUS, lamp_draft())
    page = keeper.post(f"{HOME}baru/", {**RUNG, "preview": "1"}).text
    assert "0 dari 1 laporan sampai ke anak tangga ini; 0 di antaranya masih terbuka." in page
    keeper.post(f"{HOME}baru/", {**RUNG, "save": "1"})
    new = LadderRung.objects.get(agency__code="dishub")
    page = keeper.get(HOME).text
    assert "Petugas bagas" in page
    assert "menambah anak tangga" in page
    keeper.post(f"{HOME}{new.pk}/tarik/")
    assert not LadderRung.objects.filter(agency__code="dishub").exists()


def test_a_rung_without_its_figure_or_out_of_order_is_refused_beside_its_field(keeper):
    assert "Isi persen atau jamnya." in keeper.post(f"{HOME}baru/", {**RUNG, "amount": "", "save": "1"}).text
    crossing = {**RUNG, "agency": "", "level": "1", "save": "1"}
    answer = keeper.post(f"{HOME}baru/", crossing)
    assert answer.status_code == 422
    assert "Tingkat yang lebih tinggi tidak boleh lebih dulu." in answer.text


def test_a_used_rung_is_ended(keeper):
    used = LadderRung.objects.get(level=4)
    keeper.post(f"{HOME}{used.pk}/akhiri/", {"last_day": "2026-11-30"})
    used.refresh_from_db()
    assert used.valid_until == dt.date(2026, 11, 30)


def test_a_coordinator_reads_and_looks_ahead_but_keeps_nothing(coordinator):
    assert "Andai berlaku" in coordinator.post(f"{HOME}baru/", {**RUNG, "save": "1"}).text
    assert LadderRung.objects.count() == 4
