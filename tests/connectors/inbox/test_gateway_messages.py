"""WhatsApp and SMS: signed, once, asked for what is missing, and answered by the way they came."""

from __future__ import annotations

import datetime as dt
import http.server
import threading
from collections.abc import Iterator

import pytest
from django.test import Client

from pendopo.connectors.inbox.models import Incoming
from pendopo.kernel import clock
from pendopo.kernel.notifications.api import Fate, Message
from pendopo.reports.models import Photo, Report
from pendopo.simulators.failures import Failure
from tests.connectors.inbox.residents import SRIS_PHONE, photo_at
from tests.support import cast

LAMP = "Lampu jalan padam di Kelurahan Tompokersan"
SHARED = {"lon": cast.IN_TOWN[0], "lat": cast.IN_TOWN[1]}


def test_a_whatsapp_message_is_written_down_at_once_and_handled_later(city, post):
    answer = post("whatsapp", text=LAMP, name="Bu Sri")
    assert (answer.status_code, answer.json()["is_repeated"]) == (200, False)
    assert Incoming.objects.get().fate == "new"
    assert city.gateway.messages == []
    city.run()
    report = Report.objects.get()
    assert (report.channel, report.contact_phone, report.reporter_name) == ("whatsapp", SRIS_PHONE, "Bu Sri")
    (told,) = city.gateway.messages
    assert (told.channel, told.to) == ("whatsapp", SRIS_PHONE)
    assert report.secret in told.text


def test_who_writes_by_sms_hears_by_sms_also_later(city, post):
    post("sms", text=LAMP)
    city.run()
    assert [each.channel for each in city.gateway.messages] == ["sms"]
    from pendopo.reports.queries.recipients import reporter_of

    report = Report.objects.get()
    told = reporter_of(report.pk, step_id=report.steps.first().pk)
    assert told.recipient.phone_way == "sms"
    assert told.is_answered


def test_the_same_message_posted_again_is_the_same_report(city, post):
    answers = [post("whatsapp", message_id="wa-1", text=LAMP) for _turn in range(3)]
    city.run()
    post("whatsapp", message_id="wa-1", text=LAMP)
    city.run()
    assert [each.json()["is_repeated"] for each in answers] == [False, True, True]
    assert Report.objects.count() == len(city.gateway.messages) == 1


@pytest.mark.parametrize("change", [{"secret": "rahasia-lain"}, {"late": 301}, {"late": -301}])
def test_a_message_that_is_not_signed_by_the_gateway_now_is_refused(city, post, change):
    answer = post("whatsapp", text=LAMP, **change)
    assert (answer.status_code, answer.json()["code"]) == (401, "inbox.signature_refused")
    assert not Incoming.objects.exists()


def test_a_message_without_signature_is_refused(city):
    answer = Client().post("/pintu/pesan/whatsapp/", b"{}", content_type="application/json")
    assert answer.status_code == 401


def test_the_door_is_closed_without_a_secret_and_for_other_channels(city, post, settings):
    assert post("telegram", text=LAMP).status_code == 404
    settings.INBOX_SECRET = ""
    assert post("whatsapp", text=LAMP).status_code == 404


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"from": ""}, "from"),
        ({"from": None}, "from"),
        ({"from": "x" * 99}, "from"),
        ({"location": {"lat": 91, "lon": 0}}, "location"),
        ({"location": {"lat": "a", "lon": 0}}, "location"),
        ({"location": []}, "location"),
        ({"image": {"url": "http://10.0.0.1/foto.jpg"}}, "images"),
        ({"image": {"url": "file:///etc/passwd"}}, "images"),
        ({"image": "foto"}, "images"),
        ({"channel_said": "sms"}, "channel"),
    ],
)
def test_a_message_that_cannot_be_read_is_named_to_the_gateway(city, post, told, field):
    answer = post("whatsapp", **{name.removesuffix("_said"): value for name, value in told.items()})
    assert answer.status_code == 422
    assert field in answer.json()["fields"]


def test_photo_place_and_words_sent_one_after_the_other_are_one_report_and_one_question(city, post, shelf):
    post("whatsapp", image={"url": shelf})
    city.run()
    post("whatsapp", location=SHARED)
    city.run()
    post("whatsapp", text="Lampu jalan padam depan pasar")
    city.run()
    report = Report.objects.get()
    assert (report.lon, report.lat) == cast.IN_TOWN
    assert Photo.objects.filter(report=report).count() == 1
    asked, told = city.told(SRIS_PHONE)
    assert "Apa yang terjadi?" in asked
    assert report.number in told


def test_the_same_question_is_asked_once_in_a_moment(city, post):
    for text in ("Lampu padam depan pasar", "sudah tiga malam", "gelap sekali"):
        post("whatsapp", text=text)
        city.run()
    assert len(city.told(SRIS_PHONE)) == 1
    post("whatsapp", text="Tompokersan")
    city.run()
    assert Report.objects.get().text.splitlines() == [
        "Lampu padam depan pasar",
        "sudah tiga malam",
        "gelap sekali",
        "Tompokersan",
    ]


@pytest.mark.parametrize(
    ("where", "village"),
    [("Kelurahan Tompokersan", ("Tompokersan", False)), ("pasar Tompokersan", ("Citrodiwangsan", True))],
)
def test_who_names_another_village_than_the_photo_is_believed(city, post, shelf, where, village):
    post("whatsapp", text=f"Sampah menumpuk di {where}", image={"url": shelf})
    city.run()
    report = Report.objects.get()
    assert (report.area.name, report.is_exact) == village


def test_a_shared_place_counts_before_words(city, post):
    post("whatsapp", text="Sampah menumpuk di Kelurahan Tompokersan", location=SHARED)
    city.run()
    assert Report.objects.get().is_exact


def test_a_place_outside_the_city_is_asked_again(city, post):
    post("whatsapp", text="Lampu jalan padam", location={"lat": -6.2, "lon": 106.8})
    city.run()
    assert "di luar daerah kami" in city.told(SRIS_PHONE)[0]
    post("whatsapp", location=SHARED)
    city.run()
    assert Report.objects.count() == 1


def test_a_gateway_that_is_down_for_a_day_gets_every_answer_once(city, post):
    city.gateway.failure = Failure.DOWN
    for turn in range(5):
        post("whatsapp", **{"from": f"+62812345678{turn:02d}"}, text=f"{LAMP}, tiang nomor {turn}")
    for hour in range(0, 24, 4):
        with clock.freeze(cast.MONDAY_MORNING + dt.timedelta(hours=hour)):
            city.run()
    assert Report.objects.count() == 5
    assert city.gateway.messages == []
    city.gateway.failure = Failure.NONE
    with clock.freeze(cast.MONDAY_MORNING + dt.timedelta(hours=25)):
        city.run()
        city.run()
    assert sorted(each.to for each in city.gateway.messages) == [
        f"+62812345678{turn:02d}" for turn in range(5)
    ]
    assert set(Message.objects.values_list("fate", flat=True)) == {Fate.SENT}


def test_a_wave_of_one_number_is_kept_unanswered_and_its_neighbour_is_not_touched(city, post, settings):
    settings.INBOX_PER_HOUR = 5
    for turn in range(12):
        post("sms", text=f"{LAMP}, tiang nomor {turn}")
    post("sms", **{"from": "+6281111111111"}, text=LAMP)
    city.run()
    assert sorted(each.contact_phone for each in Report.objects.all()) == [
        "+6281111111111",
        *[SRIS_PHONE] * 5,
    ]
    assert Incoming.objects.filter(fate="refused").count() == 7
    told = city.told(SRIS_PHONE)
    assert len(told) == 6
    assert "Terlalu banyak pesan" in told[-1]
    with clock.freeze(cast.MONDAY_MORNING + dt.timedelta(minutes=61)):
        post("sms", text=f"{LAMP}, sesudah satu jam")
        city.run()
    assert Report.objects.count() == 7


@pytest.mark.parametrize("channel", ["whatsapp", "sms"])
def test_the_state_of_a_report_is_told_with_its_number_however_it_is_typed(city, post, channel):
    post(channel, text=LAMP)
    city.run()
    report = Report.objects.get()
    for typed in (
        f"STATUS {report.number}",
        f"status {report.number.lower().replace('-', ' ')} {report.secret}",
        f"Cek: {report.number.replace('-', '')}",
        "status",
    ):
        post(channel, text=typed)
        city.run()
        assert f"Laporan {report.number}: " in city.told(SRIS_PHONE)[-1]
    assert Report.objects.count() == 1


def test_a_secret_report_is_told_of_with_its_key_only(city, post):
    post("whatsapp", text=f"RAHASIA. Petugas meminta uang untuk KTP di {LAMP}")
    city.run()
    report = Report.objects.get()
    assert report.visibility == "secret"
    assert not report.text.startswith("RAHASIA")
    before = len(city.told(SRIS_PHONE))
    for typed in (f"STATUS {report.number}", "STATUS", f"STATUS {report.number} kunci-yang-salah-1234"):
        post("whatsapp", text=typed)
    post("whatsapp", text="STATUS LPR-2611-999999")
    city.run()
    told = city.told(SRIS_PHONE)[before:]
    assert len(told) == 4
    assert len({each.strip() for each in told}) == 1
    assert "tidak kami temukan" in told[0]
    post("whatsapp", text=f"STATUS {report.number} {report.secret}")
    city.run()
    assert report.number in city.told(SRIS_PHONE)[-1]


def test_nothing_here_says_who_sent_a_secret_report(city, post):
    post("whatsapp", text=f"RAHASIA: {LAMP}", name="Bu Sri")
    city.run()
    kept = Incoming.objects.get()
    assert (kept.sender, kept.sender_hash, kept.name, kept.text) == ("", "", "", "")
    assert (kept.report_number, kept.report_key) == ("", "")


@pytest.mark.parametrize(
    ("text", "said"),
    [("BANTUAN", "Cara melapor"), ("halo", "Cara melapor"), ("batal", "Tidak ada yang perlu dibatalkan")],
)
def test_commands_are_answered(city, post, text, said):
    post("sms", text=text)
    city.run()
    assert said in city.told(SRIS_PHONE)[0]


@pytest.mark.parametrize(
    "told", [{"text": "terima kasih"}, {"text": "OK 👍"}, {"from": "INFO-BANK", "text": LAMP}]
)
def test_thanks_and_machines_get_no_answer(city, post, told):
    post("sms", **told)
    city.run()
    assert Incoming.objects.get().fate == "ignored"
    assert city.gateway.messages == []


class _Shelf(http.server.BaseHTTPRequestHandler):
    status = 200

    def do_GET(self):
        self.send_response(self.status)
        self.end_headers()
        self.wfile.write(photo_at(*cast.IN_TOWN))

    def log_message(self, *said):
        """Tests stay quiet."""


@pytest.fixture
def shelf() -> Iterator[str]:
    """Where the gateway keeps a photo."""
    _Shelf.status = 200
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Shelf)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/foto.jpg"
    server.shutdown()
    server.server_close()


def test_a_photo_that_cannot_be_fetched_is_tried_for_an_hour_and_then_missed(city, post, shelf):
    _Shelf.status = 503
    post("whatsapp", text=LAMP, image={"url": shelf})
    city.run()
    assert Incoming.objects.get().fate == "new"
    with clock.freeze(cast.MONDAY_MORNING + dt.timedelta(minutes=61)):
        city.run()
    assert Report.objects.count() == 1
    assert "tidak dapat diambil" in city.told(SRIS_PHONE)[0]


def test_a_photo_that_comes_late_is_in_the_report(city, post, shelf):
    _Shelf.status = 503
    post("whatsapp", text="Lampu jalan padam", image={"url": shelf})
    city.run()
    _Shelf.status = 200
    city.run()
    report = Report.objects.get()
    assert report.is_exact
    assert Photo.objects.filter(report=report).count() == 1


def test_a_photo_inside_our_network_is_not_fetched(city, post, settings):
    settings.INBOX_LOOPBACK = False
    post("whatsapp", text=LAMP, image={"url": "https://localhost/foto.jpg"})
    city.run()
    assert Report.objects.count() == 1
    assert "tidak dapat diambil" in city.told(SRIS_PHONE)[0]
