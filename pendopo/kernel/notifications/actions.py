"""Writing messages and handing them on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from pendopo.kernel import clock
from pendopo.kernel.jobs.queue import enqueue
from pendopo.kernel.notifications.models import Message, PushSubscription
from pendopo.kernel.notifications.ports import NotDelivered
from pendopo.kernel.notifications.rules import (
    Fate,
    MessageChannel,
    Recipient,
    channels_for,
    split_text,
)
from pendopo.kernel.notifications.ways import way_for
from pendopo.kernel.personal_data import keyed_hash

ATTEMPT_LIMIT = 16
_KEPT = dt.timedelta(days=365)


@transaction.atomic
def notify(
    *,
    to: Recipient,
    template: str,
    facts: Mapping[str, object],
    subject: str,
    dedupe: str,
    path: str = "",
) -> list[int]:
    """Write a message per way that reaches ``to`` and queue its sending; returns the new messages' ids.

    ``template`` names ``notifications/<template>.txt`` (first line the title). ``path`` is the page of ours
    that the message leads to; a browser is told title and page alone, for it may lie open on a table. A
    message with the same ``dedupe`` and way is never written twice. Messages about one subject reach an
    address in order.
    """
    title, text = split_text(render_to_string(f"notifications/{template}.txt", dict(facts)))
    written = []
    for way in _ways_to(to):
        is_push = way.channel is MessageChannel.PUSH
        message, is_new = Message.objects.get_or_create(
            dedupe=f"{dedupe}:{way.channel}:{way.key}",
            defaults={
                "channel": way.channel,
                "address": way.address,
                "address_hash": keyed_hash(way.address, "message-address"),
                "account_id": to.account_id,
                "about": subject,
                "template": template,
                "title": title,
                "text": (_("Ketuk untuk membuka.") if path else "") if is_push else text,
                "path": path,
                "created_at": clock.now(),
            },
        )
        if is_new:
            line = f"{subject}:{message.address_hash}"
            enqueue("notifications.send_message", in_line=line, message_id=message.pk)
            written.append(message.pk)
    return written


@dataclass(frozen=True, slots=True)
class _To:
    """One way to a person; ``key`` tells ways of the same channel apart, today and at a later try."""

    channel: MessageChannel
    address: str
    key: str


def _ways_to(recipient: Recipient) -> list[_To]:
    """Addresses, then browsers; a browser is written down by its id, so that it may renew its address."""
    ways = [_To(*way, key=str(at)) for at, way in enumerate(channels_for(recipient))]
    if recipient.account_id is None:
        return ways
    browsers = PushSubscription.objects.filter(account_id=recipient.account_id).order_by("pk")
    ids = [str(pk) for pk in browsers.values_list("pk", flat=True)]
    return [*ways, *(_To(MessageChannel.PUSH, each, key=each) for each in ids)]


def hand_on(message_id: int) -> bool:
    """Try to send one message; returns False when it should be tried again."""
    message = Message.objects.get(pk=message_id)
    if message.fate in {Fate.SENT, Fate.GIVEN_UP, Fate.KEPT}:
        return True
    way = way_for(MessageChannel(message.channel))
    if way is None:
        return _settle(message, Fate.KEPT)
    message.attempt_count += 1
    try:
        message.outside_id = way.send(message)
    except NotDelivered as fault:
        message.last_error = str(fault)[:500]
        if fault.is_final or message.attempt_count >= ATTEMPT_LIMIT:
            return _settle(message, Fate.GIVEN_UP)
        _settle(message, Fate.FAILED)
        return False
    message.sent_at = clock.now()
    return _settle(message, Fate.SENT)


def _settle(message: Message, fate: Fate) -> bool:
    message.fate = fate
    message.save(update_fields=["fate", "attempt_count", "outside_id", "last_error", "sent_at"])
    return True


def forget_old_messages() -> int:
    """Remove messages older than a year; returns how many."""
    count, _by_model = Message.objects.filter(created_at__lt=clock.now() - _KEPT).delete()
    return count
