"""Where a person is told and what was said; each states its number of queries."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse

from pendopo.accounts.permissions import own_account
from pendopo.accounts.rules import read_contact
from pendopo.kernel.actor import Actor
from pendopo.kernel.notifications.api import (
    BrowserRow,
    Fate,
    MessageChannel,
    MessageRow,
    application_server_key,
    list_browsers,
    list_messages,
)
from pendopo.kernel.personal_data import mask


@dataclass(frozen=True, slots=True)
class PushOffer:
    """What a page needs to let this browser be told: our key, addresses, and who is told already."""

    key: str
    add_url: str
    leave_url: str
    renew_url: str
    known: str
    """Fingerprints of the person's browsers with spaces between."""


@dataclass(frozen=True, slots=True)
class ToldRow:
    """A message to the person; ``where`` is a masked address or the name of a browser that is still told."""

    title: str
    channel: MessageChannel
    where: str
    fate: Fate
    at: dt.datetime


def list_own_browsers(actor: Actor) -> list[BrowserRow]:
    """The browsers in which the actor is told, newest first (1 query)."""
    return list_browsers(own_account(actor))


def push_offer(actor: Actor) -> PushOffer:
    """What a page of the actor needs to offer web push (1 query)."""
    return PushOffer(
        key=application_server_key(),
        add_url=reverse("accounts:add_browser"),
        leave_url=reverse("accounts:leave_browser"),
        renew_url=reverse("accounts:renew_browser"),
        known=" ".join(each.fingerprint for each in list_own_browsers(actor)),
    )


def list_own_messages(actor: Actor, *, limit: int = 30) -> list[ToldRow]:
    """The last messages to the actor, newest first (2 queries)."""
    account_id = own_account(actor)
    devices = {str(each.id): each.device for each in list_browsers(account_id)}
    return [
        ToldRow(row.title, row.channel, _where(row, devices), row.fate, row.at)
        for row in list_messages(account_id, limit=limit)
    ]


def _where(row: MessageRow, devices: dict[str, str]) -> str:
    if row.channel is MessageChannel.PUSH:
        return devices.get(row.address, "")
    contact = read_contact(row.address)
    return contact.masked if contact else mask(row.address)
