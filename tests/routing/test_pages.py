from __future__ import annotations

import pytest

from pendopo.accounts.api import Role, totp_code
from pendopo.kernel.audit.models import AuditEntry
from pendopo.routing.models import Model, State
from tests.accounts.people import SECRET, hire, sign_in_officer

HOME = "/pengaturan/penyaranan/"


@pytest.fixture(autouse=True)
def _cheap_passwords(settings):
    """The cost of a password is not what these tests are about."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def administrator(client, db):
    bagas = hire("bagas", Role.ADMINISTRATOR, agency="diskominfo", secret=SECRET)
    sign_in_officer(client, bagas, code=totp_code(SECRET))
    return client


def test_before_the_first_model_the_page_says_that_rules_answer(administrator):
    assert "Belum ada model" in administrator.get(HOME).text


def test_the_page_shows_the_active_version_with_its_figures_per_topic(administrator, keep):
    keep(1, State.RETIRED)
    keep(2, State.ACTIVE)
    page = administrator.get(HOME).text
    assert "Versi 2" in page
    assert "Galat keyakinan" in page
    assert "Pekerjaan umum" in page
    assert "Pakai yang ini" not in page


def test_an_older_version_is_used_again_by_one_press(administrator, keep):
    keep(1, State.RETIRED)
    keep(2, State.ACTIVE)
    assert "Pakai yang ini" in administrator.get(f"{HOME}1/").text
    page = administrator.post(f"{HOME}1/pakai/", follow=True).text
    assert "Versi 1 sekarang dipakai." in page
    assert Model.objects.get(state=State.ACTIVE).version == 1
    assert AuditEntry.objects.filter(action="routing.model_activated").exists()


def test_a_draft_says_why_it_does_not_answer(administrator, keep):
    keep(1, State.DRAFT)
    assert "lebih buruk" in administrator.get(f"{HOME}1/").text


def test_a_tried_text_shows_three_guesses_with_reasons(administrator, keep):
    keep(1, State.ACTIVE)
    page = administrator.post(f"{HOME}coba/", {"title": "Paspor", "text": "antrean paspor penuh"}).text
    assert "Paspor dan imigrasi" in page
    assert "Kata yang cocok:" in page
    assert "Bukan kewenangan daerah" in page
    assert page.count('<li class="card">') == 3


def test_an_empty_try_is_told_what_is_missing(administrator):
    assert administrator.post(f"{HOME}coba/", {"text": ""}).status_code == 422


def test_a_version_that_never_was_is_not_found(administrator):
    assert administrator.get(f"{HOME}9/").status_code == 404


def test_an_officer_has_no_business_here(client, db):
    sign_in_officer(client, hire("joko", Role.OFFICER))
    assert client.get(HOME).status_code in {302, 403}
