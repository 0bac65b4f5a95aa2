"""Reports by other systems: with a key, within its quota, once, and with the photos that can be had."""

from __future__ import annotations

import datetime as dt
import http.server
import threading
from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pendopo.connectors.open311 import actions
from pendopo.connectors.open311.actions import accept_request, make_client, set_client_active
from pendopo.connectors.open311.models import Client as System
from pendopo.connectors.open311.models import SentReport
from pendopo.connectors.open311.rules.sending import Sending
from pendopo.kernel import clock
from pendopo.kernel.actor import SYSTEM
from pendopo.kernel.audit.models import AuditEntry
from pendopo.reports.models import Photo, Report
from tests.support import cast
from tests.support.office import open_office


@pytest.fixture(autouse=True)
def _monday():
    with clock.freeze(cast.MONDAY_MORNING):
        yield


def _photo(name="foto.jpg", colour="navy"):
    return SimpleUploadedFile(name, cast.jpeg(colour).getvalue(), "image/jpeg")


def _number(answer):
    return answer.body[0]["service_request_id"]


def test_a_new_report_is_201_and_its_number_stands_in_both_formats(send, lamp_form):
    listed = send("requests.json", lamp_form)
    drawn = send("requests.xml", lamp_form, description="Lampu lain")
    assert (listed.status, drawn.status) == (201, 201)
    assert drawn.body.tag == "service_requests"
    number = drawn.body.findtext("request/service_request_id")
    assert Report.objects.filter(number__in=[number, _number(listed)]).count() == 2
    assert number in drawn.body.findtext("request/service_notice")


def test_the_receipt_does_not_hold_the_reporters_key(send, lamp_form):
    answer = send("requests.json", lamp_form)
    assert Report.objects.get(number=_number(answer)).secret not in answer.response.content.decode()


@pytest.mark.parametrize("key", ["", "o311_salah", "pdp_lain", "\x00", "🔑"])
def test_without_a_key_that_works_nothing_is_taken_in(db, lamp_form, key):
    answer = Client().post("/open311/v2/requests.json", {**lamp_form, "api_key": key})
    assert (answer.status_code, answer.json()[0]["code"]) == (403, 403)
    assert not Report.objects.exists()


def test_a_key_that_was_taken_back_works_no_more_and_again_when_it_is_given_back(send, lamp_form):
    client = System.objects.get()
    set_client_active(SYSTEM, client_id=client.pk, is_active=False)
    assert send("requests.json", lamp_form).status == 403
    set_client_active(SYSTEM, client_id=client.pk, is_active=True)
    assert send("requests.json", lamp_form).status == 201
    written = AuditEntry.objects.filter(subject=f"open311:{client.pk}").values_list("action", flat=True)
    assert list(written) == ["open311.key_made", "open311.key_taken_back", "open311.key_restored"]


def test_a_key_sends_as_much_as_its_quota_a_day_and_others_are_not_touched(db, lamp_form):
    small = make_client(SYSTEM, name="Kecil", contact="", per_day=2)[1]
    other = make_client(SYSTEM, name="Lain", contact="", per_day=2)[1]

    def status(key, index):
        form = {**lamp_form, "api_key": key, "description": f"Lampu {index}"}
        return Client().post("/open311/v2/requests.json", form).status_code

    assert [status(small, index) for index in range(3)] == [201, 201, 429]
    assert status(other, 0) == 201
    with clock.freeze(cast.MONDAY_MORNING + dt.timedelta(days=1, minutes=1)):
        assert status(small, 4) == 201


def test_a_session_of_a_browser_stands_in_for_no_key(db, lamp_form):
    office = open_office()
    before = Report.objects.count()
    assert office.knock("coordinator", "/open311/v2/requests.json", lamp_form).status_code == 403
    assert Report.objects.count() == before


def test_a_report_of_another_system_is_nobodys_account_even_with_a_cookie(key, lamp_form):
    office = open_office()
    answer = office.knock("reporter", "/open311/v2/requests.json", {**lamp_form, "api_key": key})
    assert Report.objects.get(number=answer.json()[0]["service_request_id"]).reporter_id is None


def test_the_same_words_within_five_minutes_are_one_report(send, lamp_form):
    answers = []
    for minutes in (0, 1, 4, 9):
        with clock.freeze(cast.MONDAY_MORNING + dt.timedelta(minutes=minutes)):
            answers.append(send("requests.json", lamp_form))
    assert [answer.status for answer in answers] == [201, 200, 200, 201]
    assert len({_number(answer) for answer in answers}) == Report.objects.count() == 2


def test_other_words_another_photo_or_another_system_are_another_report(send, lamp_form):
    other = make_client(SYSTEM, name="Lain", contact="", per_day=9)[1]
    answers = [
        send("requests.json", lamp_form),
        send("requests.json", lamp_form, description="Lain"),
        send("requests.json", lamp_form, media=_photo()),
        send("requests.json", lamp_form, media=_photo(colour="red")),
        send("requests.json", lamp_form, api_key=other),
    ]
    assert len({_number(answer) for answer in answers}) == 5


def test_two_at_the_same_moment_make_one_report(committed_city):
    client = make_client(SYSTEM, name="Serentak", contact="", per_day=99)[0]
    sending = Sending("lampu-jalan", "Padam", lon=cast.IN_TOWN[0], lat=cast.IN_TOWN[1])
    numbers = []

    def work():
        with clock.freeze(cast.MONDAY_MORNING):
            numbers.append(accept_request(client, sending).number)
        connection.close()

    threads = [threading.Thread(target=work) for _turn in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(numbers) == 4
    assert len(set(numbers)) == Report.objects.count() == SentReport.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "parameter"),
    [
        ({"service_code": ""}, "service_code"),
        ({"lat": ""}, "lat"),
        ({"long": ""}, "long"),
        ({"lat": "utara"}, "lat"),
        ({"lat": "91"}, "lat"),
        ({"long": "nan"}, "long"),
        ({"lat": "", "long": ""}, "lat"),
        ({"lat": "", "long": "", "address_string": "Jalan tanpa desa 5"}, "lat"),
        ({"lat": "", "long": "", "address_id": "99.99"}, "lat"),
        ({"lat": "1", "long": "1"}, "lat"),
        ({"description": "x" * 4001}, "description"),
        ({"description": "a\x00b"}, "description"),
        ({"description": "a\x07b"}, "description"),
        ({"phone": "bukan nomor"}, "phone"),
        ({"email": "bukan surel"}, "email"),
        ({"first_name": "x" * 200}, "first_name"),
        ({"media_url": [f"https://contoh.id/{n}.jpg" for n in range(6)]}, "media"),
    ],
)
def test_what_is_missing_or_wrong_is_named_and_nothing_is_taken_in(send, lamp_form, change, parameter):
    answer = send("requests.json", lamp_form | change)
    assert (answer.status, answer.body[0]["code"]) == (400, 400)
    assert f"{parameter}: " in answer.body[0]["description"]
    assert not Report.objects.exists()


def test_an_unknown_service_is_404(send, lamp_form):
    assert send("requests.xml", lamp_form, service_code="tidak-ada").body.findtext("error/code") == "404"


def test_a_report_without_words_is_about_its_category(send, lamp_form):
    number = _number(send("requests.json", lamp_form, description=""))
    assert Report.objects.get(number=number).text == "Lampu jalan"


def test_answers_to_attributes_are_kept_in_the_words(send, lamp_form):
    form = {**lamp_form, "attribute[TIANG]": "PJU-12", "attribute[RUSAK][]": ["bola", "kabel"]}
    number = _number(send("requests.json", form))
    assert Report.objects.get(number=number).text.endswith("\n\nTIANG: PJU-12\nRUSAK: bola, kabel")


def test_a_village_by_code_or_by_its_name_in_the_address_is_a_place(send, lamp_form):
    without = {**lamp_form, "lat": "", "long": ""}
    by_code = _number(send("requests.json", without, address_id=cast.VILLAGE))
    address = "Jalan Panglima Sudirman 5, Kel. Tompokersan, Lumajang"
    by_name = _number(send("requests.json", without, address_string=address))
    first, second = (Report.objects.get(number=number) for number in (by_code, by_name))
    assert (first.area_id, first.is_exact) == (cast.VILLAGE, False)
    assert (second.area.name, second.is_exact, second.landmark) == ("Tompokersan", False, address)


def test_photos_of_a_multipart_form_are_kept_whatever_they_are_called(send, lamp_form):
    form = {"media": [_photo(), _photo(colour="red")], "photo1": _photo(colour="green")}
    number = _number(send("requests.json", lamp_form | form))
    assert Photo.objects.filter(report__number=number).count() == 3


def test_what_is_no_photo_is_refused_with_the_report(send, lamp_form):
    answer = send("requests.json", lamp_form, media=SimpleUploadedFile("a.jpg", b"MZ\x90", "image/jpeg"))
    assert answer.status == 400
    assert not Report.objects.exists()


class _Shelf(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/foto.jpg" else 404)
        self.end_headers()
        self.wfile.write(cast.jpeg().getvalue())

    def log_message(self, *said):
        """Tests stay quiet."""


@pytest.fixture
def shelf() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Shelf)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_a_photo_is_fetched_from_its_address(send, lamp_form, shelf, settings, monkeypatch):
    settings.OPEN311_LOOPBACK = True
    monkeypatch.setattr(actions, "_FETCH_SECONDS", 60.0)
    number = _number(send("requests.json", lamp_form, media_url=f"{shelf}/foto.jpg"))
    assert Photo.objects.filter(report__number=number).count() == 1


def test_a_photo_inside_our_network_is_not_fetched_and_the_report_counts_without_it(send, lamp_form, shelf):
    answer = send("requests.json", lamp_form, media_url=[f"{shelf}/foto.jpg", "http://169.254.169.254/"])
    assert answer.status == 201
    assert "2 foto" in answer.body[0]["service_notice"]
    assert not Photo.objects.exists()


def test_a_token_leads_to_the_number(ask, send, lamp_form):
    number = _number(send("requests.json", lamp_form))
    uid = str(Report.objects.get(number=number).uid)
    assert ask(f"tokens/{uid}.json").body == [{"service_request_id": number, "token": uid}]
    assert ask(f"tokens/{uid}.xml").body.findtext("request/service_request_id") == number


def test_a_token_of_a_report_that_came_another_way_leads_nowhere(ask):
    office = open_office()
    assert ask(f"tokens/{office.receipt.uid}.json").status == 404


def test_sending_costs_a_known_number_of_statements(send, lamp_form):
    send("requests.json", lamp_form, description="Hangat")
    with CaptureQueriesContext(connection) as asked:
        send("requests.json", lamp_form)
    plain = [each["sql"] for each in asked if "SAVEPOINT" not in each["sql"]]
    assert len(plain) <= 15
