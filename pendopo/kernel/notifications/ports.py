"""Ways to the outside: SMTP, a message gateway over HTTP, web push; each may be absent."""

from __future__ import annotations

import json
import smtplib
from typing import Protocol

import httpx
from django.conf import settings
from django.core.mail import EmailMessage

from pendopo.kernel.notifications.models import Message, PushSubscription
from pendopo.kernel.notifications.rules import MessageChannel

_TIMEOUT_SECONDS = 20.0
_REFUSED = range(400, 500)
_ASK_AGAIN = frozenset({408, 425, 429})


class NotDelivered(Exception):
    """The next system did not take the message; ``is_final`` when trying again is useless."""

    def __init__(self, reason: str, *, is_final: bool) -> None:
        """``reason`` is kept with the message."""
        super().__init__(reason)
        self.is_final = is_final


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
            headers={"Message-ID": f"<{message.uid}@pendopo>"},
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
            is_final = response.status_code in _REFUSED and response.status_code not in _ASK_AGAIN
            raise NotDelivered(f"gateway answered {response.status_code}", is_final=is_final)
        try:
            return str(response.json()["id"])
        except (ValueError, KeyError, TypeError) as fault:
            raise NotDelivered("gateway answered without an id", is_final=False) from fault


class PushWay:
    """Web push to a browser (RFC 8030), signed with our VAPID key."""

    def __init__(self, private_key: str, contact: str) -> None:
        self._private_key, self._contact = private_key, contact

    def send(self, message: Message) -> str:
        """Push title and text; a browser that is gone for good is forgotten."""
        from pywebpush import WebPushException, webpush  # slow to load, needed here only

        subscription = PushSubscription.objects.filter(endpoint_hash=message.address_hash).first()
        if subscription is None:
            raise NotDelivered("the browser took its consent back", is_final=True)
        try:
            webpush(
                subscription_info={
                    "endpoint": subscription.endpoint,
                    "keys": {"p256dh": subscription.p256dh, "auth": subscription.auth},
                },
                data=json.dumps({"title": message.title, "body": message.text}),
                vapid_private_key=self._private_key,
                vapid_claims={"sub": self._contact},
                timeout=_TIMEOUT_SECONDS,
            )
        except WebPushException as fault:
            is_gone = fault.response is not None and fault.response.status_code in {404, 410}
            if is_gone:
                subscription.delete()
            raise NotDelivered(str(fault), is_final=is_gone) from fault
        return str(message.uid)


def way_for(channel: MessageChannel) -> Way | None:
    """The configured way of ``channel``, or None when this installation has none."""
    if channel is MessageChannel.EMAIL:
        return SmtpWay() if settings.EMAIL_HOST else None
    if channel is MessageChannel.PUSH:
        keys = settings.WEB_PUSH
        return PushWay(keys["private_key"], keys["contact"]) if keys else None
    gateway = settings.MESSAGE_GATEWAY
    return GatewayWay(gateway["url"], gateway["key"]) if gateway else None
