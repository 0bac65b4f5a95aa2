"""The calls of the protocol, by the page of the specification."""

from __future__ import annotations

import base64
import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS
from pendopo.reports import api as reports
from pendopo.reports.models import Report
from tests.support import cast

FIELDS = [
    "service_request_id", "status", "status_notes", "service_name", "service_code", "description",
    "agency_responsible", "service_notice", "requested_datetime", "updated_datetime", "expected_datetime",
    "address", "address_id", "zipcode", "lat", "long", "media_url",
]  # fmt: skip


def test_a_report_is_sent_and_read_back(ask, send, lamp_form):
    sent = send("requests.json", lamp_form)
    assert sent.status == 201
    (receipt,) = sent.body
    number = receipt["service_request_id"]
    (found,) = ask(f"requests/{number}.json").body
    assert ask("requests.json").body == [found]
    assert (found["status"], found["status_notes"]) == ("open", "Baru")
    assert list(found) == FIELDS
    report = Report.objects.get(number=number)
    assert (report.channel, report.text) == ("open311", "Lampu jalan padam di depan pasar")
    assert (report.reporter_name, report.contact_phone) == ("Sri Wahyuni", "+6281234567890")


def test_discovery_says_where_the_endpoint_is_in_both_formats(ask, settings):
    settings.ORIGIN = "https://lapor.contoh.id"
    told = ask("discovery.json").body
    assert set(told) == {"changeset", "contact", "key_service", "endpoints"}
    (endpoint,) = told["endpoints"]
    assert endpoint["specification"] == "http://wiki.open311.org/GeoReport_v2"
    assert endpoint["url"] == "https://lapor.contoh.id/open311/v2"
    assert dt.datetime.fromisoformat(endpoint["changeset"]) < clock.now()
    assert endpoint["formats"] == ["text/xml", "application/json"]
    drawn = ask("discovery.xml").body
    assert [each.text for each in drawn.findall("endpoints/endpoint/formats/format")] == endpoint["formats"]
    assert Client().get("/open311/discovery.xml").content == ask("discovery.xml").response.content


def test_services_are_the_categories_in_use_and_no_element_is_empty(ask):
    listed = ask("services.json").body
    assert [each["service_code"] for each in listed] == [each.code for each in reports.list_categories()]
    drawn = ask("services.xml").body
    assert drawn.tag == "services"
    assert [service.findtext("service_code") for service in drawn.findall("service")] == [
        each["service_code"] for each in listed
    ]
    assert all(element.text for service in drawn for element in service)
    assert {service.findtext("metadata") for service in drawn} == {"false"}
    assert {service.findtext("type") for service in drawn} == {"realtime"}


def test_no_key_word_means_something_to_a_fixmystreet(ask):
    words = ",".join(each["keywords"] for each in ask("services.json").body)
    assert not {"private", "inactive", "staff"} & {word.strip() for word in words.split(",")}


def test_a_definition_asks_nothing_more_yet(ask):
    assert ask("services/lampu-jalan.json").body == {"service_code": "lampu-jalan", "attributes": []}
    drawn = ask("services/lampu-jalan.xml").body
    assert (drawn.tag, drawn.findtext("service_code")) == ("service_definition", "lampu-jalan")
    assert drawn.find("attributes") is not None


@pytest.mark.parametrize(
    ("old", "parameters"),
    [("service/lampu-jalan.xml", {}), ("service_definition.xml", {"service_code": "lampu-jalan"})],
)
def test_old_addresses_of_a_definition_lead_to_it(ask, old, parameters):
    assert ask(old, **parameters).response.content == ask("services/lampu-jalan.xml").response.content


def test_the_old_address_of_a_report_leads_to_it(ask, sent):
    assert ask(f"request/{sent}.json").body == ask(f"requests/{sent}.json").body


@pytest.fixture
def sent(db) -> str:
    """The number of a report of a dead lamp."""
    with clock.freeze(cast.MONDAY_MORNING):
        return reports.submit_report(ANONYMOUS, cast.lamp_draft()).number


@pytest.fixture(autouse=True)
def _monday():
    with clock.freeze(cast.MONDAY_MORNING + dt.timedelta(hours=1)):
        yield


def test_moments_end_in_z_and_limits_are_told(ask, sent):
    (found,) = ask(f"requests/{sent}.json").body
    assert found["requested_datetime"] == "2026-11-23T02:00:00Z"
    assert found["expected_datetime"] > found["requested_datetime"]
    assert all(found[name].endswith("Z") for name in found if name.endswith("_datetime"))


def test_a_closed_report_was_changed_when_it_was_closed(ask, sent, people):
    reports.reject_report(people.lamp_head, sent, reason="Nama Bu Sri jangan tampil")
    with clock.freeze(cast.MONDAY_MORNING + dt.timedelta(days=3)):
        (found,) = ask(f"requests/{sent}.json").body
        assert (found["status"], found["status_notes"]) == ("closed", "Tidak ditangani")
        assert found["updated_datetime"] == "2026-11-23T03:00:00Z"
        assert "Sri" not in str(found)


def test_what_everybody_may_read_stands_in_the_notes(ask, sent, people):
    reports.verify_report(people.lamp_officer, sent)
    reports.pause_report(people.lamp_officer, sent, reason="Menunggu suku cadang")
    assert ask(f"requests/{sent}.json").body[0]["status_notes"] == "Diperiksa: Menunggu suku cadang"
    reports.promise_report(people.lamp_head, sent, day=dt.date(2027, 3, 1), reason="Anggaran 2027")
    found = ask(f"requests/{sent}.json").body[0]
    assert found["status"] == "open"
    assert found["status_notes"] == "Dijanjikan: paling lambat Senin, 1 Maret 2027"


def test_a_single_hit_stays_a_list_and_nothing_is_an_empty_one(ask, sent):
    assert len(ask("requests.json", service_request_id=sent).body) == 1
    assert ask("requests.json", service_request_id="LPR-2001-000001").body == []
    empty = ask("requests.xml", service_request_id="LPR-2001-000001").body
    assert (empty.tag, len(empty)) == ("service_requests", 0)


def test_a_page_past_the_end_is_empty(ask, sent):
    assert ask("requests.json", page=2).body == []
    assert ask("requests.json", page=999_999_999, page_size=1000).body == []


def test_pages_follow_one_another_by_number_and_by_link(ask, db):
    with clock.freeze(cast.MONDAY_MORNING):
        numbers = [reports.submit_report(ANONYMOUS, cast.lamp_draft()).number for _ in range(3)][::-1]
    by_number = [ask("requests.json", page=page, page_size=1).body[0] for page in (1, 2, 3)]
    assert [each["service_request_id"] for each in by_number] == numbers
    first = ask("requests.json", page_size=2)
    onward = first.response["Link"].partition(">")[0].partition("/open311/")[2]
    second = Client().get(f"/open311/{onward}")
    assert [each["service_request_id"] for each in [*first.body, *second.json()]] == numbers
    assert "Link" not in second


@pytest.mark.parametrize(
    ("wish", "is_found"),
    [
        ({}, True),
        ({"status": "open"}, True),
        ({"status": "closed"}, False),
        ({"status": "open,closed"}, True),
        ({"service_code": "lampu-jalan,jalan-rusak"}, True),
        ({"service_code": "jalan-rusak"}, False),
        ({"service_code": "tidak-ada"}, False),
        ({"start_date": "2026-11-23T01:59:59Z"}, True),
        ({"start_date": "2026-11-23T02:00:01Z"}, False),
        ({"start_date": "2026-11-23T09:00:00+07:00", "end_date": "2026-11-23T09:00:00+07:00"}, True),
        ({"end_date": "2026-11-23T01:00:00Z"}, False),
        ({"start_date": "2026-11-23", "end_date": "2026-11-24"}, True),
        ({"updated_after": "2026-11-23T01:00:00Z"}, True),
        ({"updated_after": "2026-11-23T02:00:00Z"}, False),
        ({"lat": "-8.13", "long": "113.22", "radius": "100"}, True),
        ({"lat": "-8.14", "long": "113.22", "radius": "100"}, False),
        ({"extensions": "true"}, True),
        ({"jurisdiction_id": "35.08"}, True),
    ],
)
def test_a_wish_finds_what_it_asks_for(ask, sent, wish, is_found):
    assert bool(ask("requests.json", **wish).body) is is_found


def test_without_dates_the_last_90_days_are_told_and_ids_override_that(ask, sent):
    with clock.freeze(cast.MONDAY_MORNING + dt.timedelta(days=91)):
        assert ask("requests.json").body == []
        assert len(ask("requests.json", service_request_id=sent.lower(), status="closed").body) == 1
        assert len(ask("requests.json", updated_after="2026-11-01").body) == 1


def test_a_plus_that_was_not_encoded_is_understood(ask, sent):
    answer = Client().get("/open311/v2/requests.json?start_date=2026-11-23T09:00:00+07:00")
    assert len(answer.json()) == 1


@pytest.mark.parametrize(
    ("path", "parameters", "status"),
    [
        ("requests.json", {"start_date": "kemarin"}, 400),
        ("requests.json", {"start_date": "2026-01-01", "end_date": "2026-11-01"}, 400),
        ("requests.json", {"start_date": "2026-11-02", "end_date": "2026-11-01"}, 400),
        ("requests.json", {"start_date": "9999-12-31T23:59:59-12:00"}, 400),
        ("requests.json", {"end_date": "0001-01-01T00:00:00Z"}, 400),
        ("requests.json", {"status": "fixed"}, 400),
        ("requests.json", {"page": "0"}, 400),
        ("requests.json", {"page_size": "banyak"}, 400),
        ("requests.json", {"lat": "nan", "long": "1"}, 400),
        ("requests.json", {"updated_after": "x"}, 400),
        ("requests.json", {"jurisdiction_id": "bristol.gov.uk"}, 404),
        ("requests/LPR-2001-000001.json", {}, 404),
        ("requests/bukan-nomor.json", {}, 404),
        ("services/tidak-ada.json", {}, 404),
        ("tokens/bukan-token.json", {}, 404),
        ("tokens/00000000-0000-0000-0000-000000000000.json", {}, 404),
        ("services.xml", {"jurisdiction_id": "x"}, 404),
        ("services.yaml", {}, 404),
        ("tidak-ada.json", {}, 404),
        ("requests.xml", {"status": "fixed"}, 400),
    ],
)
def test_errors_are_lists_of_code_and_description_in_the_format_asked(ask, path, parameters, status):
    answer = ask(path, **parameters)
    assert answer.status == status
    if path.endswith("json"):
        (error,) = answer.body
        assert set(error) == {"code", "description"}
        assert (error["code"], bool(error["description"])) == (status, True)
    else:
        assert (answer.body.tag, answer.body.findtext("error/code")) == ("errors", str(status))
        assert answer.body.findtext("error/description")


def test_other_methods_are_refused_in_the_same_shape(db):
    for method, path in (("put", "requests"), ("delete", "services"), ("post", "discovery")):
        answer = getattr(Client(), method)(f"/open311/v2/{path}.json")
        assert (answer.status_code, answer.json()[0]["code"]) == (405, 405)


def test_asking_for_the_head_only_writes_nothing(ask, sent):
    answer = Client().head("/open311/v2/requests.json")
    assert (answer.status_code, answer.content) == (200, b"")


def test_formats_say_what_they_are_and_pages_of_others_may_read(ask, sent):
    drawn, listed = ask("requests.xml").response, ask("requests.json").response
    assert drawn["Content-Type"] == "text/xml; charset=utf-8"
    assert drawn.content.startswith(b'<?xml version="1.0" encoding="utf-8"?>')
    assert listed["Content-Type"] == "application/json; charset=utf-8"
    refused = ask("requests.json", status="x").response
    assert {each["Access-Control-Allow-Origin"] for each in (drawn, listed, refused)} == {"*"}


def test_xml_and_json_tell_the_same(ask, sent):
    (listed,) = ask("requests.json").body
    (drawn,) = ask("requests.xml").body
    assert {element.tag: element.text for element in drawn} == {
        name: None if value is None else str(value) for name, value in listed.items()
    }


def test_a_network_that_asks_without_pause_is_asked_to_wait(ask, settings):
    settings.OPEN311_PER_HOUR = 3
    assert [ask("services.json").status for _turn in range(4)] == [200, 200, 200, 429]


def test_a_list_costs_as_many_statements_however_long_it_is(ask, sent):
    def statements():
        with CaptureQueriesContext(connection) as asked:
            ask("requests.json")
        return [each["sql"] for each in asked if "SAVEPOINT" not in each["sql"]]

    ask("requests.json")
    short = statements()
    for _turn in range(5):
        reports.submit_report(ANONYMOUS, cast.lamp_draft())
    assert len(statements()) == len(short) == 2  # the throttle and the list


def test_a_cursor_that_we_never_wrote_begins_at_the_front(ask, send, lamp_form):
    number = send("requests.json", lamp_form).body[0]["service_request_id"]
    for told in ('["2026-11-22T00:00:00+00:00", Infinity]', '["2026-11-22T00:00:00+00:00", NaN]', "[]", "{"):
        cursor = base64.urlsafe_b64encode(told.encode()).decode()
        assert [each["service_request_id"] for each in ask("requests.json", cursor=cursor).body] == [number]
