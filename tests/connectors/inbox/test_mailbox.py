"""However the mailbox fails, no letter is lost and none is handled twice."""

from __future__ import annotations

import pytest

from pendopo.connectors.inbox import adapters
from pendopo.connectors.inbox.actions import poll_mailbox, polling
from pendopo.connectors.inbox.models import Incoming, MailboxPlace
from pendopo.kernel.files.api import StorageUnavailable
from pendopo.reports.models import Report
from pendopo.simulators import mailbox as simulator
from pendopo.simulators.failures import Failure
from tests.connectors.inbox.residents import SRI, letter, photo_at
from tests.support import cast

IN_TOMPOKERSAN = "Lampu padam di Tompokersan"


@pytest.mark.parametrize("failure", [Failure.DOWN, Failure.WRONG, Failure.LOST, Failure.REFUSED])
def test_a_mailbox_that_fails_is_read_later_and_each_letter_once(city, failure):
    city.mail.deliver(letter(IN_TOMPOKERSAN))
    city.mail.failure = failure
    city.run()
    assert MailboxPlace.objects.get().fault
    city.mail.failure = Failure.NONE
    city.run()
    city.run()
    assert MailboxPlace.objects.get().fault == ""
    assert Report.objects.count() == len(city.told(SRI)) == 1


def test_a_mailbox_that_gives_letters_twice_makes_one_report(city):
    city.mail.failure = Failure.TWICE
    city.mail.deliver(letter(IN_TOMPOKERSAN))
    city.run()
    assert len(city.mail.letters) == 2
    assert Report.objects.count() == 1


def test_a_slow_mailbox_is_waited_for(city, monkeypatch):
    monkeypatch.setattr(simulator, "SLOW_SECONDS", 0.05)
    city.mail.failure = Failure.SLOW
    city.mail.deliver(letter(IN_TOMPOKERSAN))
    city.run()
    assert Report.objects.count() == 1


def test_a_mailbox_slower_than_our_patience_is_a_fault(city, monkeypatch):
    monkeypatch.setattr(simulator, "SLOW_SECONDS", 0.5)
    monkeypatch.setattr(adapters.mailbox, "_SECONDS", 0.1)
    city.mail.failure = Failure.SLOW
    city.run()
    assert "timed out" in MailboxPlace.objects.get().fault


@pytest.mark.parametrize("step", ["read_letter", "take_arrival"])
def test_a_worker_killed_at_any_step_handles_each_letter_once(city, monkeypatch, step):
    city.mail.deliver(letter("lama"), is_seen=True)
    city.run()
    city.mail.deliver(letter(IN_TOMPOKERSAN, photos=(photo_at(*cast.IN_TOWN),)))
    with monkeypatch.context() as killed:
        killed.setattr(polling, step, _killed)
        with pytest.raises(KeyboardInterrupt):
            poll_mailbox()
    city.run()
    assert Report.objects.count() == len(city.told(SRI)) == 1


def test_a_worker_killed_after_a_letter_was_taken_does_not_take_it_again(city, monkeypatch):
    city.mail.deliver(letter(IN_TOMPOKERSAN))
    with monkeypatch.context() as killed:
        killed.setattr(adapters.mailbox.Mailbox, "mark_read", _killed)
        with pytest.raises(KeyboardInterrupt):
            poll_mailbox()
    assert Incoming.objects.count() == 1
    city.run()
    assert Incoming.objects.count() == Report.objects.count() == 1
    assert all(each.is_seen for each in city.mail.letters)


def _killed(*_arguments, **_named):
    raise KeyboardInterrupt


def test_letters_that_were_read_before_the_first_look_are_no_news(city):
    city.mail.deliver(letter("Surat lama dari Tompokersan, sudah dibaca orang"), is_seen=True)
    city.mail.deliver(letter(IN_TOMPOKERSAN))
    city.run()
    assert Incoming.objects.count() == 1


def test_a_letter_that_somebody_opened_by_hand_is_still_taken(city):
    city.run()
    city.mail.deliver(letter(IN_TOMPOKERSAN), is_seen=True)
    city.run()
    assert Report.objects.count() == 1


def test_a_mailbox_numbered_anew_brings_nothing_twice_and_loses_nothing(city):
    city.mail.deliver(letter(IN_TOMPOKERSAN))
    city.run()
    city.mail.renumber()
    city.mail.deliver(letter("Jalan berlubang di Kelurahan Citrodiwangsan", subject="Jalan"))
    city.run()
    assert Report.objects.count() == Incoming.objects.count() == 2


def test_while_photos_cannot_be_stored_a_letter_stays_in_the_mailbox(city, monkeypatch):
    city.mail.deliver(letter(IN_TOMPOKERSAN, photos=(photo_at(*cast.IN_TOWN),)))

    def full(*_arguments, **_named):
        raise StorageUnavailable

    with monkeypatch.context() as broken:
        broken.setattr("pendopo.connectors.inbox.actions.taking.accept_image", full)
        city.run()
    assert not Incoming.objects.exists()
    city.run()
    assert Report.objects.get().cover_uid


def test_without_a_mailbox_in_the_settings_nothing_is_asked(db, settings):
    settings.INBOX_MAILBOX = None
    assert poll_mailbox() == 0


def test_a_password_leaves_this_machine_under_tls_only(city, settings):
    settings.INBOX_MAILBOX = {**settings.INBOX_MAILBOX, "host": "surel.contoh.id"}
    assert poll_mailbox() == 0
    assert "without TLS" in MailboxPlace.objects.get().fault
