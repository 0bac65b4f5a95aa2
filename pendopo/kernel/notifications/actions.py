"""Writing messages and handing them on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.template.loader import render_to_string

from pendopo.kernel import clock
from pendopo.kernel.jobs.queue import enqueue
from pendopo.kernel.notifications.models import Message, PushSubscription
from pendopo.kernel.notifications.ports import NotDelivered, way_for
from pendopo.kernel.notifications.rules import (
    Fate,
    MessageChannel,
    Recipient,
    channels_for,
    split_text,
)
from pendopo.kernel.personal_data import keyed_hash

ATTEMPT_LIMIT = 16
_KEPT = dt.timedelta(days=365)


@transaction.atomic
def notify(
    *, to: Recipient, template: str, facts: Mapping[str, object], subject: str, dedupe: str
) -> list[int]:
    """Write a message per way that reaches ``to`` and queue its sending; returns the new messages' ids.

    ``template`` names ``notifications/<template>.txt`` (first line the title). A message with the same
    ``dedupe`` and channel is never written twice. Messages about one subject reach an address in order.
    """
    title, text = split_text(render_to_string(f"notifications/{template}.txt", dict(facts)))
    ways = [*channels_for(to), *_browsers_of(to.account_id)]
    written = []
    for position, (channel, address) in enumerate(ways):
        message, is_new = Message.objects.get_or_create(
            dedupe=f"{dedupe}:{channel}:{position}",
            defaults={
                "channel": channel,
                "address": address,
                "address_hash": keyed_hash(address, "message-address"),
                "account_id": to.account_id,
                "about": subject,
                "template": template,
                "title": title,
                "text": text,
                "created_at": clock.now(),
            },
        )
        if is_new:
            line = f"{subject}:{message.address_hash}"
            enqueue("notifications.send_message", in_line=line, message_id=message.pk)
            written.append(message.pk)
    return written


def _browsers_of(account_id: int | None) -> list[tuple[MessageChannel, str]]:
    if account_id is None:
        return []
    subscriptions = PushSubscription.objects.filter(account_id=account_id)
    return [(MessageChannel.PUSH, each.endpoint) for each in subscriptions]


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


def keep_push_subscription(account_id: int, *, endpoint: str, p256dh: str, auth: str) -> None:
    """Remember a browser that asked to be told; asking again renews its keys."""
    PushSubscription.objects.update_or_create(
        endpoint_hash=keyed_hash(endpoint, "message-address"),
        defaults={
            "account_id": account_id,
            "endpoint": endpoint,
            "p256dh": p256dh,
            "auth": auth,
            "created_at": clock.now(),
        },
    )
