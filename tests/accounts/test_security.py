from __future__ import annotations

import datetime as dt
import json

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test import Client

from pendopo.accounts.actions import factors as factor_actions
from pendopo.accounts.actions import organisation
from pendopo.accounts.api import Role, actor_by_id, actor_for, find_actor_by_key, make_api_key, totp_code
from pendopo.accounts.models import Account, ApiKey, Appointment, Delegation, Post
from pendopo.accounts.queries import own_data
from pendopo.accounts.rules import DatesReversed, LastFactor, NotHolding
from pendopo.kernel import clock
from pendopo.kernel.actor import Channel
from pendopo.kernel.audit.models import AuditEntry
from pendopo.kernel.errors import Refused
from pendopo.kernel.notifications.api import Message
from tests.accounts.people import (
    PASSWORD,
    SECRET,
    SINCE,
    hire,
    last_code,
    sign_in_by_code,
    sign_in_officer,
)

pytestmark = pytest.mark.django_db


def _set_up_totp(client: Client) -> str:
    client.get("/keamanan/autentikator/")
    secret = client.session["mfa.totp.secret"]
    client.post("/keamanan/autentikator/", {"code": totp_code(secret)})
    return secret


def test_a_strong_post_is_unusable_until_a_second_factor_is_set_up(client):
    dewi = hire("dewi", Role.AGENCY_HEAD)
    sign_in_officer(client, dewi)
    landing = client.get("/masuk/selesai/")
    assert landing.url == "/keamanan/pengaman/"
    assert "Jabatan Anda memerlukan pengaman kedua" in client.get(landing.url).content.decode()
    assert client.get("/meja/").url.startswith("/keamanan/pengaman/?next=")
    _set_up_totp(client)
    assert client.get("/meja/").status_code == 200


def test_an_authenticator_gives_recovery_codes_that_are_shown_once(client, joko):
    sign_in_officer(client, joko)
    _set_up_totp(client)
    first, second = client.get("/keamanan/pemulihan/"), client.get("/keamanan/pemulihan/")
    assert first.content.count(b"<li>") == 10
    assert b"<li>" not in second.content
    assert "Tersisa 10 kode" in second.content.decode()


def test_a_recovery_code_opens_a_strong_post_once(client):
    dewi = hire("dewi", Role.AGENCY_HEAD, secret=SECRET)
    codes = RecoveryCodes.activate(dewi).get_unused_codes()
    assert sign_in_officer(client, dewi, code=codes[0]).status_code == 302
    assert client.get("/meja/").status_code == 200
    assert sign_in_officer(Client(), dewi, code=codes[0]).status_code == 422


def test_secrets_of_authenticators_are_encrypted(joko, client):
    sign_in_officer(client, joko)
    secret = _set_up_totp(client)
    with connection.cursor() as cursor:
        cursor.execute("SELECT data::text FROM mfa_authenticator")
        assert not [row for row in cursor.fetchall() if secret in row[0]]


def test_the_last_factor_of_a_strong_post_stays(rina):
    with pytest.raises(LastFactor):
        factor_actions.remove_factor(actor_by_id(rina.pk))


@pytest.mark.parametrize("lent", [False, True])
def test_a_post_that_is_no_more_does_not_hold_the_last_factor(rina, joko, lent):
    holder = joko if lent else rina
    if lent:
        TOTP.activate(joko, SECRET)
        _lend(rina, joko, clock.today(), clock.today())
    with pytest.raises(LastFactor):
        factor_actions.remove_factor(actor_by_id(holder.pk))
    Post.objects.filter(appointments__account=rina).update(is_active=False)
    factor_actions.remove_factor(actor_by_id(holder.pk))
    assert not Authenticator.objects.filter(user=holder).exists()


def test_the_authenticator_of_an_ordinary_officer_can_be_taken_off(client, joko):
    sign_in_officer(client, joko)
    _set_up_totp(client)
    client.post("/keamanan/autentikator/lepas/")
    assert not Authenticator.objects.exists()
    assert Message.objects.filter(template="accounts/security_changed", address_hash__gt="").count() == 2


def test_changing_factors_asks_again_after_a_while(client, joko):
    sign_in_officer(client, joko)
    with clock.freeze(clock.now() + dt.timedelta(minutes=16)):
        response = client.get("/keamanan/autentikator/")
        assert response.url == "/keamanan/ulang/?next=%2Fkeamanan%2Fautentikator%2F"
        assert client.post(response.url, {"password": "salah"}).status_code == 422
        assert client.post("/keamanan/autentikator/lepas/").url == "/keamanan/ulang/"


def test_a_resident_confirms_with_a_code_and_adds_an_address(client):
    sign_in_by_code(client, "0812 3456 7890", "+6281234567890")
    client.post("/keamanan/surel/", {"contact": "warga@contoh.id"})
    assert client.post("/masuk/kode/", {"code": last_code("warga@contoh.id")}).url == "/keamanan/"
    assert Account.objects.get().email == "warga@contoh.id"
    other = Client()
    sign_in_by_code(other, "warga@contoh.id")
    assert Account.objects.count() == 1


def test_the_owner_is_told_at_the_old_contact_that_it_was_changed(client):
    sign_in_by_code(client, "warga@contoh.id")
    client.post("/keamanan/surel/", {"contact": "baru@contoh.id"})
    client.post("/masuk/kode/", {"code": last_code("baru@contoh.id")})
    assert Account.objects.get().email == "baru@contoh.id"
    told = Message.objects.get(template="accounts/security_changed")
    assert (told.address, told.title) == ("warga@contoh.id", "Kontak diganti pada akun Pendopo Anda")


@pytest.mark.parametrize("page", ["/keamanan/surel/", "/keamanan/ulang/?next=%2Fkeamanan%2Fdata%2F"])
def test_when_no_code_arrives_one_asks_again_where_one_asked_before(client, page):
    sign_in_by_code(client, "warga@contoh.id")
    client.post(page, {"contact": "baru@contoh.id"})
    shown = client.get("/masuk/kode/").content.decode()
    assert f'<a href="{page}">Kode tidak datang' in shown


def test_a_contact_of_somebody_else_is_told_only_after_the_proof(client, joko):
    sign_in_by_code(client, "0812 3456 7890", "+6281234567890")
    assert client.post("/keamanan/surel/", {"contact": joko.email}).url == "/masuk/kode/"
    assert client.post("/masuk/kode/", {"code": last_code(joko.email)}).status_code == 409


def test_a_new_password_ends_the_other_sessions(joko):
    here, there = Client(), Client()
    sign_in_officer(here, joko)
    sign_in_officer(there, joko)
    here.post("/keamanan/sandi/", {"password": "sandi yang baru sekali"})
    assert here.get("/keamanan/").status_code == 200
    assert there.get("/keamanan/").status_code == 302


def test_the_session_that_set_a_new_password_is_still_listed_and_can_be_ended(joko):
    here, there = Client(), Client()
    sign_in_officer(here, joko)
    here.post("/keamanan/sandi/", {"password": PASSWORD})
    assert "Sesi ini" in here.get("/keamanan/").content.decode()
    sign_in_officer(there, joko)
    there.post("/keamanan/sesi/akhiri-lainnya/")
    assert here.get("/keamanan/").status_code == 302


def test_one_session_or_all_others_can_be_ended(joko):
    here, there, elsewhere = Client(), Client(), Client()
    for each in (here, there, elsewhere):
        sign_in_officer(each, joko)
    other = UserSession.objects.get(session_key=there.session.session_key)
    here.post(f"/keamanan/sesi/{other.pk}/akhiri/")
    assert there.get("/keamanan/").status_code == 302
    assert elsewhere.get("/keamanan/").status_code == 200
    here.post("/keamanan/sesi/akhiri-lainnya/")
    assert elsewhere.get("/keamanan/").status_code == 302
    assert here.get("/keamanan/").status_code == 200


def test_nobody_ends_the_session_of_somebody_else(client, joko, rina):
    sign_in_officer(client, joko)
    stranger = Client()
    sign_in_officer(stranger, rina, code=totp_code(SECRET))
    session = UserSession.objects.get(user=joko)
    stranger.post(f"/keamanan/sesi/{session.pk}/akhiri/")
    assert client.get("/keamanan/").status_code == 200


def test_the_own_data_can_be_taken_along(client, joko):
    sign_in_officer(client, joko)
    response = client.get("/keamanan/data/")
    assert response["Content-Disposition"] == 'attachment; filename="data-saya.json"'
    assert json.loads(response.content)["account"]["email"] == joko.email
    assert AuditEntry.objects.filter(action="accounts.data_exported").exists()


def test_the_own_data_hold_past_posts(client, joko):
    day = clock.today()
    Appointment.objects.filter(account=joko).update(
        starts_on=day - dt.timedelta(days=90), ends_on=day - dt.timedelta(days=30)
    )
    posts = own_data(actor_by_id(joko.pk), current="")["posts"]
    assert [post["ends_on"] for post in posts] == [day - dt.timedelta(days=30)]


def test_an_api_key_is_shown_once_and_can_be_revoked(client, joko):
    sign_in_officer(client, joko)
    page = client.post("/keamanan/kunci-api/", {"name": "aplikasi", "days": "30"}).content.decode()
    raw = page.split('data-text="')[1].split('"')[0]
    assert raw.startswith("pdp_")
    assert raw not in client.get("/keamanan/").content.decode()
    assert find_actor_by_key(raw).account_id == joko.pk
    client.post(f"/keamanan/kunci-api/{ApiKey.objects.get().pk}/cabut/")
    assert find_actor_by_key(raw) is None


def test_a_key_that_has_ended_is_not_shown_as_one_that_works(client, joko):
    sign_in_officer(client, joko)
    client.post("/keamanan/kunci-api/", {"name": "aplikasi lama", "days": "30"})
    assert "aplikasi lama" in client.get("/keamanan/").content.decode()
    ApiKey.objects.update(expires_at=clock.now())
    assert "aplikasi lama" not in client.get("/keamanan/").content.decode()


def test_a_key_made_without_a_second_factor_carries_no_strong_role(rina):
    weak = actor_for(rina, channel=Channel.WEB, is_strong=False)
    assert not find_actor_by_key(make_api_key(weak, account=rina, name="a")).grants
    assert find_actor_by_key(make_api_key(actor_by_id(rina.pk), account=rina, name="b")).grants


def _lend(rina, joko, starts_on, ends_on):
    return organisation.delegate(
        actor_by_id(rina.pk), appointment=Appointment.objects.get(account=rina), account=joko,
        starts_on=starts_on, ends_on=ends_on, reason="cuti",
    )  # fmt: skip


@pytest.mark.parametrize(("day", "has"), [(-1, False), (0, True), (4, True), (5, False)])
def test_a_delegation_gives_its_roles_only_within_its_dates(rina, joko, day, has):
    first = dt.date(2026, 12, 7)
    _lend(rina, joko, first, first + dt.timedelta(days=4))
    noon = dt.datetime.combine(first + dt.timedelta(days=day), dt.time(12), tzinfo=clock.zone())
    with clock.freeze(noon):
        assert actor_by_id(joko.pk).has_role(Role.AGENCY_HEAD) is has


def test_a_delegation_stays_within_the_appointment(rina, joko):
    with pytest.raises(NotHolding):
        _lend(rina, joko, SINCE - dt.timedelta(days=1), SINCE)
    with pytest.raises(DatesReversed):
        _lend(rina, joko, SINCE, SINCE - dt.timedelta(days=1))


def test_nobody_lends_the_post_of_somebody_else(rina, joko):
    appointment = Appointment.objects.get(account=rina)
    with pytest.raises(Refused):
        organisation.delegate(
            actor_by_id(joko.pk), appointment=appointment, account=joko,
            starts_on=clock.today(), ends_on=clock.today(), reason="x",
        )  # fmt: skip


def test_a_holder_lends_and_takes_back_on_the_own_page(client, rina, joko):
    sign_in_officer(client, rina, code=totp_code(SECRET))
    day = clock.today().isoformat()
    form = {"seat": Appointment.objects.get(account=rina).pk, "email": joko.email, "starts_on": day,
            "ends_on": day, "reason": "rapat"}  # fmt: skip
    assert client.post("/keamanan/pelimpahan/", form).status_code == 302
    assert actor_by_id(joko.pk).has_role(Role.AGENCY_HEAD)
    client.post(f"/keamanan/pelimpahan/{Delegation.objects.get().pk}/akhiri/")
    assert not actor_by_id(joko.pk).has_role(Role.AGENCY_HEAD)


def test_a_deputy_of_the_same_name_is_not_offered_to_take_the_post_back(client, rina, joko):
    _lend(rina, joko, clock.today(), clock.today())
    Account.objects.filter(pk=joko.pk).update(display_name=rina.display_name)
    sign_in_officer(client, joko)
    page = client.get("/keamanan/").content.decode()
    assert "(cuti)" in page
    assert f"/keamanan/pelimpahan/{Delegation.objects.get().pk}/akhiri/" not in page


def test_a_delegation_that_is_over_is_not_ended_again(administrator, rina, joko):
    _lend(rina, joko, SINCE, SINCE)
    post = Appointment.objects.get(account=rina).post
    end = f"/pengaturan/instansi/jabatan/{post.pk}/pelimpahan/{Delegation.objects.get().pk}/akhiri/"
    assert end not in administrator.get(f"/pengaturan/instansi/jabatan/{post.pk}/").content.decode()
    administrator.post(end)
    assert not AuditEntry.objects.filter(action="accounts.delegation_ended").exists()


def test_what_was_done_is_shown_to_the_person_concerned(client, joko):
    sign_in_officer(client, joko)
    page = client.get("/keamanan/catatan/").content.decode()
    assert "mendaftarkan akun petugas" in page
    assert "<b>Sistem</b>" in page
