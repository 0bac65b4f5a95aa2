"""What FixMyStreet's client expects and sends, replayed: shapes of perllib/Open311.pm and of its tests."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from pendopo.connectors.open311.actions import make_client
from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS, SYSTEM
from pendopo.reports import api as reports
from pendopo.reports.models import Report, Step
from tests.support import cast

DAY = {"start_date": "2026-11-23T00:00:00+07:00", "end_date": "2026-11-24T00:00:00+07:00"}
KNOWN = {
    "OPEN", "INVESTIGATING", "IN_PROGRESS", "ACTION_SCHEDULED", "FIXED", "CLOSED", "DUPLICATE",
    "NOT_COUNCILS_RESPONSIBILITY", "NO_FURTHER_ACTION", "INTERNAL_REFERRAL",
}  # fmt: skip
"""Statuses that ``map_state`` of FixMyStreet turns into states of its own."""


@pytest.fixture(autouse=True)
def _monday():
    with clock.freeze(cast.MONDAY_MORNING):
        yield


@pytest.fixture
def theirs(send, lamp_form) -> str:
    """The number of a report that the system with the key sent, in FixMyStreet's words."""
    description = "Lampu padam\n\nSejak tiga malam\n\nhttps://fms.contoh.id/report/17\n"
    form = lamp_form | {"description": description, "jurisdiction_id": "35.08"}
    return send("requests.xml", form).body.findtext("request/service_request_id")


@pytest.fixture
def word(theirs) -> dict[str, str]:
    """A comment as ``_populate_service_request_update_params`` sends it."""
    return {
        "updated_datetime": "2026-11-23T09:00:00+07:00",
        "service_request_id": theirs,
        "status": "OPEN",
        "description": "Masih padam",
        "last_name": "-",
        "first_name": "Sri",
        "email": "sri@contoh.id",
        "update_id": "8123",
    }


def test_services_and_their_definitions_are_what_populate_service_list_reads(ask):
    """It wants code, name, description, metadata, group and keywords of each ``service``."""
    for service in ask("services.xml").body.findall("service"):
        told = {element.tag: element.text for element in service}
        assert {"service_code", "service_name", "description", "metadata", "keywords", "group"} <= told.keys()
        assert told["metadata"] in {"true", "false"}
    assert ask("services/lampu-jalan.xml").body.findall("attributes/attribute") == []


def test_a_request_is_answered_with_its_id_in_the_first_request(theirs):
    assert Report.objects.get(number=theirs).text.startswith("Lampu padam\n\nSejak tiga malam")


def test_no_row_is_skipped_for_what_it_lacks(ask, theirs):
    """``GetServiceRequests`` skips rows without id, lat, long or ``updated_datetime``."""
    rows = ask("requests.xml", **DAY).body.findall("request")
    assert [row.findtext("service_request_id") for row in rows] == [theirs]
    for row in rows:
        assert all(row.findtext(name) for name in ("lat", "long", "updated_datetime", "requested_datetime"))
        assert row.findtext("status") in {"open", "closed"}


def test_ids_are_asked_for_with_commas(ask, theirs):
    other = reports.submit_report(ANONYMOUS, cast.lamp_draft()).number
    rows = ask("requests.xml", service_request_id=f"{theirs},{other}").body.findall("request")
    assert {row.findtext("service_request_id") for row in rows} == {theirs, other}


def test_updates_tell_every_public_step_with_a_status_that_is_known(ask, theirs, people):
    reports.verify_report(people.lamp_officer, theirs, text="kata petugas 0812 3456 7890")
    reports.start_report(people.lamp_officer, theirs)
    reports.note_report(people.lamp_officer, theirs, text="catatan dalam")
    told = ask("servicerequestupdates.xml", api_key="", **DAY).body
    assert told.tag == "service_requests_updates"
    rows = told.findall("request_update")
    assert [row.findtext("status") for row in rows] == ["INVESTIGATING", "IN_PROGRESS"]
    assert {row.findtext("service_request_id") for row in rows} == {theirs}
    assert all(row.findtext("update_id") and row.findtext("description") for row in rows)
    assert {row.findtext("updated_datetime") for row in rows} == {"2026-11-23T02:00:00Z"}
    assert "kata petugas" not in str([element.text for element in told.iter()])


def test_every_state_has_words_that_both_protocols_know():
    from pendopo.connectors.open311.rules.mapping import WORDS, Status, states_of

    assert set(WORDS) == {state.value for state in reports.State}
    assert {words.extended for words in WORDS.values()} <= KNOWN
    assert states_of([Status.OPEN]) | states_of([Status.CLOSED]) == set(WORDS)
    assert not states_of([Status.OPEN]) & states_of([Status.CLOSED])


def test_updates_of_secret_reports_are_not_told(ask, people):
    secret = reports.submit_report(ANONYMOUS, cast.lamp_draft(visibility=reports.Visibility.SECRET)).number
    reports.verify_report(people.lamp_officer, secret)
    assert len(ask("servicerequestupdates.xml", **DAY).body) == 0
    assert ask("servicerequestupdates.json", **DAY).body == []


def test_a_comment_becomes_a_word_of_the_reporter_once(send, theirs, word):
    answers = [send("servicerequestupdates.xml", word) for _turn in range(2)]
    ids = {answer.body.findtext("request_update/update_id") for answer in answers}
    assert {answer.body.tag for answer in answers} == {"service_request_updates"}
    assert (len(ids), None in ids) == (1, False)
    (step,) = Step.objects.filter(report__number=theirs, verb="answer")
    assert (step.text, step.is_by_reporter, step.audience) == ("Masih padam", True, "reporter")


def test_a_comment_with_a_photo_keeps_its_address(send, theirs, word):
    send("servicerequestupdates.xml", word, media_url="https://fms.contoh.id/photo/1.jpeg")
    step = Step.objects.get(report__number=theirs, verb="answer")
    assert step.text == "Masih padam\nmedia_url: https://fms.contoh.id/photo/1.jpeg"


def test_another_system_may_not_speak_for_the_reporter(send, theirs, word):
    other = make_client(SYSTEM, name="Lain", contact="", per_day=9)[1]
    assert send("servicerequestupdates.xml", word, api_key=other).status == 404
    assert send("servicerequestupdates.xml", word, api_key="").status == 403
    assert not Step.objects.filter(verb="answer").exists()


def test_a_report_that_came_another_way_takes_no_word(send, word):
    ours = reports.submit_report(ANONYMOUS, cast.lamp_draft()).number
    assert send("servicerequestupdates.xml", word, service_request_id=ours).status == 404


def test_a_wish_to_open_again_is_read_by_officers_and_moves_nothing(send, theirs, word, people):
    reports.verify_report(people.lamp_officer, theirs)
    reports.start_report(people.lamp_officer, theirs)
    proof = cast.prove(people.lamp_officer, theirs)
    from pendopo.kernel.files.api import accept_image

    photo = accept_image(ANONYMOUS, upload=cast.jpeg(), purpose=reports.PHOTO_PURPOSE).file.uid
    reports.resolve_report(people.lamp_officer, theirs, text="Selesai", photo_uids=(photo,), proof=proof)
    assert send("servicerequestupdates.xml", word, status="REOPEN").status == 201
    report = Report.objects.get(number=theirs)
    assert (report.state, report.reopen_count) == ("resolved", 0)
    step = Step.objects.filter(report=report, verb="answer").get()
    assert step.text == "Sistem pengirim: pelapor meminta laporan ini dibuka lagi.\nMasih padam"


def test_a_report_that_has_ended_takes_no_word(send, theirs, word, people):
    reports.reject_report(people.lamp_head, theirs, reason="Bukan wewenang")
    answer = send("servicerequestupdates.xml", word)
    assert (answer.status, answer.body.findtext("error/code")) == (409, "409")


@pytest.mark.parametrize("missing", ["update_id", "service_request_id", "description"])
def test_a_word_that_lacks_something_is_400(send, word, missing):
    assert send("servicerequestupdates.xml", word, **{missing: ""}).status == 400


def test_words_count_against_the_quota(db, word):
    small = make_client(SYSTEM, name="Kecil", contact="", per_day=1)[1]
    posts = [Client().post("/open311/v2/servicerequestupdates.xml", {**word, "api_key": small}) for _ in "ab"]
    assert [post.status_code for post in posts] == [404, 429]


def test_without_dates_updates_of_the_last_90_days_are_told(ask, theirs, people):
    reports.verify_report(people.lamp_officer, theirs)
    assert len(ask("servicerequestupdates.json").body) == 1
    with clock.freeze(cast.MONDAY_MORNING + dt.timedelta(days=91)):
        assert ask("servicerequestupdates.json").body == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("update_id", "81\x0023"),
        ("update_id", "x" * 201),
        ("description", "padam\x00lagi"),
        ("description", "x" * 100_000),
    ],
)
def test_a_word_that_cannot_be_kept_is_refused_by_its_name(send, theirs, word, name, text):
    answer = send("servicerequestupdates.json", word | {name: text})
    assert (answer.status, answer.body[0]["code"]) == (400, 400)
    assert f"{name}: " in answer.body[0]["description"]
    assert not Step.objects.filter(report__number=theirs, verb="answer").exists()


def test_a_word_about_a_number_that_nobody_can_have_is_about_no_report(send, word):
    assert send("servicerequestupdates.json", word | {"service_request_id": "LPR-\x00"}).status == 404
