"""Keys are made, shown once and taken back by administrators only."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.test import Client as Browser

from pendopo.accounts.api import Role, add_post, appoint, enrol_staff, get_agency_model
from pendopo.connectors.open311.actions import make_client
from pendopo.connectors.open311.commands import commands
from pendopo.connectors.open311.models import Client
from pendopo.connectors.open311.queries import get_client
from pendopo.connectors.open311.rules.errors import KeyRefused
from pendopo.kernel.actor import ANONYMOUS, SYSTEM
from pendopo.kernel.errors import Refused
from tests.support.office import names_of, open_office
from tests.support.sessions import signed_in_client

LIST, NEW = "/pengaturan/open311/", "/pengaturan/open311/baru/"
FORM = {"name": "FixMyStreet", "contact": "fms@contoh.id", "per_day": "50"}


@pytest.fixture
def administrator(db) -> Browser:
    account = enrol_staff(SYSTEM, email="admin@contoh.id", name="Admin", password_hash="!")
    post = add_post(SYSTEM, agency=get_agency_model("diskominfo"), title="Admin", roles=[Role.ADMINISTRATOR])
    appoint(SYSTEM, post=post, account=account, starts_on=dt.date(2026, 1, 2))
    return signed_in_client(account)


def test_the_pages_of_keys_open_to_administrators_only(db, administrator):
    office = open_office()
    state = f"{LIST}1/keadaan/"
    assert [office.knock(who, LIST).status_code for who in ("anonymous", "resident", "coordinator")] == [
        302,
        403,
        403,
    ]
    assert [office.knock(who, NEW, FORM).status_code for who in ("anonymous", "coordinator")] == [401, 403]
    assert [office.knock(who, state, {}).status_code for who in ("anonymous", "coordinator")] == [401, 403]
    assert not Client.objects.exists()
    assert administrator.get(LIST).status_code == 200


def test_a_key_is_shown_once_and_then_only_its_beginning(administrator):
    shown = administrator.post(NEW, FORM).content.decode()
    client = Client.objects.get()
    key = shown.partition(f'value">{client.prefix}')[2].partition("<")[0]
    assert get_client(client.prefix + key) == client
    listed = administrator.get(LIST).content.decode()
    assert client.prefix in listed
    assert key not in listed
    assert "fms@contoh.id" in listed
    assert (client.per_day, client.contact) == (50, "fms@contoh.id")


def test_neither_key_nor_contact_lies_readable_in_the_database(db):
    from django.db import connection

    _client, key = make_client(SYSTEM, name="Sistem", contact="orang@contoh.id", per_day=1)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM open311_client")
        row = str(cursor.fetchall())
    assert key not in row
    assert "orang@contoh.id" not in row


@pytest.mark.parametrize("change", [{"name": ""}, {"per_day": "0"}, {"per_day": "banyak"}, {"contact": "x"}])
def test_a_form_that_lacks_something_makes_no_key(administrator, change):
    assert administrator.post(NEW, FORM | change).status_code == 422
    assert not Client.objects.exists()


def test_a_key_is_taken_back_and_given_back_by_its_switch(administrator):
    client, key = make_client(SYSTEM, name="Sistem", contact="", per_day=9)
    administrator.post(f"{LIST}{client.pk}/keadaan/", {"is_active": "0"})
    with pytest.raises(KeyRefused):
        get_client(key)
    assert "Aktifkan lagi" in administrator.get(LIST).content.decode()
    administrator.post(f"{LIST}{client.pk}/keadaan/", {"is_active": "1"})
    assert get_client(key) == client


def test_nobody_else_makes_a_key(db):
    with pytest.raises(Refused):
        make_client(ANONYMOUS, name="x", contact="", per_day=1)


def test_an_administrator_finds_the_way_to_the_keys(administrator):
    assert f'href="{LIST}"' in administrator.get("/pengaturan/instansi/").content.decode()


def test_the_command_line_makes_lists_and_stops_keys(db):
    shell = CliRunner()
    key = shell.invoke(commands, ["key", "add", "Sistem", "--per-day", "7"]).output.strip()
    client = get_client(key)
    assert (client.name, client.per_day) == ("Sistem", 7)
    assert (
        f"{client.prefix}  7/hari  0 laporan  aktif  Sistem" in shell.invoke(commands, ["key", "list"]).output
    )
    assert shell.invoke(commands, ["key", "stop", client.prefix]).exit_code == 0
    assert shell.invoke(commands, ["key", "stop", client.prefix]).exit_code == 1
    assert "dicabut" in shell.invoke(commands, ["key", "list"]).output


def test_every_address_is_told_of_in_the_documentation():
    page = (Path(__file__).parents[3] / "docs" / "contexts" / "open311.md").read_text()
    told = {"discovery", "services", "definition", "requests", "request", "token", "updates"}
    assert told <= names_of("open311")
    for word in ("discovery", "services/", "requests/", "tokens/", "servicerequestupdates"):
        assert word in page
