"""Clients that others wrote, unmodified, against a started server."""

from __future__ import annotations

import importlib
import itertools
import sys
from collections.abc import Iterator
from types import ModuleType

import pytest
from civicbot.open311 import Open311Client
from civicbot.registry import Endpoint
from georeport import GeoReport

from pendopo.connectors.open311.actions import make_client
from pendopo.kernel.actor import ANONYMOUS, SYSTEM
from pendopo.reports import api as reports
from pendopo.reports.models import Photo, Report
from tests.support import cast
from tests.support.browser import pages_served

pytestmark = pytest.mark.slow  # left out of `make check`: each test starts a server

LON, LAT = cast.IN_TOWN


@pytest.fixture
def endpoint(committed_city) -> Iterator[str]:
    """Address of the endpoint of a started server."""
    with pages_served() as origin:
        yield f"{origin}/open311/v2"


@pytest.fixture
def key(endpoint) -> str:
    return make_client(SYSTEM, name="Klien", contact="", per_day=99)[1]


@pytest.fixture
def known(endpoint) -> str:
    """The number of a report that somebody sent from a phone."""
    return reports.submit_report(ANONYMOUS, cast.lamp_draft()).number


@pytest.fixture
def three(monkeypatch) -> ModuleType:
    """The client of 2013, with the one name of Python 2 that it asks the library for."""
    monkeypatch.setattr(itertools, "ifilter", filter, raising=False)
    for name in [name for name in sys.modules if name.partition(".")[0] == "three"]:
        monkeypatch.delitem(sys.modules, name)
    return importlib.import_module("three")


def _ids(rows):
    return {row["service_request_id"] for row in rows}


@pytest.mark.parametrize("fmt", ["json", "xml"])
def test_georeport_reads_services_definition_and_reports(endpoint, known, fmt):
    client = GeoReport(endpoint, jurisdiction="35.08", output_format=fmt)
    assert [each["service_code"] for each in client.get_service_list()] == [
        each.code for each in reports.list_categories()
    ]
    assert client.get_service_definition("lampu-jalan")["service_code"] == "lampu-jalan"
    listed = client.get_service_requests(status="open", service_code="lampu-jalan")
    (found,) = listed if fmt == "json" else [listed]
    assert found["service_request_id"] == known
    assert client.get_service_request(known) == found


def test_civicbot_reads_and_sends(endpoint, key, known):
    home = Endpoint(id="lumajang", name="Lumajang", base_url=endpoint, write=True)
    client = Open311Client(home, jurisdiction_id="35.08")
    assert _ids(client.list_requests(status="open", page_size=5)) == {known}
    sent = client.create_request(
        "lampu-jalan", lat=LAT, lng=LON, description="Lampu padam", first_name="Sri", last_name="Wahyuni",
        api_key=key, dry_run=False, confirm="SEND", validate_remote=True,
    )  # fmt: skip
    number = sent.response[0]["service_request_id"]
    assert client.get_request(number)["service_code"] == "lampu-jalan"
    assert _ids(client.list_requests(service_request_ids=[number, known])) == {number, known}
    token = str(Report.objects.get(number=number).uid)
    assert client.get_token(token)[0]["service_request_id"] == number


def test_civicbot_is_told_what_is_wrong(endpoint, key):
    from civicbot.http import HttpError

    home = Endpoint(id="lumajang", name="Lumajang", base_url=endpoint, write=True)
    send = {"lat": LAT, "lng": LON, "dry_run": False, "confirm": "SEND"}
    with pytest.raises(HttpError) as refused:
        Open311Client(home).create_request("lampu-jalan", api_key="salah", **send)
    assert refused.value.status == 403
    with pytest.raises(HttpError) as refused:
        Open311Client(home).create_request("lampu-jalan", api_key=key, **{**send, "lat": 1, "lng": 1})
    assert refused.value.status == 400


def test_three_reads_and_sends_with_a_photo(endpoint, key, known, three):
    client = three.Three(endpoint, api_key=key, jurisdiction="35.08")
    assert client.discovery()["endpoints"][0]["specification"] == "http://wiki.open311.org/GeoReport_v2"
    assert len(client.services()) == len(reports.list_categories())
    assert client.services("lampu-jalan")["attributes"] == []
    assert _ids(client.requests("lampu-jalan", count=5)) == {known}
    assert client.request(known)[0]["status"] == "open"
    (receipt,) = client.post(
        "lampu-jalan", lat=LAT, long=LON, name="Sri Wahyuni", phone="0812 3456 7890",
        description="Lampu padam", media=cast.jpeg(),
    )  # fmt: skip
    number = receipt["service_request_id"]
    assert Photo.objects.filter(report__number=number).count() == 1
    token = str(Report.objects.get(number=number).uid)
    assert client.token(token)[0]["service_request_id"] == number
    assert client.post("lampu-jalan", lat=LAT, long=LON, api_key="salah")[0]["code"] == 403
