"""Claims that waited on an officer's phone are held to the rules of their ticket, and are made once."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from pendopo.kernel import clock
from pendopo.reports import api as reports
from pendopo.reports.models import FieldTicket, Step
from tests.support.cast import IN_TOWN, MONDAY_MORNING, jpeg
from tests.support.office import open_office

PHOTO = "/meja/lapangan/_foto/"
HOURS = dt.timedelta(hours=3)
WRONG = dt.timedelta(days=200, hours=7)
"""How wrong the clock of the phone is."""


class Phone:
    """An officer's phone that prepared a report in the morning and has had no signal since."""

    def __init__(self, who="holder", wrong=dt.timedelta()):
        self.office, self.wrong = open_office(), wrong
        self.browser, self.number = self.office.browsers[who], self.office.receipt.number
        reports.verify_report(self.office.actor("holder"), self.number)
        page = self.browser.get(f"/meja/laporan/{self.number}/lapangan/")
        assert page.status_code == 200
        self.nonce = FieldTicket.objects.get().nonce
        self.version = reports.get_report(self.office.actor("holder"), self.number).row.version

    def claim(self, *, taken_at, sent_at=None, **changes):
        photo = self.browser.post(PHOTO, {"photo": jpeg()}).json()["uid"]
        fields = {
            "nonce": str(self.nonce),
            "version": str(self.version),
            "text": "Lampu diganti.",
            "kept_photos": photo,
            "lon": str(IN_TOWN[0]),
            "lat": str(IN_TOWN[1]),
            "accuracy": "12.0",
            "taken_at": str((taken_at + self.wrong).timestamp()),
            "sent_at": str(((sent_at or clock.now()) + self.wrong).timestamp()),
        }
        return self.browser.post(f"/meja/laporan/{self.number}/lapangan/_kirim/", {**fields, **changes})


@pytest.fixture
def morning(db):
    with clock.freeze(MONDAY_MORNING):
        yield MONDAY_MORNING


@pytest.mark.parametrize("wrong", [dt.timedelta(), WRONG, -WRONG])
def test_a_claim_that_waited_for_hours_counts_with_the_time_of_its_photo(morning, wrong):
    phone = Phone(wrong=wrong)
    with clock.freeze(morning + HOURS):
        assert phone.claim(taken_at=morning + dt.timedelta(hours=1)).status_code == 200
    ticket = FieldTicket.objects.get()
    assert abs(ticket.taken_at - (morning + dt.timedelta(hours=1))) < dt.timedelta(milliseconds=2)
    assert ticket.used_at == morning + HOURS


def test_a_retry_is_answered_like_the_first_and_makes_no_second_claim(morning):
    phone = Phone()
    first, again = (phone.claim(taken_at=clock.now()) for _turn in range(2))
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json() == again.json()
    assert Step.objects.filter(verb="resolve").count() == 1


@pytest.mark.parametrize(
    ("taken_after", "sent_after", "changes", "refusal"),
    [
        (dt.timedelta(hours=-2), HOURS, {}, (422, "Foto tidak diambil sesudah halaman lapangan dibuka.")),
        (HOURS, dt.timedelta(hours=25), {}, (422, "Tiket lapangan tidak berlaku lagi.")),
        (HOURS, HOURS, {"nonce": str(uuid.uuid4())}, (422, "Tiket lapangan tidak berlaku lagi.")),
        (HOURS, HOURS, {"lat": "-8.2"}, (422, "Posisi foto terlalu jauh")),
        (HOURS, HOURS, {"lat": ""}, (422, "Posisi ponsel belum terbaca.")),
        (HOURS, HOURS, {"kept_photos": ""}, (422, "Foto hasil pekerjaan diperlukan.")),
        (HOURS, HOURS, {"version": "1"}, (409, "Petugas lain baru saja mengubah laporan ini.")),
    ],
)
def test_the_rules_of_the_ticket_hold_for_what_waited(morning, taken_after, sent_after, changes, refusal):
    phone = Phone()
    with clock.freeze(morning + sent_after):
        answer = phone.claim(taken_at=morning + taken_after, **changes)
    status, said = refusal
    assert answer.status_code == status
    assert said in answer.json()["text"]
    assert not Step.objects.filter(verb="resolve").exists()


def test_a_ticket_of_one_officer_is_none_for_another(morning):
    phone = Phone()
    phone.browser = phone.office.browsers["coordinator"]
    answer = phone.claim(taken_at=clock.now())
    assert answer.status_code == 422
    assert "Tiket lapangan" in answer.json()["text"]
