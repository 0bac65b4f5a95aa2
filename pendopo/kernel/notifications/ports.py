"""Ways to the outside: SMTP and a message gateway over HTTP; each may be absent. Web push: see ``push``."""

from __future__ import annotations

import smtplib
from typing import Protocol

import httpx
from django.core.mail import EmailMessage

from pendopo.kernel.notifications.models import Message

_TIMEOUT_SECONDS = 20.0
_REFUSED = range(300, 500)
_ASK_AGAIN = frozenset({408, 425, 429})


class NotDelivered(Exception):
    """The next system did not take the message; ``is_final`` when trying again is useless."""

    def __init__(self, reason: str, *, is_final: bool) -> None:
        """``reason`` is kept with the message."""
        super().__init__(reason)
        self.is_final = is_final


def is_final_answer(status: int) -> bool:
    """True for an HTTP status after which the same message would be refused again."""
    return status in _REFUSED and status not in _ASK_AGAIN


class Way(Protocol):
    """One way to send a message."""

    def send(self, message: Message) -> str:
        """Hand the message on and return the id that the next system gave it; raises ``NotDelivered``."""


class SmtpWay:
    """E-mail by SMTP."""

    def send(self, message: Message) -> str:
        """Send as plain text; the Message-ID carries our uid, so that a repeated try is recognised."""
        letter = EmailMessage(
            subject=message.title,
            body=message.text,
            to=[message.address],
            # Auto-Submitted keeps the answering machines of others from answering (RFC 3834, 5).
            headers={"Message-ID": f"<{message.uid}@pendopo>", "Auto-Submitted": "auto-generated"},
        )
        try:
            letter.send()
        except smtplib.SMTPRecipientsRefused as fault:
            raise NotDelivered(str(fault), is_final=True) from fault
        except (smtplib.SMTPException, OSError) as fault:
            raise NotDelivered(str(fault), is_final=False) from fault
        return str(message.uid)


class GatewayWay:
    """WhatsApp and SMS by a gateway that takes JSON over HTTP."""

    def __init__(self, url: str, key: str) -> None:
        self._url, self._key = url, key

    def send(self, message: Message) -> str:
        """POST the message; our uid is the idempotency key."""
        body = {
            "id": str(message.uid),
            "channel": message.channel,
            "to": message.address,
            "text": f"{message.title}\n\n{message.text}",
        }
        try:
            response = httpx.post(
                self._url,
                json=body,
                timeout=_TIMEOUT_SECONDS,
                headers={"Authorization": f"Bearer {self._key}", "Idempotency-Key": str(message.uid)},
            )
        except httpx.HTTPError as fault:
            raise NotDelivered(str(fault), is_final=False) from fault
        if response.is_error:
            is_final = is_final_answer(response.status_code)
            raise NotDelivered(f"gateway answered {response.status_code}", is_final=is_final)
        try:
            return str(response.json()["id"])
        except (ValueError, KeyError, TypeError) as fault:
            raise NotDelivered("gateway answered without an id", is_final=False) from fault
