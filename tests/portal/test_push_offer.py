"""After sending a report one may be told in this browser, if one is signed in as its reporter."""

from __future__ import annotations

from pendopo.kernel.notifications.api import Message, MessageChannel, keep_browser
from pendopo.kernel.outbox import relay
from pendopo.reports import api as reports
from pendopo.simulators import push
from tests.support.office import open_office

OFFER = "Mau dikabari di perangkat ini"


def _tracked(office, who):
    return office.knock(who, "/lacak/{number}/{key}/").content.decode()


def test_the_reporter_is_offered_to_be_told_here(db):
    assert OFFER in _tracked(open_office(), "reporter")


def test_who_only_holds_the_key_is_offered_nothing(db):
    office = open_office()
    assert OFFER not in _tracked(office, "anonymous")
    assert OFFER not in _tracked(office, "resident")


def test_a_report_that_is_worked_on_offers_no_more(db):
    office = open_office()
    reports.verify_report(office.actor("holder"), office.receipt.number)
    assert OFFER not in _tracked(office, "reporter")


def test_a_browser_learns_number_and_page_but_not_the_key(db, settings):
    settings.PUSH_LOOPBACK = True
    office = open_office()
    browser = push.PushBox(origin="http://127.0.0.1:9").subscribe()
    account = office.accounts["reporter"]
    keep_browser(account.pk, endpoint=browser.endpoint, device="", **browser.keys)
    relay.deliver_due()
    told = Message.objects.get(channel=MessageChannel.PUSH)
    assert told.path == f"/urusan-saya/{office.receipt.number}/"
    assert office.receipt.number in told.title
    assert office.receipt.secret not in f"{told.title} {told.text} {told.path}"
    assert "padam" not in f"{told.title} {told.text}"
    assert office.browsers["reporter"].get(told.path).status_code == 200
