"""A city with a mailbox and a gateway, both real servers on loopback, and what its residents send."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from pendopo.connectors.inbox.actions import handle_message, poll_mailbox
from pendopo.connectors.inbox.models import Incoming
from pendopo.connectors.inbox.rules.signing import signature_of
from pendopo.kernel import clock
from pendopo.kernel.notifications.actions import hand_on
from pendopo.kernel.notifications.api import Message
from pendopo.simulators import messages
from pendopo.simulators.mailbox import PASSWORD, USER, MailStore
from tests.connectors.inbox.residents import SECRET, SRIS_PHONE
from tests.support import cast
from tests.support.outside import messages_outside


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with clock.freeze(cast.MONDAY_MORNING):
        yield


@dataclass
class City:
    """What the outside of the city sees of it."""

    mail: MailStore
    gateway: messages.Box

    def run(self) -> None:
        """Everything the worker would do by now: read mail, handle messages, hand answers on."""
        poll_mailbox()
        for pk in Incoming.objects.filter(fate="new").order_by("pk").values_list("pk", flat=True):
            handle_message(pk)
        self.hand_answers_on()

    def hand_answers_on(self) -> None:
        for pk in Message.objects.exclude(fate="sent").order_by("pk").values_list("pk", flat=True):
            hand_on(pk)

    def told(self, to: str) -> list[str]:
        """The texts that reached somebody, oldest first."""
        return [each.text for each in self.gateway.messages if each.to == to]


@pytest.fixture
def city(db, settings) -> Iterator[City]:
    with messages_outside() as outside:
        port, smtp, imap = outside.ports
        settings.INBOX_MAILBOX = {
            "host": "127.0.0.1", "port": str(imap), "tls": "0", "folder": "",
            "user": USER, "password": PASSWORD,
        }  # fmt: skip
        settings.INBOX_SECRET, settings.INBOX_LOOPBACK = SECRET, True
        settings.MESSAGE_GATEWAY = {"url": f"http://127.0.0.1:{port}/messages", "key": messages.KEY}
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", smtp
        yield City(outside.residents.mail, outside.box)


@pytest.fixture
def post(city) -> Callable[..., Any]:
    """``post("whatsapp", text=...)``: a message as the gateway posts it, signed unless told otherwise."""

    def send(
        way: str = "whatsapp", /, *, message_id: str = "", secret: str = SECRET, late: int = 0, **told: Any
    ):
        body = json.dumps({"from": SRIS_PHONE, **told}).encode()
        message_id = message_id or str(uuid.uuid4())
        stamp = int(clock.now().timestamp()) - late
        signature = signature_of(secret, message_id=message_id, timestamp=stamp, body=body)
        return Client().post(
            f"/pintu/pesan/{way}/",
            body,
            content_type="application/json",
            headers={
                "webhook-id": message_id,
                "webhook-timestamp": str(stamp),
                "webhook-signature": signature,
            },
        )

    return send
