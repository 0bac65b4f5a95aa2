from __future__ import annotations

import datetime as dt

from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS
from pendopo.reports import api as reports
from pendopo.reports.models import ClockRule
from tests.support.cast import MONDAY_MORNING, lamp_draft

HOME = "/meja/aturan/waktu/"
LAMPS = {
    "scope": "category:lampu-jalan",
    "finish_days": "2",
    "valid_from": "2026-11-24",
    "legal_basis": "Perbup 12/2026 Pasal 4",
}


def lamp_rule(**found: object) -> ClockRule:
    return ClockRule.objects.get(category__code="lampu-jalan", **found)


def test_the_page_shows_what_holds_today_with_the_rule_that_says_so(keeper):
    page = keeper.get(HOME).text
    assert "Batas waktu per kategori, yang berlaku hari ini" in page
    assert f'href="{HOME}{lamp_rule().pk}/"' in page
    assert "Standar pelayanan pengaduan" in page


def test_a_rule_is_looked_at_before_it_is_kept(keeper):
    with clock.freeze(MONDAY_MORNING - dt.timedelta(days=5)):
        reports.submit_report(ANONYMOUS, lamp_draft())
    page = keeper.post(f"{HOME}baru/", {**LAMPS, "preview": "1"})
    assert page.status_code == 200
    assert "1 dari 1 laporan yang tersentuh mendapat batas lain." in " ".join(page.text.split())
    assert ClockRule.objects.filter(category__code="lampu-jalan").count() == 1


def test_a_kept_rule_stands_in_the_list_with_who_wrote_it_and_what_was_before(keeper):
    keeper.post(f"{HOME}baru/", {**LAMPS, "save": "1"})
    page = keeper.get(HOME).text
    assert "Akan berlaku" in page
    assert "Petugas bagas" in page
    assert "membuat aturan" in page
    assert "Perbup 12/2026 Pasal 4" in page
    assert lamp_rule(valid_until=None).finish_days == 2


def test_the_kind_of_matter_gives_the_days_where_none_are_typed(keeper):
    body = {**LAMPS, "finish_days": "", "kind": "supervision", "save": "1"}
    keeper.post(f"{HOME}baru/", body)
    assert lamp_rule(valid_until=None).finish_days == 60


def test_what_is_refused_stands_beside_its_field(keeper):
    answer = keeper.post(f"{HOME}baru/", {**LAMPS, "valid_from": "2026-11-23", "save": "1"})
    assert answer.status_code == 422
    assert "Paling cepat berlaku besok." in answer.text


def test_a_rule_to_come_is_changed_and_taken_back(keeper):
    keeper.post(f"{HOME}baru/", {**LAMPS, "save": "1"})
    new = lamp_rule(valid_until=None)
    assert "Tarik aturan ini" in keeper.get(f"{HOME}{new.pk}/").text
    keeper.post(f"{HOME}{new.pk}/ubah/", {**LAMPS, "finish_days": "4", "save": "1"})
    changed = lamp_rule(valid_until=None)
    assert changed.finish_days == 4
    keeper.post(f"{HOME}{changed.pk}/tarik/")
    assert lamp_rule().finish_days == 5


def test_a_used_rule_offers_its_follower_and_its_end(keeper):
    used = lamp_rule()
    page = keeper.get(f"{HOME}{used.pk}/").text
    assert "Ganti mulai hari lain" in page
    assert f"{HOME}{used.pk}/ubah/" not in page
    assert 'value="5"' in keeper.get(f"{HOME}baru/?ganti={used.pk}").text
    assert keeper.post(f"{HOME}{used.pk}/akhiri/", {"last_day": "2026-11-22"}).status_code == 422
    keeper.post(f"{HOME}{used.pk}/akhiri/", {"last_day": "2026-11-30"})
    assert lamp_rule().valid_until == dt.date(2026, 11, 30)


def test_a_coordinator_reads_and_looks_ahead_but_keeps_nothing(coordinator):
    assert "Administrator yang menyimpan" in coordinator.get(f"{HOME}baru/").text
    answer = coordinator.post(f"{HOME}baru/", {**LAMPS, "save": "1"})
    assert "Andai berlaku 90 hari terakhir" in answer.text
    assert coordinator.post(f"{HOME}{lamp_rule().pk}/akhiri/", {"last_day": "2026-11-30"}).status_code == 403
    assert lamp_rule().valid_until is None
