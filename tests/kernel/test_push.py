"""A message reaches a browser readable and once; what a browser gives us leads to push services only."""

from __future__ import annotations

import http.server
import json
import socket
import ssl
import threading
import time

import pytest

from pendopo.kernel import clock
from pendopo.kernel.notifications import actions
from pendopo.kernel.notifications import push as our_side
from pendopo.kernel.notifications.api import (
    BROWSER_LIMIT,
    BrowserNotFound,
    Fate,
    Message,
    MessageChannel,
    Recipient,
    application_server_key,
    forget_browser,
    forget_browser_at,
    keep_browser,
    list_browsers,
    list_messages,
    notify,
    renew_browser,
)
from pendopo.kernel.notifications.models import PushSubscription
from pendopo.kernel.notifications.push_rules import (
    PushServiceUnknown,
    UnusableBrowser,
    read_endpoint,
    read_keys,
)
from pendopo.kernel.outbound.rules import may_be_asked
from pendopo.simulators import http_face
from pendopo.simulators.failures import Failure
from pendopo.simulators.push_browser import Subscription
from tests.support.outside import push_service

OWNER, OTHER = 7, 8
FACTS = {"number": "LPR-2611-000001", "title": "Lampu padam", "agency": "Dishub", "link": "http://rahasia/"}
KEYS = Subscription("", "").keys
PAGE = "/urusan-saya/LPR-2611-000001/"


@pytest.fixture
def service(settings):
    settings.PUSH_LOOPBACK = True
    with push_service() as box:
        yield box


def _keep(browser, account_id=OWNER, device="Chrome · Android"):
    return keep_browser(account_id, endpoint=browser.endpoint, device=device, **browser.keys)


def _told(dedupe="event:1", account_id=OWNER, path=PAGE):
    notify(
        to=Recipient(account_id=account_id), template="reports/received", facts=FACTS,
        subject="report:1", dedupe=dedupe, path=path,
    )  # fmt: skip
    return list(Message.objects.filter(channel=MessageChannel.PUSH).order_by("pk"))


def _tried(message):
    is_settled = actions.hand_on(message.pk)
    message.refresh_from_db()
    return message, is_settled


def test_a_message_arrives_readable_and_says_where_to_go(db, service):
    _keep(service.subscribe(server_key=application_server_key()))
    (message,) = _told()
    assert _tried(message)[0].fate == Fate.SENT
    _tried(message)
    (came,) = service.messages
    said = json.loads(came.text)
    assert said["title"] == "Laporan LPR-2611-000001 kami terima"
    assert said["url"] == PAGE
    assert said["id"] == str(message.uid)
    assert came.ttl == 7 * 24 * 3600


def test_a_browser_is_told_neither_the_words_nor_the_secret_link(db, service):
    _keep(service.subscribe())
    (message,) = _told()
    _tried(message)
    assert "rahasia" not in service.messages[0].text + message.text
    assert "Lampu" not in service.messages[0].text + message.text


def test_every_browser_of_a_person_is_told_once_whatever_comes_and_goes(db, service):
    first, second = service.subscribe(), service.subscribe()
    _keep(first)
    _keep(second)
    _told()
    forget_browser_at(OWNER, endpoint=first.endpoint)
    _keep(service.subscribe())
    assert len(_told()) == 3
    assert len({message.address for message in _told()}) == 3


def test_a_browser_that_is_gone_is_forgotten(db, service):
    browser = service.subscribe()
    _keep(browser)
    service.take_away(browser.id)
    (message,) = _told()
    assert _tried(message)[0].fate == Fate.GIVEN_UP
    assert list_browsers(OWNER) == []
    assert _tried(message)[0].attempt_count == 1


@pytest.mark.parametrize("failure", [Failure.DOWN, Failure.WRONG, Failure.LOST])
def test_what_may_pass_is_tried_again_and_arrives_once(db, service, failure):
    _keep(service.subscribe())
    (message,) = _told()
    service.failure = failure
    tried, is_settled = _tried(message)
    assert (tried.fate, is_settled, bool(tried.last_error)) == (Fate.FAILED, False, True)
    service.failure = Failure.NONE
    assert _tried(message)[0].fate == Fate.SENT
    assert len(service.messages) == 1


def test_a_slow_service_is_waited_for(db, service, monkeypatch):
    monkeypatch.setattr(http_face, "SLOW_SECONDS", 0.2)
    service.failure = Failure.SLOW
    _keep(service.subscribe())
    assert _tried(_told()[0])[0].fate == Fate.SENT


def test_a_service_that_drips_its_answer_does_not_hold_the_worker(db, settings, monkeypatch):
    settings.PUSH_LOOPBACK = True
    monkeypatch.setattr(our_side, "_TIMEOUT_SECONDS", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=_drip, args=[listening], daemon=True).start()
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/push/a"
        keep_browser(OWNER, endpoint=address, device="", **KEYS)
        (message,) = _told()
        began = time.monotonic()
        assert _tried(message)[0].fate == Fate.FAILED
        assert time.monotonic() - began < 3


def _drip(listening):
    taken, _address = listening.accept()
    with taken:
        try:
            for letter in b"HTTP/1.1 201 Created\r\nX-Long: " + b"x" * 100:
                taken.sendall(bytes([letter]))
                time.sleep(0.1)
        except OSError:
            return


def test_a_key_that_the_browser_did_not_ask_for_is_refused_for_good(db, service):
    other = "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8"
    _keep(service.subscribe(server_key=other))
    (message,) = _told()
    assert _tried(message)[0].fate == Fate.GIVEN_UP
    assert len(list_browsers(OWNER)) == 1


def test_a_redirection_is_not_followed(db, settings):
    settings.PUSH_LOOPBACK = True
    asked = []

    class Elsewhere(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            asked.append(self.path)
            self.send_response(307)
            self.send_header("Location", "/inside")
            self.end_headers()

        def log_message(self, *_args):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        endpoint = f"http://127.0.0.1:{server.server_address[1]}/push/a"
        keep_browser(OWNER, endpoint=endpoint, device="", **KEYS)
        assert _tried(_told()[0])[0].fate == Fate.GIVEN_UP
        server.shutdown()
    assert asked == ["/push/a"]


def test_asking_again_renews_and_another_person_takes_the_browser_over(db, service):
    browser = service.subscribe()
    assert _keep(browser).is_new
    assert not _keep(browser).is_new
    assert _keep(browser, OTHER).is_new
    assert (list_browsers(OWNER), len(list_browsers(OTHER))) == ([], 1)


def test_the_browser_that_asked_longest_ago_goes_first(db, service):
    now, kept = clock.now(), []
    for minute in range(BROWSER_LIMIT + 1):
        with clock.freeze(now.replace(minute=minute)):
            kept.append(_keep(service.subscribe()).id)
    assert [row.id for row in list_browsers(OWNER)] == kept[:0:-1]


def test_nobody_forgets_the_browser_of_another(db, service):
    browser = service.subscribe()
    kept = _keep(browser)
    with pytest.raises(BrowserNotFound):
        forget_browser(OTHER, browser_id=kept.id)
    assert not forget_browser_at(OTHER, endpoint=browser.endpoint)
    forget_browser(OWNER, browser_id=kept.id)
    assert list_browsers(OWNER) == []


def test_who_knows_the_old_keys_renews_the_address_and_waiting_messages_follow(db, service):
    old, new = service.subscribe(), service.subscribe()
    _keep(old)
    (message,) = _told()
    renew_browser(old_endpoint=old.endpoint, old_auth=old.keys["auth"], endpoint=new.endpoint, **new.keys)
    assert _tried(message)[0].fate == Fate.SENT
    assert service.messages[0].browser == new.id


def test_the_address_alone_renews_nothing(db, service):
    old, new = service.subscribe(), service.subscribe()
    _keep(old)
    with pytest.raises(BrowserNotFound):
        renew_browser(old_endpoint=old.endpoint, old_auth=new.keys["auth"], endpoint=new.endpoint, **new.keys)
    with pytest.raises(BrowserNotFound):
        renew_browser(old_endpoint=new.endpoint, old_auth=new.keys["auth"], endpoint=new.endpoint, **new.keys)


def test_a_renewed_address_that_was_kept_already_is_kept_once(db, service):
    old, new = service.subscribe(), service.subscribe()
    _keep(old)
    _keep(new)
    renew_browser(old_endpoint=old.endpoint, old_auth=old.keys["auth"], endpoint=new.endpoint, **new.keys)
    assert PushSubscription.objects.count() == 1


def test_a_person_reads_what_became_of_every_message(db, service):
    _keep(service.subscribe())
    (message,) = _told()
    _tried(message)
    _told("event:2", account_id=OTHER)
    (row,) = list_messages(OWNER, limit=10)
    assert (row.title, row.fate, row.channel) == (message.title, Fate.SENT, MessageChannel.PUSH)


REFUSED = {
    "not encrypted": "http://push.contoh.id/a",
    "another port": "https://push.contoh.id:8443/a",
    "name and password": "https://a:b@push.contoh.id/a",
    "an at sign": "https://@push.contoh.id/a",
    "a fragment": "https://push.contoh.id/a#b",
    "no host": "https:///a",
    "another scheme": "ftp://push.contoh.id/a",
    "too long": "https://push.contoh.id/" + "a" * 2048,
    "a line break": "https://push.contoh.id/a\r\nX: y",
    "a backslash": "https://push.contoh.id\\@127.0.0.1/a",
    "a port that is none": "https://push.contoh.id:99999/a",
    "a broken bracket": "https://[::1/a",
    "letters outside ASCII": "https://p\u00fcsh.contoh.id/a",
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED.keys())
def test_an_address_that_no_push_service_has_is_refused(text):
    with pytest.raises(UnusableBrowser):
        read_endpoint(text)


def test_http_on_this_machine_is_for_simulators_only():
    assert read_endpoint("http://127.0.0.1:8004/push/a", may_be_here=True).port == 8004
    for text in ("http://127.0.0.1:8004/push/a", "http://localhost/a", "https://localhost:8004/a"):
        with pytest.raises(UnusableBrowser):
            read_endpoint(text)
    with pytest.raises(UnusableBrowser):
        read_endpoint("http://10.0.0.1/a", may_be_here=True)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("https://push.contoh.id/a?b=/c", "https://203.0.113.9:443/a?b=/c"),
        ("https://push.contoh.id", "https://203.0.113.9:443"),
        ("https://push.contoh.id?b", "https://203.0.113.9:443?b"),
    ],
)
def test_the_checked_address_is_asked_for_the_same_resource(text, asked):
    assert read_endpoint(text).at("203.0.113.9") == asked


PRIVATE = (
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "0.0.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fd00::1", "ff02::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::",
    "2001:db8::1", "not an address",
)  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_nothing_is_sent_into_a_network_that_only_this_server_reaches(address):
    assert not may_be_asked(address)


@pytest.mark.parametrize(
    "address", ["142.250.4.95", "2404:6800:4003:c00::5f", "64:ff9b::8efa:45f", "::ffff:142.250.4.95"]
)
def test_a_public_address_may_be_told(address):
    assert may_be_asked(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "[::ffff:10.0.0.1]", "169.254.169.254", "2130706433"])
def test_a_private_address_is_refused_when_the_browser_asks(db, host):
    with pytest.raises(UnusableBrowser):
        keep_browser(OWNER, endpoint=f"https://{host}/push/a", device="", **KEYS)
    assert not PushSubscription.objects.exists()


def test_a_name_is_judged_by_where_it_leads(db):
    with pytest.raises(UnusableBrowser):
        keep_browser(OWNER, endpoint="https://localhost/push/a", device="", **KEYS)
    with pytest.raises(PushServiceUnknown):
        keep_browser(OWNER, endpoint="https://push.invalid/a", device="", **KEYS)


def test_a_name_that_leads_inside_by_now_is_not_told(db, service, settings):
    _keep(service.subscribe())
    PushSubscription.objects.update(endpoint="https://localhost/push/a")
    settings.PUSH_LOOPBACK = False
    message, _is_settled = _tried(_told()[0])
    assert (message.fate, "private network" in message.last_error) == (Fate.GIVEN_UP, True)


@pytest.mark.parametrize(
    "keys",
    [
        {"p256dh": KEYS["p256dh"][:-4], "auth": KEYS["auth"]},
        {"p256dh": "A" * 87, "auth": KEYS["auth"]},
        {"p256dh": "B" + "A" * 86, "auth": KEYS["auth"]},
        {"p256dh": KEYS["p256dh"], "auth": "kurang"},
        {"p256dh": KEYS["p256dh"], "auth": "!" * 22},
        {"p256dh": "", "auth": ""},
        {"p256dh": "é" * 87, "auth": KEYS["auth"]},
    ],
)
def test_keys_that_are_none_are_refused(keys):
    with pytest.raises(UnusableBrowser):
        read_keys(**keys)


def test_keys_are_kept_in_one_form():
    assert read_keys(p256dh=KEYS["p256dh"] + "=", auth=KEYS["auth"] + "==").auth == KEYS["auth"]


@pytest.fixture
def secure_service(settings, tmp_path, monkeypatch):
    """A push service with a certificate for ``localhost`` of an authority that we trust."""
    from tests.support.certificates import certificate_for

    settings.PUSH_LOOPBACK = True
    authority, chain = certificate_for("localhost", tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain)
    with push_service(context) as box:
        yield box


def test_the_certificate_is_checked_for_the_name_though_the_address_is_asked(db, secure_service):
    browser = secure_service.subscribe()
    _keep(browser)
    assert _tried(_told()[0])[0].fate == Fate.SENT


def test_a_certificate_for_another_name_is_refused(db, secure_service):
    browser = secure_service.subscribe()
    wrong = browser.endpoint.replace("localhost", "127.0.0.1")
    keep_browser(OWNER, endpoint=wrong, device="", **browser.keys)
    message, _is_settled = _tried(_told()[0])
    assert message.fate == Fate.FAILED
    assert "certificate" in message.last_error.lower()
