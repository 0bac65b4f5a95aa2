"""What programs get back: one shape of errors, the right status, nothing twice, nothing leaked."""

from __future__ import annotations

import io
import json
import uuid
import zlib
from struct import pack

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pendopo.reports.models import Report
from tests.support.cast import IN_TOWN, jpeg

SHAPE = {"code", "text", "advice", "fields", "reference"}


@pytest.fixture
def call(keys):
    """``call("POST", "/api/reports", {...}, who="wawan")`` gives status and body."""

    def ask(method, path, body=None, who=""):
        response = Client().generic(
            method,
            path,
            b"" if body is None else json.dumps(body),
            content_type="application/json",
            headers=keys.header(who),
        )
        return response.status_code, json.loads(response.content)

    return ask


def lamp(**changes):
    body = {
        "key": str(uuid.uuid4()),
        "category_code": "lampu-jalan",
        "text": "Lampu jalan padam",
        "lon": IN_TOWN[0],
        "lat": IN_TOWN[1],
    }
    return body | changes


def test_every_error_has_one_shape(call, keys):
    number = keys.receipt.number
    answers = [
        call("GET", "/api/reports"),
        call("GET", "/api/reports/LPR-2001-000001"),
        call("POST", f"/api/reports/{number}/verify", {}, who="joko"),
        call("POST", f"/api/reports/{number}/verify", {}, who="dewi"),
        call("POST", f"/api/reports/{number}/confirm?key={keys.receipt.secret}"),
        call("POST", "/api/reports", lamp(text="")),
        call("GET", "/api/tidak-ada"),
    ]
    assert [status for status, _body in answers] == [401, 404, 404, 403, 409, 422, 404]
    assert all(set(body) == SHAPE for _status, body in answers)
    assert all(body["text"] for _status, body in answers)


def test_a_body_that_is_no_json_is_refused_in_the_same_shape(keys):
    response = Client().generic("POST", "/api/reports", b"{", content_type="application/json")
    assert response.status_code == 422
    assert set(response.json()) == SHAPE


def test_an_upload_that_cannot_be_taken_apart_is_refused_in_the_same_shape(keys):
    response = Client().generic("POST", "/api/reports/photos", b"x", content_type="multipart/form-data")
    assert (response.status_code, set(response.json())) == (422, SHAPE)


def test_the_same_key_gives_the_same_receipt_and_one_report(call):
    body = lamp()
    first = call("POST", "/api/reports", body)
    second = call("POST", "/api/reports", body)
    assert (first[0], second[0]) == (201, 200)
    assert {**first[1], "is_repeated": True} == second[1]
    assert Report.objects.filter(submission_key=body["key"]).count() == 1


def test_who_may_not_see_a_report_learns_nothing_about_it(call, keys):
    of_another_agency = call("GET", f"/api/reports/{keys.receipt.number}", who="joko")
    absent = call("GET", "/api/reports/LPR-2001-000001", who="joko")
    assert of_another_agency == absent


def test_a_wrong_key_of_a_receipt_opens_nothing(call, keys):
    for key in (f"{keys.receipt.secret[:-1]}x", keys.receipt.secret[:-1], "k%C3%BCnci"):
        status, body = call("GET", f"/api/reports/{keys.receipt.number}?key={key}")
        assert (status, body["code"]) == (404, "reports.not_found")


def test_the_reporter_sees_the_report_with_the_key(call, keys):
    status, body = call("GET", f"/api/reports/{keys.receipt.number}?key={keys.receipt.secret}")
    assert status == 200
    assert body["number"] == keys.receipt.number


def test_a_step_on_an_older_version_is_a_conflict(call):
    _status, receipt = call("POST", "/api/reports", lamp())
    path = f"/api/reports/{receipt['number']}"
    assert call("POST", f"{path}/verify", {"version": 1}, who="wawan")[0] == 200
    status, body = call("POST", f"{path}/start", {"version": 1}, who="wawan")
    assert (status, body["code"]) == (409, "reports.somebody_was_faster")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"text": "a\x00b"}, "text"),
        ({"text": "x" * 10_000}, "text"),
        ({"name": "a\x00"}, "name"),
        ({"lon": 0.0, "lat": 0.0}, "place"),
        ({"lon": None, "lat": None}, "place"),
        ({"lon": 181}, "lon"),
        ({"category_code": "tidak-ada"}, "category_code"),
        ({"phone": "bukan nomor"}, "phone"),
        ({"key": "bukan uuid"}, "key"),
        ({"photo_uids": [str(uuid.UUID(int=n)) for n in range(6)]}, "photo_uids"),
    ],
)
def test_a_report_that_cannot_be_accepted_names_the_field(call, change, field):
    before = Report.objects.count()
    status, body = call("POST", "/api/reports", lamp(**change))
    assert status == 422
    assert [name.removeprefix("body.") for name in body["fields"]] == [field]
    assert Report.objects.count() == before


def test_emoji_are_words_like_others(call):
    status, receipt = call("POST", "/api/reports", lamp(text="Lampu padam 🙏💡"))
    assert status == 201
    assert Report.objects.get(number=receipt["number"]).text == "Lampu padam 🙏💡"


def _upload(content: bytes, name: str = "foto.jpg"):
    response = Client().post(
        "/api/reports/photos", {"photo": SimpleUploadedFile(name, content, "image/jpeg")}
    )
    return response.status_code, response.json()


def test_a_photo_of_60_mb_is_too_large():
    status, body = _upload(jpeg().getvalue() + b"\x00" * 60_000_000)
    assert (status, body["code"]) == (413, "file_too_large")


def test_a_renamed_program_is_no_photo():
    status, body = _upload(b"MZ\x90\x00" + b"\x00" * 5000)
    assert (status, body["code"]) == (422, "not_a_photo")


def test_a_decompression_bomb_is_refused_before_it_is_unpacked():
    status, body = _upload(_bomb(), "foto.png")
    assert (status, body["code"]) == (422, "photo_too_many_pixels")


def _bomb(side: int = 30_000) -> bytes:
    """A PNG of a few kilobytes that claims 900 megapixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))

    out = io.BytesIO(b"\x89PNG\r\n\x1a\n")
    out.seek(0, io.SEEK_END)
    out.write(chunk(b"IHDR", pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)))
    out.write(chunk(b"IDAT", zlib.compress(b"\x00" * side)))
    out.write(chunk(b"IEND", b""))
    return out.getvalue()


def test_an_uploaded_photo_belongs_to_one_report_only(call, keys):
    _status, photo = _upload(jpeg().getvalue())
    assert call("POST", "/api/reports", lamp(photo_uids=[photo["uid"]]))[0] == 201
    status, body = call("POST", "/api/reports", lamp(photo_uids=[photo["uid"]]))
    assert (status, body["code"]) == (409, "file_taken")


def test_a_session_of_a_browser_opens_nothing_below_the_api(keys):
    from pendopo.accounts.models import Account
    from tests.support.sessions import signed_in_client

    client = signed_in_client(Account.objects.get(email="sari@contoh.id"))
    assert client.get("/api/reports").status_code == 401
