"""Where a person is told: the own browsers only, gone with the session, and what became of every message."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from pendopo.accounts.actions.signing_in import account_for_contact
from pendopo.accounts.rules import BROWSERS_FOR_ACCOUNT, read_contact
from pendopo.kernel import clock
from pendopo.kernel.audit.models import AuditEntry
from pendopo.kernel.notifications.api import Message, MessageChannel, Recipient, list_browsers, notify
from pendopo.kernel.notifications.jobs import send_message
from tests.accounts.people import ask_code, hire, last_code, sign_in_by_code, sign_in_officer

pytestmark = pytest.mark.django_db

PHONE_CHROME = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"
PAGE = "/keamanan/pemberitahuan/"
SRI = "+6281234567890"


@pytest.fixture
def sri(client):
    """A resident who is signed in with ``client``."""
    sign_in_by_code(client, SRI)
    return account_for_contact(read_contact(SRI))


def _turn_on(browser, subscription, **changes):
    fields = {"endpoint": subscription.endpoint, **subscription.keys, **changes}
    return browser.post("/keamanan/peramban/", fields, headers={"User-Agent": PHONE_CHROME})


def _page(browser):
    return browser.get(PAGE).content.decode()


def _actions():
    return [
        entry.action for entry in AuditEntry.objects.filter(action__contains="browser").order_by("sequence")
    ]


def test_a_browser_is_told_after_its_reader_asked(client, sri, service):
    assert "Belum ada. Kabar tetap sampai" in _page(client)
    assert _turn_on(client, service.subscribe()).status_code == 200
    assert "Chrome · Android" in _page(client)
    assert "mengaktifkan pemberitahuan di peramban" in client.get("/keamanan/catatan/").content.decode()


def test_asking_again_is_written_down_once(client, sri, service):
    subscription = service.subscribe()
    _turn_on(client, subscription)
    _turn_on(client, subscription)
    assert _actions() == ["accounts.browser_added"]


def test_only_who_is_signed_in_can_ask(client, service):
    assert _turn_on(client, service.subscribe()).status_code == 401
    assert client.get(PAGE).url == "/masuk/?next=%2Fkeamanan%2Fpemberitahuan%2F"


def test_a_forged_form_cannot_add_a_browser(sri, service):
    strict, usual = Client(enforce_csrf_checks=True), Client()
    sign_in_by_code(usual, SRI)
    strict.cookies.update(usual.cookies)
    assert _turn_on(strict, service.subscribe()).status_code == 403


@pytest.mark.parametrize(
    "changes",
    [{"endpoint": "https://169.254.169.254/latest"}, {"endpoint": "https://[fd00::1]/"}, {"endpoint": ""},
     {"p256dh": "bukan kunci"}, {"auth": ""}],
)  # fmt: skip
def test_what_no_push_service_gives_is_refused(client, sri, service, changes):
    assert _turn_on(client, service.subscribe(), **changes).status_code == 422
    assert list_browsers(sri.pk) == []


def test_asking_without_end_is_slowed_down(client, sri, service):
    subscription = service.subscribe()
    most = BROWSERS_FOR_ACCOUNT.most
    answers = [_turn_on(client, subscription).status_code for _time in range(most + 1)]
    assert answers == [200] * most + [429]


def test_the_browser_of_somebody_else_cannot_be_removed(client, sri, service):
    subscription = service.subscribe()
    browser_id = _turn_on(client, subscription).json()["id"]
    other = Client()
    sign_in_by_code(other, "tetangga@contoh.id")
    assert other.post(f"/keamanan/peramban/{browser_id}/lepas/").status_code == 404
    other.post("/keamanan/peramban/tinggalkan/", {"endpoint": subscription.endpoint})
    other.post("/keamanan/peramban/lepas-semua/")
    assert [each.id for each in list_browsers(sri.pk)] == [browser_id]
    assert client.post(f"/keamanan/peramban/{browser_id}/lepas/").url == PAGE
    assert list_browsers(sri.pk) == []


def test_all_browsers_can_be_removed_at_once_without_javascript(client, sri, service):
    for _each in range(2):
        _turn_on(client, service.subscribe())
    assert "Lepas semua" in _page(client)
    client.post("/keamanan/peramban/lepas-semua/")
    assert list_browsers(sri.pk) == []


def test_who_signs_out_is_told_there_no_more(client, sri, service):
    _turn_on(client, service.subscribe())
    client.post("/keluar/")
    assert list_browsers(sri.pk) == []
    assert _actions() == ["accounts.browser_added", "accounts.browser_removed"]


def test_the_page_names_its_browser_when_the_session_does_not(client, sri, service):
    subscription = service.subscribe()
    _turn_on(client, subscription)
    later = Client()
    sign_in_by_code(later, SRI)
    later.post("/keluar/", {"endpoint": subscription.endpoint})
    assert list_browsers(sri.pk) == []


def test_a_lost_phone_is_told_no_more_when_its_session_is_ended_from_elsewhere(client, sri, service):
    _turn_on(client, service.subscribe())
    elsewhere = Client()
    sign_in_by_code(elsewhere, SRI)
    _turn_on(elsewhere, kept := service.subscribe())
    elsewhere.post("/keamanan/sesi/akhiri-lainnya/")
    assert len(list_browsers(sri.pk)) == 1
    elsewhere.post("/keamanan/peramban/tinggalkan/", {"endpoint": kept.endpoint})
    assert list_browsers(sri.pk) == []


def test_who_signs_in_next_at_a_shared_phone_gets_only_the_own_messages(client, sri, service):
    subscription = service.subscribe()
    _turn_on(client, subscription)
    other = Client()
    sign_in_by_code(other, "tetangga@contoh.id")
    _turn_on(other, subscription)
    assert list_browsers(sri.pk) == []


def test_a_trial_arrives_at_every_browser_once_a_minute(client, sri, service):
    _turn_on(client, service.subscribe())
    _turn_on(client, service.subscribe())
    with clock.freeze(clock.now()):
        for _time in range(2):
            client.post(f"{PAGE}coba/")
    for message in Message.objects.filter(channel=MessageChannel.PUSH):
        send_message(message_id=message.pk)
    said = [json.loads(each.text) for each in service.messages]
    assert [each["title"] for each in said] == ["Pemberitahuan Pendopo sampai di sini"] * 2
    assert {each["url"] for each in said} == {PAGE}


def test_a_trial_without_a_browser_is_not_said_to_be_sent(client, sri):
    client.post(f"{PAGE}coba/")
    assert "Belum dikirim." in _page(client)


def test_the_last_messages_show_masked_addresses_and_fates(client, sri, service):
    _turn_on(client, service.subscribe())
    notify(
        to=Recipient(account_id=sri.pk, phone=SRI), template="accounts/trial", facts={},
        subject="x", dedupe="x",
    )  # fmt: skip
    send_message(message_id=Message.objects.get(channel=MessageChannel.PUSH).pk)
    page = _page(client)
    assert "WhatsApp · +62 ••• 890" in page
    assert "Peramban · Chrome · Android" in page
    assert "Terkirim" in page
    assert "Menunggu dikirim" in page
    assert SRI not in page
    assert "percobaan ini" not in page


def test_another_person_sees_none_of_it(client, sri, service):
    _turn_on(client, service.subscribe())
    client.post(f"{PAGE}coba/")
    other = Client()
    sign_in_by_code(other, "tetangga@contoh.id")
    page = _page(other)
    assert "Belum ada kabar untuk Anda." in page
    assert "Chrome" not in page


def test_the_fragment_shows_the_same_as_the_page(client, sri, service):
    _turn_on(client, service.subscribe())
    fragment = client.get(f"{PAGE}_kabar/").content.decode()
    assert "Chrome · Android" in fragment
    assert "<html" not in fragment


def test_a_service_worker_renews_the_address_with_the_old_keys_and_without_a_session(client, sri, service):
    old, new = service.subscribe(), service.subscribe()
    _turn_on(client, old)
    fields = {"old_endpoint": old.endpoint, "endpoint": new.endpoint, **new.keys}
    stranger = Client(enforce_csrf_checks=True)
    address = "/keamanan/peramban/perbarui/"
    assert stranger.post(address, {**fields, "old_auth": new.keys["auth"]}).status_code == 404
    assert stranger.post(address, {**fields, "old_auth": old.keys["auth"]}).status_code == 204
    client.post(f"{PAGE}coba/")
    send_message(message_id=Message.objects.get(channel=MessageChannel.PUSH).pk)
    assert service.messages[0].browser == new.id


def test_a_change_of_the_own_security_is_told_in_the_browsers_too(client, service):
    joko = hire("joko2")
    sign_in_officer(client, joko)
    _turn_on(client, service.subscribe())
    client.post("/keamanan/sandi/", {"password": "sandi yang baru sekali"})
    told = Message.objects.get(channel=MessageChannel.PUSH)
    assert (told.title, told.path) == ("Kata sandi diganti pada akun Pendopo Anda", "/keamanan/")


def test_a_code_to_sign_in_never_goes_to_a_browser(client, sri, service):
    _turn_on(client, service.subscribe())
    ask_code(Client(), SRI)
    assert last_code(SRI)
    assert not Message.objects.filter(channel=MessageChannel.PUSH).exists()


def test_the_own_data_hold_browsers_and_messages(client, sri, service):
    _turn_on(client, service.subscribe())
    client.post(f"{PAGE}coba/")
    data = client.get("/keamanan/data/").json()
    assert [each["device"] for each in data["browsers"]] == ["Chrome · Android"]
    assert [each["title"] for each in data["messages"]] == ["Pemberitahuan Pendopo sampai di sini"]


def test_the_security_page_leads_here(client, sri):
    assert f'href="{PAGE}"' in client.get("/keamanan/").content.decode()
    assert client.get("/keamanan/").content.decode().count("<pd-leave>") == 1
