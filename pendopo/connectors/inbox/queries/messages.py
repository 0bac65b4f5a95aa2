"""Messages that came, for whoever may read them; each query states its cost."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext

from pendopo.connectors.inbox.models import Incoming, MailboxPlace
from pendopo.connectors.inbox.permissions import READ, TABLE
from pendopo.connectors.inbox.rules.messages import (
    CHANNEL_LABELS,
    FATE_KINDS,
    FATE_LABELS,
    OPEN_TO_A_PERSON,
    REASON_LABELS,
    Fate,
    Reason,
)
from pendopo.kernel.actor import Actor, Channel
from pendopo.kernel.files.api import Size, signed_url
from pendopo.kernel.personal_data import mask

PAGE = 50


@dataclass(frozen=True, slots=True)
class MessageFilter:
    """What the list is narrowed to; None narrows nothing."""

    fate: Fate | None = Fate.KEPT
    channel: Channel | None = None
    before_id: int | None = None
    """Only messages that came before this one."""


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A message in the list; its words are shown only when it is opened."""

    id: int
    uid: UUID
    channel: str
    sender: str
    """Masked."""
    fate: Fate
    fate_label: str
    kind: str
    """Name of the shape beside the label."""
    reason: str
    report_number: str
    received_at: dt.datetime


@dataclass(frozen=True, slots=True)
class MailboxDown:
    """A mailbox that cannot be read."""

    since: dt.datetime
    text: str


@dataclass(frozen=True, slots=True)
class MessageList:
    """Some messages, newest first."""

    rows: tuple[MessageRow, ...]
    next_id: int | None
    """Where the next ones start; None at the end."""


@dataclass(frozen=True, slots=True)
class MessagePhoto:
    """A photo that came with a message, for an hour or two."""

    url: str
    large_url: str
    alt: str


@dataclass(frozen=True, slots=True)
class MessageText:
    """A message in full."""

    row: MessageRow
    sender: str
    name: str
    subject: str
    text: str
    whole: str
    note: str
    point: tuple[float, float] | None
    photos: tuple[MessagePhoto, ...]
    losses: tuple[str, ...]
    is_open: bool
    """True while a person may decide about it."""


def list_messages(actor: Actor, wanted: MessageFilter) -> MessageList:
    """A page of the messages that match, newest first (1 query)."""
    TABLE.check(actor, READ)
    found = Incoming.objects.order_by("-id")
    if wanted.fate:
        found = found.filter(fate=wanted.fate)
    if wanted.channel:
        found = found.filter(channel=wanted.channel)
    if wanted.before_id:
        found = found.filter(pk__lt=wanted.before_id)
    page = list(
        found.only("uid", "channel", "sender", "fate", "reason", "report_number", "received_at")[: PAGE + 1]
    )
    rows = tuple(message_row(each) for each in page[:PAGE])
    return MessageList(rows, rows[-1].id if len(page) > PAGE else None)


def count_kept(actor: Actor) -> int:
    """How many messages wait for a person (1 query)."""
    TABLE.check(actor, READ)
    return Incoming.objects.filter(fate=Fate.KEPT).count()


def find_fault() -> MailboxDown | None:
    """The mailbox that could not be read at the last look, if any (1 query)."""
    down = MailboxPlace.objects.exclude(fault="").exclude(fault_since=None).first()
    return MailboxDown(down.fault_since, down.fault) if down and down.fault_since else None


def message_row(message: Incoming) -> MessageRow:
    """A message as the list shows it; asks the database nothing."""
    fate = Fate(message.fate)
    return MessageRow(
        id=message.pk,
        uid=message.uid,
        channel=gettext(CHANNEL_LABELS[Channel(message.channel)]),
        sender=_masked(message),
        fate=fate,
        fate_label=gettext(FATE_LABELS[fate]),
        kind=FATE_KINDS[fate],
        reason=gettext(label) if (label := REASON_LABELS[Reason(message.reason)]) else "",
        report_number=message.report_number,
        received_at=message.received_at,
    )


def _masked(message: Incoming) -> str:
    """Enough to tell senders apart: the end of a phone, the beginning and the host of an address."""
    local, at, host = message.sender.partition("@")
    return f"{local[:1]}•••@{host}" if at else mask(message.sender, keep=3)


def message_text(message: Incoming) -> MessageText:
    """A message in full; whoever calls has checked who reads it, and logs it."""
    has_point = message.lon is not None and message.lat is not None
    alt = gettext("Foto dari pengirim")
    return MessageText(
        row=message_row(message),
        sender=message.sender,
        name=message.name,
        subject=message.subject,
        text=message.text,
        whole=message.whole,
        note=message.note,
        point=(message.lon, message.lat) if has_point else None,  # type: ignore[arg-type]  # both are known then
        photos=tuple(
            MessagePhoto(signed_url(uid), signed_url(uid, Size.LARGE), alt) for uid in message.photo_uids
        ),
        losses=tuple(gettext(each) for each in message.losses),
        is_open=message.fate in OPEN_TO_A_PERSON,
    )
