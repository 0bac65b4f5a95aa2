"""What people and programs get when something goes wrong."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig, TooManyFilesSent
from django.http import Http404
from django.test import Client, RequestFactory

from pendopo.kernel import errors
from pendopo.kernel.problems import ProblemsMiddleware

SHAPE = {"code", "text", "advice", "fields", "reference"}
FAMILY = [
    errors.Invalid,
    errors.SignInNeeded,
    errors.Refused,
    errors.NotFound,
    errors.Conflict,
    errors.TooLarge,
    errors.TooMany,
    errors.Unavailable,
]


def _raised(path, fault):
    request = RequestFactory().post(path)
    return ProblemsMiddleware(lambda _request: None).process_exception(request, fault)


def _everybody(error):
    for below in error.__subclasses__():
        if below.__module__.startswith("pendopo."):
            yield below
            yield from _everybody(below)


@pytest.mark.parametrize("error", FAMILY)
def test_a_program_gets_the_status_and_the_one_shape(db, error):
    response = _raised("/api/x", error())
    assert response.status_code == error.status
    assert set(json.loads(response.content)) == SHAPE


@pytest.mark.parametrize("error", FAMILY)
def test_a_person_gets_a_page_with_text_and_advice(db, error):
    response = _raised("/x", error())
    assert response.status_code == error.status
    assert error.text in response.content.decode()
    assert error.advice in response.content.decode()


@pytest.mark.parametrize(
    ("fault", "status"),
    [(Http404(), 404), (PermissionDenied(), 403), (RequestDataTooBig(), 413), (TooManyFilesSent(), 413)],
)
def test_faults_of_the_framework_look_like_ours(db, fault, status):
    assert _raised("/api/x", fault).status_code == status


def test_an_unexpected_fault_tells_a_reference_and_no_details(db, caplog):
    response = _raised("/api/x", ZeroDivisionError("secret figure 4711"))
    body = json.loads(response.content)
    assert (response.status_code, body["code"]) == (500, "internal")
    assert body["reference"] in caplog.text
    assert "4711" not in response.content.decode()


FRAGMENT = {"HX-Request": "true", "HX-Request-Type": "partial", "HX-Current-URL": "http://kota/meja/?lewat=1"}


def test_a_fragment_that_fails_leaves_the_page_as_it_is_and_tells_beside_it(db):
    response = Client().get("/lacak/LPR-2001-000001/kunci/_riwayat/", headers=FRAGMENT)
    assert (response.status_code, response["HX-Reswap"], response["HX-Push-Url"]) == (404, "none", "false")
    assert errors.NotFound.text not in response.content.decode()
    assert "Laporan itu tidak ditemukan." in response.content.decode()
    assert "<html" not in response.content.decode()


def test_a_fragment_for_which_one_must_sign_in_leads_the_whole_page_there_and_back(db):
    response = Client().get("/meja/_daftar/", headers=FRAGMENT)
    assert response.status_code == 401
    assert response["HX-Redirect"] == "/masuk/?next=%2Fmeja%2F%3Flewat%3D1"


def test_after_going_back_a_whole_page_is_answered(db):
    response = Client().get("/meja/", headers=FRAGMENT | {"HX-Request-Type": "full"})
    assert response["Location"].startswith("/masuk/")


def test_no_two_errors_share_a_code():
    codes = [error.code for error in _everybody(errors.PendopoError)]
    assert len(codes) == len(set(codes))


def test_every_error_says_what_to_do():
    silent = [error for error in _everybody(errors.PendopoError) if not (error.text and error.advice)]
    assert silent == []


def test_a_body_larger_than_accepted_is_told_as_such(db):
    body = json.dumps({"text": "x" * 1_100_000})
    response = Client().post("/api/reports", body, content_type="application/json")
    assert (response.status_code, response.json()["code"]) == (413, "too_large")


def test_a_form_with_hundreds_of_fields_is_too_large(db):
    response = Client().post("/lapor/", {f"field-{number}": "x" for number in range(600)})
    assert response.status_code == 413


def test_a_form_from_elsewhere_is_refused_with_a_page(db):
    response = Client(enforce_csrf_checks=True).post("/lacak/", {"number": "x", "key": "y"})
    assert response.status_code == 403
    assert "Halaman ini terbuka terlalu lama." in response.content.decode()
