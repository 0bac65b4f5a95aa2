from __future__ import annotations

import datetime as dt
import re

import pytest
from click.testing import CliRunner
from django.test import Client

from pendopo.accounts.actions.upkeep import anonymise_unverified, forget_expired
from pendopo.accounts.api import Role, actor_by_id, find_actor_by_key
from pendopo.accounts.commands import commands
from pendopo.accounts.models import Account, Agency, Post, SentCode
from pendopo.kernel import clock
from pendopo.kernel.actor import SYSTEM
from pendopo.kernel.notifications.api import Message
from tests.accounts.people import ask_code, last_code, sign_in_by_code, sign_in_officer

pytestmark = pytest.mark.django_db


def _run(*words: str) -> str:
    done = CliRunner().invoke(commands, list(words), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_the_first_administrator_is_made_on_the_command_line(client):
    link = re.search(r"/undangan/\S+/", _run("make-admin", "kepala@contoh.id")).group()
    client.post(link, {"password": "kalimat yang panjang"})
    account = Account.objects.get(email="kepala@contoh.id")
    assert actor_by_id(account.pk).has_role(Role.ADMINISTRATOR)
    assert client.get("/pengaturan/instansi/").url.startswith("/keamanan/pengaman/")
    assert "/undangan/" not in _run("make-admin", "kepala@contoh.id")


def test_the_command_line_helps_out_who_gave_up_the_only_post_of_an_administrator():
    _run("make-admin", "kepala@contoh.id")
    account = Account.objects.get(email="kepala@contoh.id")
    Post.objects.filter(appointments__account=account).update(is_active=False, roles=[Role.OFFICER])
    _run("make-admin", "kepala@contoh.id")
    assert actor_by_id(account.pk).has_role(Role.ADMINISTRATOR)


@pytest.mark.parametrize("agency", ["tidakada", "diskominfo"])
def test_nobody_is_called_administrator_by_an_agency_that_is_not_in_service(agency):
    Agency.objects.filter(code="diskominfo").update(is_active=False)
    done = CliRunner().invoke(commands, ["make-admin", "kepala@contoh.id", "--agency", agency])
    assert done.exit_code == 1
    assert f"kode {agency}" in done.output
    assert "sekarang administrator" not in done.output


def test_a_key_is_made_on_the_command_line(joko):
    key = _run("api-key", joko.email, "aplikasi").strip()
    assert find_actor_by_key(key).account_id == joko.pk


def test_an_unknown_address_is_named():
    done = CliRunner().invoke(commands, ["api-key", "tidakada@contoh.id", "x"])
    assert done.exit_code == 1
    assert "tidakada@contoh.id" in done.output


def test_all_sessions_of_a_person_are_ended(client, joko):
    sign_in_officer(client, joko)
    assert "1 sesi" in _run("end-sessions", joko.email)
    assert client.get("/keamanan/").status_code == 302


def test_the_operator_reads_a_code_where_nothing_can_be_sent(client):
    ask_code(client, "warga@contoh.id")
    assert last_code("warga@contoh.id") in _run("code", "warga@contoh.id")
    with clock.freeze(clock.now() + dt.timedelta(minutes=11)):
        assert CliRunner().invoke(commands, ["code", "warga@contoh.id"]).exit_code == 1


def test_accounts_that_nobody_proved_are_emptied_after_a_week(joko):
    never = Account.objects.create_user(email="lama@contoh.id", display_name="Lama")
    sign_in_by_code(Client(), "warga@contoh.id")
    with clock.freeze(clock.now() + dt.timedelta(days=8)):
        assert anonymise_unverified(SYSTEM) == 1
        assert anonymise_unverified(SYSTEM) == 0
    never.refresh_from_db()
    assert (never.email, never.display_name, never.is_active) == ("", "", False)


def test_what_expired_is_forgotten(client):
    ask_code(client, "warga@contoh.id")
    with clock.freeze(clock.now() + dt.timedelta(hours=1)):
        forget_expired()
    assert not SentCode.objects.exists()
    assert Message.objects.get().text == ""
