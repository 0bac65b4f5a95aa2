"""Each way in which the gateway can fail ends in the right fate, and nobody is told twice."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from pendopo.kernel import clock
from pendopo.kernel.notifications import actions, ports
from pendopo.kernel.notifications.api import Fate, Message, MessageChannel, Recipient, notify
from pendopo.simulators import http_face
from pendopo.simulators.failures import Failure
from pendopo.simulators.messages import KEY
from tests.support.outside import message_gateway

FACTS = {"number": "LPR-2611-000001", "title": "Lampu padam", "agency": "Dishub", "link": "http://contoh/"}


@pytest.fixture
def gateway(settings):
    with message_gateway() as (box, port, smtp):
        settings.MESSAGE_GATEWAY = {"url": f"http://127.0.0.1:{port}/messages", "key": KEY}
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", smtp
        yield box


def _message(dedupe="event:1", **to):
    recipient = Recipient(**(to or {"phone": "+6281234567890"}))
    notify(to=recipient, template="reports/received", facts=FACTS, subject="report:1", dedupe=dedupe)
    return Message.objects.latest("pk")


def _tried(message):
    actions.hand_on(message.pk)
    message.refresh_from_db()
    return message


def test_a_message_is_handed_on_once(db, gateway):
    message = _tried(_message())
    assert (message.fate, message.outside_id) == (Fate.SENT, f"sim-{message.uid}")
    _tried(message)
    assert [each.to for each in gateway.messages] == ["+6281234567890"]


def test_a_slow_gateway_is_waited_for(db, gateway, monkeypatch):
    monkeypatch.setattr(http_face, "SLOW_SECONDS", 0.2)
    gateway.failure = Failure.SLOW
    assert _tried(_message()).fate == Fate.SENT


def test_a_gateway_slower_than_our_patience_gets_the_message_once(db, gateway, monkeypatch):
    monkeypatch.setattr(http_face, "SLOW_SECONDS", 0.4)
    monkeypatch.setattr(ports, "_TIMEOUT_SECONDS", 0.1)
    gateway.failure = Failure.SLOW
    message = _tried(_message())
    assert message.fate == Fate.FAILED
    gateway.failure = Failure.NONE
    monkeypatch.setattr(ports, "_TIMEOUT_SECONDS", 10.0)
    assert _tried(message).fate == Fate.SENT
    assert len(gateway.messages) == 1


@pytest.mark.parametrize("failure", [Failure.DOWN, Failure.WRONG, Failure.LOST])
def test_what_may_pass_is_tried_again_and_arrives_once(db, gateway, failure):
    gateway.failure = failure
    message = _tried(_message())
    assert (message.fate, bool(message.last_error)) == (Fate.FAILED, True)
    gateway.failure = Failure.NONE
    assert _tried(message).fate == Fate.SENT
    assert len(gateway.messages) == 1


def test_a_gateway_that_sends_twice_gets_our_message_once(db, gateway):
    gateway.failure = Failure.TWICE
    message = _tried(_message())
    assert message.fate == Fate.SENT
    _tried(message)
    assert len(gateway.messages) == 2


def test_a_refused_address_is_not_tried_again(db, gateway):
    gateway.failure = Failure.REFUSED
    message = _tried(_message())
    assert message.fate == Fate.GIVEN_UP
    gateway.failure = Failure.NONE
    assert _tried(message).attempt_count == 1
    assert gateway.messages == []


def test_in_the_end_a_message_is_given_up(db, gateway):
    gateway.failure = Failure.DOWN
    message = _message()
    fates = [_tried(message).fate for _try in range(actions.ATTEMPT_LIMIT)]
    assert fates == [Fate.FAILED] * (actions.ATTEMPT_LIMIT - 1) + [Fate.GIVEN_UP]


def test_without_a_gateway_a_message_is_kept(db, settings):
    settings.MESSAGE_GATEWAY = None
    assert _tried(_message()).fate == Fate.KEPT


def test_a_letter_goes_by_smtp(db, gateway):
    assert _tried(_message(email="sri@contoh.id")).fate == Fate.SENT
    (letter,) = gateway.messages
    assert letter.to == "sri@contoh.id"
    assert "LPR-2611-000001" in letter.text


def test_who_is_told_by_sms_is_not_told_by_whatsapp(db, gateway):
    _tried(_message(phone="+6281234567890", phone_way=MessageChannel.SMS))
    assert [each.channel for each in gateway.messages] == ["sms"]


def test_our_letters_say_that_a_machine_wrote_them(db, mailoutbox):
    ports.SmtpWay().send(_message(email="sri@contoh.id"))
    assert mailoutbox[0].extra_headers["Auto-Submitted"] == "auto-generated"


def test_the_same_reason_makes_no_second_message_and_no_second_job(db):
    for _time in range(2):
        _message(dedupe="event:9")
    assert Message.objects.count() == 1
    assert ProcrastinateJob.objects.count() == 1


def _next_of_the_queue():
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id")
        worker = cursor.fetchone()[0]
        cursor.execute("SELECT (procrastinate_fetch_job_v2(NULL, %s)).id", [worker])
        return cursor.fetchone()[0]


def test_messages_about_one_report_leave_one_after_the_other(db):
    for dedupe in ("event:1", "event:2"):
        _message(dedupe=dedupe)
    first, second = ProcrastinateJob.objects.order_by("id").values_list("id", flat=True)
    assert [_next_of_the_queue(), _next_of_the_queue()] == [first, None]
    ProcrastinateJob.objects.filter(pk=first).update(status="succeeded")
    assert _next_of_the_queue() == second


def test_messages_to_two_people_do_not_wait_for_one_another(db):
    _message(dedupe="event:1")
    _message(dedupe="event:2", phone="+6281234567891")
    assert None not in [_next_of_the_queue(), _next_of_the_queue()]


def test_who_cannot_be_reached_is_not_written_to(db):
    notify(to=Recipient(), template="reports/received", facts=FACTS, subject="report:1", dedupe="event:1")
    assert not Message.objects.exists()


def test_text_and_address_cannot_be_read_in_the_database(db):
    _message()
    with connection.cursor() as cursor:
        cursor.execute("SELECT address, text FROM notifications_message")
        stored = " ".join(cursor.fetchone())
    assert "6281234567890" not in stored
    assert "Lampu" not in stored


def test_messages_are_kept_for_a_year(db):
    _message()
    with clock.freeze(clock.now() + dt.timedelta(days=364)):
        assert actions.forget_old_messages() == 0
    with clock.freeze(clock.now() + dt.timedelta(days=366)):
        assert actions.forget_old_messages() == 1
