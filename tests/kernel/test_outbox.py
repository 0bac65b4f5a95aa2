"""Events reach their subscribers after commit: each once, late rather than never."""

from __future__ import annotations

import datetime as dt
import threading
from dataclasses import dataclass
from typing import ClassVar

import pytest
from django.db import connection, transaction

from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS, SYSTEM
from pendopo.kernel.event import Event
from pendopo.kernel.notifications.api import Message
from pendopo.kernel.outbox import registry, relay
from pendopo.kernel.outbox.models import Delivery, OutboxEvent
from pendopo.kernel.outbox.record import record
from pendopo.reports import api as reports
from tests.support.cast import MONDAY_MORNING, lamp_draft


@dataclass(frozen=True, slots=True, kw_only=True)
class LampLit(Event):
    kind: ClassVar[str] = "tests.lamp_lit"
    lamp: int


@pytest.fixture
def heard(monkeypatch):
    """What two subscribers heard; the second fails while its name stands in ``broken``."""
    monkeypatch.setattr(registry, "_subscriptions", {})
    heard = Heard()
    registry.subscriber(LampLit)(heard.first)
    registry.subscriber(LampLit)(heard.second)
    return heard


class Heard:
    def __init__(self):
        self.lamps, self.is_broken = [], False

    def first(self, event, **_about):
        self.lamps.append(("first", event.lamp))

    def second(self, event, **_about):
        if self.is_broken:
            raise LookupError("no lamp")
        self.lamps.append(("second", event.lamp))


def test_each_subscriber_hears_an_event_once(db, heard):
    record(LampLit(lamp=1), subject="lamp:1")
    relay.deliver_due()
    relay.deliver_due()
    assert sorted(heard.lamps) == [("first", 1), ("second", 1)]
    assert not Delivery.objects.exists()


def test_nothing_is_heard_of_what_was_rolled_back(db, heard):
    with transaction.atomic():
        record(LampLit(lamp=1), subject="lamp:1")
        transaction.set_rollback(True)
    relay.deliver_due()
    assert heard.lamps == []
    assert not OutboxEvent.objects.filter(kind=LampLit.kind).exists()


def test_a_fault_of_one_subscriber_is_put_off_and_the_other_still_hears(db, heard):
    heard.is_broken = True
    with clock.freeze(MONDAY_MORNING):
        record(LampLit(lamp=1), subject="lamp:1")
        relay.deliver_due()
    assert heard.lamps == [("first", 1)]
    waiting = Delivery.objects.get()
    assert waiting.last_error == "LookupError: no lamp"
    assert waiting.next_attempt_at > MONDAY_MORNING
    heard.is_broken = False
    with clock.freeze(waiting.next_attempt_at):
        relay.deliver_due()
    assert heard.lamps == [("first", 1), ("second", 1)]


def test_pauses_grow_and_in_the_end_the_delivery_is_a_dead_letter(db, heard):
    heard.is_broken = True
    with clock.freeze(MONDAY_MORNING):
        record(LampLit(lamp=1), subject="lamp:1")
    pauses, now = [], MONDAY_MORNING
    while not (delivery := _tried(now)).is_dead:
        pauses.append(delivery.next_attempt_at - now)
        now = delivery.next_attempt_at
    assert len(pauses) + 1 == relay.ATTEMPT_LIMIT
    assert pauses == sorted(pauses)
    assert max(pauses) <= dt.timedelta(hours=1)
    assert _tried(now + dt.timedelta(days=1)).attempt_count == relay.ATTEMPT_LIMIT


def _tried(now):
    with clock.freeze(now):
        relay.deliver_due()
    return Delivery.objects.get()


def test_what_a_failing_subscriber_wrote_is_taken_back(db, monkeypatch):
    monkeypatch.setattr(registry, "_subscriptions", {})

    @registry.subscriber(LampLit)
    def write_and_fail(event, *, event_id):
        OutboxEvent.objects.filter(pk=event_id).update(subject="changed")
        raise LookupError

    record(LampLit(lamp=1), subject="lamp:1")
    relay.deliver_due()
    assert OutboxEvent.objects.get(kind=LampLit.kind).subject == "lamp:1"


def test_an_event_for_a_subscriber_that_is_gone_is_dropped(db, heard, monkeypatch):
    record(LampLit(lamp=1), subject="lamp:1")
    monkeypatch.setattr(registry, "_subscriptions", {})
    relay.deliver_due()
    assert not Delivery.objects.exists()


def test_two_relays_at_once_deliver_each_event_once(committed_city, heard):
    for lamp in range(20):
        record(LampLit(lamp=lamp), subject=f"lamp:{lamp}")
    threads = [threading.Thread(target=_deliver_in_thread) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(heard.lamps) == sorted((who, lamp) for who in ("first", "second") for lamp in range(20))


def _deliver_in_thread():
    relay.deliver_due()
    connection.close()


def test_a_subscriber_that_is_called_twice_tells_the_reporter_once(db):
    reports.submit_report(ANONYMOUS, lamp_draft())
    event = OutboxEvent.objects.get(kind="reports.submitted")
    for name in registry.names_for(event.kind):
        subscription = registry.find(name)
        for _time in range(2):
            subscription.react(subscription.event_class.from_payload(event.payload), event_id=event.pk)
    assert Message.objects.count() == 1


def test_a_message_tells_the_words_of_its_own_step_however_late_it_is_written(db):
    receipt = reports.submit_report(ANONYMOUS, lamp_draft())
    for words in ("Petugas berangkat", "Petugas tiba"):
        reports.answer_report(SYSTEM, receipt.number, text=words)
    relay.deliver_due()
    told = list(Message.objects.filter(template="reports/answered").order_by("pk"))
    assert ["berangkat" in told[0].text, "tiba" in told[1].text] == [True, True]


def test_events_that_everybody_heard_are_forgotten_after_ninety_days_and_no_other(db, monkeypatch):
    with clock.freeze(clock.now() - dt.timedelta(days=91)):
        heard_of = reports.submit_report(ANONYMOUS, lamp_draft())
        relay.deliver_due()
        reports.submit_report(ANONYMOUS, lamp_draft())
    assert relay.forget_delivered() == 1
    assert not OutboxEvent.objects.filter(subject=f"report:{heard_of.uid}").exists()
    assert OutboxEvent.objects.count() == 1
