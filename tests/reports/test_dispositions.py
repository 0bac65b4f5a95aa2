"""Disposisi: given down on a numbered sheet with a limit of its own."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.db import connection

from pendopo.accounts.api import actor_by_id, appoint, enrol_staff
from pendopo.accounts.models import Post
from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS, SYSTEM
from pendopo.kernel.errors import Conflict, Invalid
from pendopo.kernel.notifications.models import Message
from pendopo.kernel.outbox.relay import deliver_due
from pendopo.reports import api as reports
from pendopo.reports.models import Disposition, Report
from tests.support import cast


def _assign(people, number, **changes):
    given = {"post_id": people.lamp_post_id, "instruction": "Cek malam ini", **changes}
    return reports.assign_report(people.lamp_head, number, **given)


def _sheets(number):
    return reports.list_dispositions(Report.objects.get(number=number).pk)


def test_a_sheet_has_a_number_of_its_agency_and_year(lamp, people):
    _assign(people, lamp.number)
    (sheet,) = _sheets(lamp.number)
    assert sheet.number == "DSP/DISHUB/2026/0001"
    assert (sheet.post, sheet.given_as) == ("Petugas lampu", "Kepala Dinas · Dishub")
    assert sheet.is_current


def test_every_later_disposisi_is_a_new_sheet_and_the_earlier_ones_stay(lamp, people):
    _assign(people, lamp.number)
    _assign(people, lamp.number, instruction="Tanya PLN dulu")
    newer, older = _sheets(lamp.number)
    assert [(each.sheet, each.number) for each in (older, newer)] == [
        (1, "DSP/DISHUB/2026/0001"), (2, "DSP/DISHUB/2026/0002"),
    ]  # fmt: skip
    assert (older.instruction, older.is_current, newer.is_current) == ("Cek malam ini", False, True)


def test_each_agency_and_each_year_counts_from_one(lamp, people):
    _assign(people, lamp.number)
    reports.hand_over_report(people.lamp_head, lamp.number, agency_code="dpupr", reason="Milik PUPR")
    reports.assign_report(people.coordinator, lamp.number, post_id=people.road_post_id)
    with clock.freeze(dt.datetime(2027, 1, 4, 3, 0, tzinfo=dt.UTC)):
        reports.assign_report(people.coordinator, lamp.number, post_id=people.road_post_id)
    assert [each.number for each in _sheets(lamp.number)] == [
        "DSP/DPUPR/2027/0001", "DSP/DPUPR/2026/0001", "DSP/DISHUB/2026/0001",
    ]  # fmt: skip


def test_the_city_writes_its_numbers_as_it_is_used_to(lamp, people, settings):
    settings.DISPOSITION_NUMBER = "800/{serial:3}/{agency}/{roman_month}/{year}"
    _assign(people, lamp.number)
    assert _sheets(lamp.number)[0].number == "800/001/DISHUB/XI/2026"


def test_a_refused_disposisi_uses_no_number(lamp, people):
    for wrong in ({"post_id": people.road_post_id}, {"due_on": dt.date(2026, 11, 20)}, {"version": 7}):
        with pytest.raises((Invalid, Conflict)):
            _assign(people, lamp.number, **wrong)
    _assign(people, lamp.number)
    assert _sheets(lamp.number)[0].number == "DSP/DISHUB/2026/0001"


@pytest.mark.parametrize(
    ("due_on", "ends"),
    [
        (None, dt.date(2026, 11, 25)),
        (dt.date(2026, 11, 23), dt.date(2026, 11, 23)),
        (dt.date(2026, 11, 29), dt.date(2026, 11, 30)),
    ],
)
def test_its_limit_is_the_day_of_the_superior_or_some_working_hours(lamp, people, due_on, ends):
    before = reports.get_report(SYSTEM, lamp.number).finish_by
    _assign(people, lamp.number, due_on=due_on)
    assert clock.local(_sheets(lamp.number)[0].due_at).date() == ends
    assert reports.get_report(SYSTEM, lamp.number).finish_by == before


def test_a_limit_in_the_past_is_refused_at_its_field(lamp, people):
    with pytest.raises(Invalid) as fault:
        _assign(people, lamp.number, due_on=dt.date(2026, 11, 22))
    assert set(fault.value.fields) == {"due_on"}


def test_who_works_on_it_opens_the_sheet_and_nobody_else(lamp, people):
    _assign(people, lamp.number)
    sheet = reports.get_sheet(people.lamp_officer, lamp.number, 1)
    assert (sheet.row.number, sheet.agency) == (lamp.number, "Dinas Perhubungan")
    for actor in (people.road_officer, ANONYMOUS):
        with pytest.raises(reports.ReportNotFound):
            reports.get_sheet(actor, lamp.number, 1)
    with pytest.raises(reports.ReportNotFound):
        reports.get_sheet(people.lamp_officer, lamp.number, 2)


def test_who_holds_the_post_is_told_and_not_what_the_instruction_says(lamp, people):
    account = enrol_staff(SYSTEM, email="lampu@contoh.id", name="Pak Lampu", password_hash="!")
    post = Post.objects.get(pk=people.lamp_post_id)
    appoint(SYSTEM, post=post, account=account, starts_on=dt.date(2026, 1, 2))
    _assign(people, lamp.number)
    deliver_due()
    (message,) = Message.objects.filter(template="reports/assigned")
    assert (message.address, "DSP/DISHUB/2026/0001" in message.title) == ("lampu@contoh.id", True)
    assert "Cek malam ini" not in message.text
    assert actor_by_id(account.pk).is_staff


@pytest.mark.slow
def test_officers_who_assign_at_the_same_time_get_numbers_without_a_gap(committed_city):
    people = cast.hire()
    numbers = [reports.submit_report(ANONYMOUS, cast.lamp_draft()).number for _each in range(12)]
    together = threading.Barrier(4)

    def work(mine):
        together.wait()
        for number in mine:
            _assign(people, number)
        connection.close()

    crews = [threading.Thread(target=work, args=(numbers[start::4],)) for start in range(4)]
    for crew in crews:
        crew.start()
    for crew in crews:
        crew.join()
    assert sorted(Disposition.objects.values_list("serial", flat=True)) == list(range(1, 13))
