"""Somebody who sends without end is slowed down; a city in need is not."""

from __future__ import annotations

import pytest
from django.test import Client

from pendopo.kernel.actor import ANONYMOUS, Actor, ActorKind
from pendopo.kernel.errors import Invalid
from pendopo.kernel.files.api import accept_image
from pendopo.kernel.throttle.rules import TooOften
from pendopo.reports import api as reports
from pendopo.reports.models import Report
from tests.support.cast import VILLAGE, jpeg, lamp_draft

STRANGER = Actor(ActorKind.ANONYMOUS, network="203.0.113.9")
NEIGHBOUR = Actor(ActorKind.ANONYMOUS, network="203.0.113.10")


@pytest.fixture(autouse=True)
def two_an_hour(settings):
    settings.REPORTS_PER_HOUR = 2
    settings.FILES_PER_HOUR = 2


def test_a_network_that_floods_is_refused_and_its_neighbour_is_not(db):
    for _each in range(2):
        reports.submit_report(STRANGER, lamp_draft())
    with pytest.raises(reports.TooManyReports) as refusal:
        reports.submit_report(STRANGER, lamp_draft())
    assert refusal.value.facts == {"minutes": 60}
    reports.submit_report(NEIGHBOUR, lamp_draft())
    assert Report.objects.count() == 3


def test_a_report_that_is_refused_for_a_fault_does_not_count(db):
    for _each in range(3):
        with pytest.raises(Invalid):
            reports.submit_report(STRANGER, lamp_draft(text=""))
    reports.submit_report(STRANGER, lamp_draft())


def test_the_platform_itself_is_never_slowed_down(db):
    for _each in range(3):
        reports.submit_report(ANONYMOUS, lamp_draft())


def test_photos_are_counted_too(db):
    for _each in range(2):
        accept_image(STRANGER, upload=jpeg(), purpose=reports.PHOTO_PURPOSE)
    with pytest.raises(TooOften):
        accept_image(STRANGER, upload=jpeg(), purpose=reports.PHOTO_PURPOSE)


def _send(client: Client, text: str):
    form = client.get("/lapor/").context["page"].form
    return client.post(
        "/lapor/",
        {
            "key": form.initial["key"],
            "text": text,
            "area_code": VILLAGE,
            "category_code": "lampu-jalan",
            "visibility": "open",
        },
    )


def test_whoever_is_refused_keeps_the_words_and_reads_when_to_come_back(db, client):
    assert [_send(client, "Lampu mati").status_code for _each in range(2)] == [302, 302]
    answer = _send(client, "Lampu mati di depan balai desa")
    page = answer.content.decode()
    assert answer.status_code == 429
    assert "Lampu mati di depan balai desa" in page
    assert "Tunggu 60 menit" in page
    assert "112" in page


def test_a_program_is_told_the_same_with_a_stable_code(db, client):
    draft = {"category_code": "lampu-jalan", "text": "Lampu padam", "area_code": VILLAGE}
    answers = [
        client.post(
            "/api/reports",
            {**draft, "key": f"00000000-0000-4000-8000-00000000000{number}"},
            content_type="application/json",
        )
        for number in range(3)
    ]
    assert [answer.status_code for answer in answers] == [201, 201, 429]
    assert answers[2].json()["code"] == "reports.too_many_reports"
