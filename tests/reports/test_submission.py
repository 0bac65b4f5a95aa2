from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS, SYSTEM
from pendopo.kernel.audit import chain
from pendopo.kernel.errors import Conflict, Invalid
from pendopo.kernel.outbox.models import Delivery, OutboxEvent
from pendopo.reports import api as reports
from pendopo.reports.models import Report
from tests.support import cast
from tests.support.cast import lamp_draft


def _detail(receipt):
    return reports.get_report(ANONYMOUS, receipt.number, key=receipt.secret)


def test_a_dead_lamp_goes_to_the_transport_agency_and_says_why(lamp):
    detail = _detail(lamp)
    assert detail.agency_code == "dishub"
    assert "UU 23/2014" in detail.route_reason
    assert "lampu jalan" in detail.route_reason


def test_a_fallen_tree_goes_to_disaster_management_for_its_words(db):
    draft = lamp_draft(category_code="bencana", text="Pohon tumbang menutup jalan")
    assert _detail(reports.submit_report(ANONYMOUS, draft)).agency_code == "bpbd"


def test_a_village_office_matter_goes_to_that_village(db):
    draft = lamp_draft(category_code="layanan-desa", text="Petugas tidak di tempat")
    assert _detail(reports.submit_report(ANONYMOUS, draft)).agency_code == f"kelurahan-{cast.VILLAGE}"


def test_what_nobody_is_there_for_waits_for_the_coordinator(people):
    receipt = reports.submit_report(ANONYMOUS, lamp_draft(category_code="lainnya", text="Tanya jadwal"))
    assert _detail(receipt).agency_code == ""
    inbox = reports.list_reports(people.coordinator, reports.ReportFilter())
    assert receipt.number in [row.number for row in inbox.rows]


def test_the_village_is_found_from_the_point(lamp):
    assert _detail(lamp).area_code == cast.VILLAGE


def test_a_village_alone_is_place_enough(db):
    receipt = reports.submit_report(ANONYMOUS, lamp_draft(lon=None, lat=None, area_code="35.08.01.2001"))
    assert (_detail(receipt).area_code, _detail(receipt).is_exact) == ("35.08.01.2001", False)


@pytest.mark.parametrize(("lon", "lat"), [(106.8, -6.2), (0.0, 0.0), (113.22, -8.9)])
def test_a_place_outside_the_regency_is_refused_with_words(db, lon, lat):
    with pytest.raises(Invalid) as fault:
        reports.submit_report(ANONYMOUS, lamp_draft(lon=lon, lat=lat))
    assert "luar wilayah" in fault.value.fields["place"]
    assert not Report.objects.exists()


def test_no_place_at_all_is_refused_with_words(db):
    with pytest.raises(Invalid) as fault:
        reports.submit_report(ANONYMOUS, lamp_draft(lon=None, lat=None))
    assert "place" in fault.value.fields


def test_an_unknown_category_is_refused(db):
    with pytest.raises(Invalid):
        reports.submit_report(ANONYMOUS, lamp_draft(category_code="tidak-ada"))


def test_the_same_key_never_makes_a_second_report(db):
    draft = lamp_draft()
    first, second = reports.submit_report(ANONYMOUS, draft), reports.submit_report(ANONYMOUS, draft)
    assert (second.number, second.is_repeated) == (first.number, True)
    assert Report.objects.count() == 1


def test_numbers_follow_the_month(db):
    with clock.freeze(dt.datetime(2026, 12, 31, 16, tzinfo=dt.UTC)):
        december = [reports.submit_report(ANONYMOUS, lamp_draft()).number for _ in range(2)]
    with clock.freeze(dt.datetime(2026, 12, 31, 17, 1, tzinfo=dt.UTC)):
        january = reports.submit_report(ANONYMOUS, lamp_draft()).number
    assert december == ["LPR-2612-000001", "LPR-2612-000002"]
    assert january == "LPR-2701-000001"


def test_the_limits_count_working_days(lamp):
    detail = _detail(lamp)
    assert clock.local(detail.verify_by).date() == dt.date(2026, 11, 26)
    assert clock.local(detail.finish_by).date() == dt.date(2026, 11, 30)


def test_the_timeline_begins_with_the_reporter_and_the_choice(lamp):
    assert [(step.who, step.verb.value) for step in _detail(lamp).steps] == [
        ("Anda", "submit"),
        ("Sistem", "route"),
    ]


def test_the_act_is_audited_and_the_event_recorded_once(lamp):
    assert list(chain.verify()) == []
    assert OutboxEvent.objects.filter(kind="reports.submitted").count() == 1
    assert set(Delivery.objects.values_list("subscriber", flat=True)) == {
        "pendopo.reports.subscribers.tell_received",
        "pendopo.reports.subscribers.look_for_a_burst",
    }


def test_a_photo_belongs_to_one_report_for_good(db, photo):
    uid = photo()
    reports.submit_report(ANONYMOUS, lamp_draft(photo_uids=(uid,)))
    with pytest.raises(Conflict):
        reports.submit_report(ANONYMOUS, lamp_draft(photo_uids=(uid,)))


def test_contact_is_unreadable_in_the_database(lamp, django_assert_num_queries):

    with connection.cursor() as cursor:
        cursor.execute("SELECT contact_phone, secret FROM reports_report")
        phone, secret = cursor.fetchone()
    assert "81234567890" not in phone
    assert lamp.secret not in secret


def test_accepting_a_report_asks_the_database_eight_times(db, django_assert_num_queries):
    reports.submit_report(ANONYMOUS, lamp_draft())  # warms calendar and territory
    with django_assert_num_queries(8):  # six of its own, and the savepoint around them
        reports.submit_report(ANONYMOUS, lamp_draft())


def test_a_key_of_another_report_opens_nothing(lamp):
    other = reports.submit_report(SYSTEM, lamp_draft())
    with pytest.raises(reports.ReportNotFound):
        reports.get_report(ANONYMOUS, lamp.number, key=other.secret)


def test_of_many_presses_at_once_one_becomes_a_report_and_all_get_its_receipt(committed_city):
    draft = lamp_draft()

    def press(_time: int) -> str:
        try:
            return reports.submit_report(ANONYMOUS, draft).number
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as fingers:
        numbers = set(fingers.map(press, range(6)))
    assert len(numbers) == 1
    assert Report.objects.count() == 1
    assert OutboxEvent.objects.filter(kind="reports.submitted").count() == 1
