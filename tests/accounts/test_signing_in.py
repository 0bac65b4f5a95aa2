from __future__ import annotations

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from psycopg import sql

from pendopo.accounts.api import totp_code
from pendopo.accounts.models import Account, SentCode
from pendopo.kernel import clock
from pendopo.kernel.audit.models import AuditEntry
from pendopo.kernel.notifications.api import Message
from tests.accounts.people import PASSWORD, SECRET, ask_code, last_code, sign_in_by_code, sign_in_officer

pytestmark = pytest.mark.django_db

PHONE, TYPED = "+6281234567890", "0812-3456-7890"


def _is_in(client: Client) -> bool:
    return client.get("/keamanan/").status_code == 200


def _told(response) -> tuple[int, bytes]:
    page = re.sub(rb'value="[A-Za-z0-9]{64}"|"X-CSRFToken": "[^"]*"', b"", response.content)
    return response.status_code, page


def test_a_resident_signs_in_with_a_phone_and_a_code(client):
    response = sign_in_by_code(client, TYPED, PHONE, next_url="/urusan/")
    assert response.url == "/masuk/selesai/?next=%2Furusan%2F"
    account = Account.objects.get()
    assert (account.phone, account.is_phone_verified, account.email) == (PHONE, True, "")
    assert _is_in(client)


def test_a_resident_signs_in_with_an_address_in_any_case(client):
    sign_in_by_code(client, "Warga@Contoh.ID", "warga@contoh.id")
    assert Account.objects.get().email == "warga@contoh.id"
    other = Client()
    sign_in_by_code(other, "warga@contoh.id")
    assert Account.objects.count() == 1
    assert _is_in(other)


def test_the_name_is_asked_once_and_may_be_skipped(client):
    sign_in_by_code(client, TYPED, PHONE)
    assert client.get("/masuk/selesai/?next=/lacak/").url == "/masuk/nama/?next=%2Flacak%2F"
    assert client.get("/masuk/selesai/?next=/lacak/").url == "/lacak/"


def test_a_name_is_kept(client):
    sign_in_by_code(client, TYPED, PHONE)
    client.post("/masuk/nama/", {"name": "  Siti\n Aminah "})
    assert Account.objects.get().display_name == "Siti Aminah"


@pytest.mark.parametrize("typed", ["joko@contoh.id", "tidakada@contoh.id"])
def test_asking_for_a_code_looks_at_no_account(client, joko, typed):
    with CaptureQueriesContext(
        connection,
    ) as seen:
        ask_code(client, typed)
    assert not [each["sql"] for each in seen if "accounts_account" in each["sql"]]


def test_known_and_unknown_contacts_are_answered_alike_byte_for_byte(joko):
    known, unknown = Client(), Client()
    answers = []
    for client, typed in ((known, "joko@contoh.id"), (unknown, "jaka@contoh.id")):
        first = ask_code(client, typed)
        answers.append((first.status_code, first.url, _told(client.get("/masuk/kode/")),
                        _told(client.post("/masuk/kode/", {"code": "x"}))))  # fmt: skip
    assert answers[0] == answers[1]


def test_mails_to_known_and_unknown_contacts_read_alike(joko):
    for typed in ("joko@contoh.id", "jaka@contoh.id"):
        ask_code(Client(), typed)
    texts = {re.sub(r"\d{6}", "", message.text) for message in Message.objects.all()}
    assert len(texts) == 1
    assert {message.account_id for message in Message.objects.all()} == {None}


def test_a_wrong_password_and_an_unknown_officer_are_answered_alike(joko):
    answers = [
        _told(Client().post("/masuk/?sebagai=petugas", {"email": email, "password": "salah salah salah"}))
        for email in (joko.email, "zz@contoh.id")
    ]
    assert answers[1][1].replace(b"zz@contoh.id", joko.email.encode()) == answers[0][1]
    assert answers[0][0] == answers[1][0] == 422


def test_lockout_comes_alike_for_known_and_unknown_officers(joko):
    for email in (joko.email, "jaka@contoh.id"):
        codes = [
            Client().post("/masuk/?sebagai=petugas", {"email": email, "password": "salah"}).status_code
            for _ in range(7)
        ]
        assert codes == [422] * 6 + [429]


def test_a_locked_officer_is_not_let_in_with_the_right_password(client, joko):
    for _ in range(6):
        client.post("/masuk/?sebagai=petugas", {"email": joko.email, "password": "salah"})
    response = sign_in_officer(client, joko)
    assert response.status_code == 429
    assert "Terlalu banyak percobaan masuk" in response.content.decode()


def test_waiting_ends_the_lockout(client, joko):
    for _ in range(7):
        client.post("/masuk/?sebagai=petugas", {"email": joko.email, "password": "salah"})
    with clock.freeze(clock.now() + dt.timedelta(minutes=16)):
        assert sign_in_officer(client, joko).status_code == 302


def test_codes_for_one_contact_are_limited(client):
    codes = [ask_code(Client(), TYPED).status_code for _ in range(6)]
    assert codes == [302] * 5 + [429]
    assert ask_code(Client(), "0812 0000 0001").status_code == 302


def test_a_code_works_once(client):
    ask_code(client, TYPED)
    code = last_code(PHONE)
    client.post("/masuk/kode/", {"code": code})
    other = Client()
    ask_code(other, TYPED)
    assert other.post("/masuk/kode/", {"code": code}).status_code == 422


def test_a_code_of_another_browser_does_not_fit(client):
    ask_code(client, TYPED)
    code, other = last_code(PHONE), Client()
    ask_code(other, "0812 0000 0001")
    assert other.post("/masuk/kode/", {"code": code}).status_code == 422


def test_an_old_code_is_refused(client):
    ask_code(client, TYPED)
    code = last_code(PHONE)
    with clock.freeze(clock.now() + dt.timedelta(minutes=10)):
        response = client.post("/masuk/kode/", {"code": code})
    assert response.status_code == 422
    assert "tidak berlaku lagi" in response.content.decode()
    assert not _is_in(client)


def test_after_five_wrong_codes_the_right_one_is_refused(client):
    ask_code(client, TYPED)
    code = last_code(PHONE)
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(5):
        assert client.post("/masuk/kode/", {"code": wrong}).status_code == 422
    assert client.post("/masuk/kode/", {"code": code}).status_code == 422
    assert not _is_in(client)


def test_codes_are_not_kept_readable(client):
    ask_code(client, TYPED)
    code = last_code(PHONE)
    with connection.cursor() as cursor:
        for table in ("accounts_sent_code", "notifications_message", "procrastinate_jobs", "django_session"):
            cursor.execute(sql.SQL("SELECT t::text FROM {} t").format(sql.Identifier(table)))
            assert not [row for row in cursor.fetchall() if PHONE in row[0] or f" {code}" in row[0]]
        cursor.execute("SELECT title FROM notifications_message")
        assert code not in cursor.fetchone()[0]
    client.post("/masuk/kode/", {"code": code})
    assert Message.objects.get().text == ""
    assert not SentCode.objects.exists()


@pytest.mark.parametrize(
    "evil", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:1"]
)
def test_next_never_leads_away(client, evil):
    response = sign_in_by_code(client, TYPED, PHONE, next_url=evil)
    assert response.url == "/masuk/selesai/"
    client.get("/masuk/selesai/")
    assert client.get("/masuk/selesai/", {"next": evil}).url == "/"


def test_an_officer_signs_in_with_a_password(client, joko):
    response = sign_in_officer(client, joko, next_url="/meja/")
    assert response.url == "/masuk/selesai/?next=%2Fmeja%2F"
    assert client.get(response.url).url == "/meja/"
    assert client.get("/meja/").status_code == 200


def test_an_officer_with_an_authenticator_needs_its_code(client, rina):
    assert sign_in_officer(client, rina).url == "/masuk/pengaman/"
    assert not _is_in(client)
    assert client.post("/masuk/pengaman/", {"code": "000000"}).status_code == 422
    assert not _is_in(client)
    assert AuditEntry.objects.filter(action="accounts.factor_failed").count() == 1
    response = client.post("/masuk/pengaman/", {"code": totp_code(SECRET)})
    assert response.url == "/masuk/selesai/"
    assert _is_in(client)


def test_a_code_of_the_authenticator_counts_once(rina):
    code = totp_code(SECRET)
    assert sign_in_officer(Client(), rina, code=code).status_code == 302
    assert sign_in_officer(Client(), rina, code=code).status_code == 422


def test_a_code_that_set_the_authenticator_up_is_told_to_be_used_when_it_comes_again(client, joko):
    sign_in_officer(client, joko)
    client.get("/keamanan/autentikator/")
    code = totp_code(client.session["mfa.totp.secret"])
    client.post("/keamanan/autentikator/", {"code": code})
    again = sign_in_officer(Client(), joko, code=code)
    assert again.status_code == 422
    assert "Kode itu sudah dipakai" in again.content.decode()


def test_a_second_factor_is_also_asked_after_a_code_by_mail(client, rina):
    assert sign_in_by_code(client, rina.email).url == "/masuk/pengaman/"
    assert not _is_in(client)


def test_the_second_factor_page_alone_opens_nothing(client, rina):
    assert client.post("/masuk/pengaman/", {"code": totp_code(SECRET)}).url == "/masuk/"


def test_guessing_the_second_factor_is_limited(client, rina):
    sign_in_officer(client, rina)
    codes = [client.post("/masuk/pengaman/", {"code": "000000"}).status_code for _ in range(7)]
    assert codes == [422] * 6 + [429]


def test_signing_in_is_written_down(client, joko):
    sign_in_officer(client, joko)
    entry = AuditEntry.objects.get(action="accounts.signed_in")
    assert entry.subject == f"account:{joko.uid}"
    assert '"methods":["password"]' in entry.content


def test_signing_out_needs_a_post_and_ends_the_session(client, joko):
    sign_in_officer(client, joko)
    assert client.get("/keluar/").status_code == 405
    client.post("/keluar/")
    assert not _is_in(client)


def test_a_form_from_elsewhere_is_refused(joko):
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/masuk/?sebagai=petugas", {"email": joko.email, "password": PASSWORD})
    assert response.status_code == 403


def test_a_closed_account_is_not_let_in(client, joko):
    Account.objects.update(is_active=False)
    assert sign_in_officer(client, joko).status_code == 422
    assert sign_in_by_code(client, joko.email).status_code == 403
