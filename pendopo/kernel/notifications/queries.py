"""What a person may know about being told: browsers and messages; each states its number of queries."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pendopo.kernel.notifications.browsers import fingerprint_of
from pendopo.kernel.notifications.models import Message, PushSubscription
from pendopo.kernel.notifications.rules import Fate, MessageChannel


@dataclass(frozen=True, slots=True)
class BrowserRow:
    """A browser that is told; ``fingerprint`` is the SHA-256 of its address in hexadecimal."""

    id: int
    device: str
    since: dt.datetime
    fingerprint: str


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A message to a person with its fate; ``address`` is plain: mask it before it is shown."""

    title: str
    channel: MessageChannel
    address: str
    fate: Fate
    at: dt.datetime


def list_browsers(account_id: int) -> list[BrowserRow]:
    """The browsers of a person, newest first (1 query)."""
    kept = PushSubscription.objects.filter(account_id=account_id).order_by("-created_at", "-pk")
    return [BrowserRow(each.pk, each.device, each.created_at, fingerprint_of(each.endpoint)) for each in kept]


def list_messages(account_id: int, *, limit: int) -> list[MessageRow]:
    """The last messages to a person, newest first, without their texts (1 query)."""
    rows = (
        Message.objects.filter(account_id=account_id)
        .order_by("-created_at", "-pk")
        .values_list("title", "channel", "address", "fate", "created_at")[:limit]
    )
    return [
        MessageRow(title, MessageChannel(channel), address, Fate(fate), at)
        for title, channel, address, fate, at in rows
    ]
