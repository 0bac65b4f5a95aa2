"""What time does to messages: nobody answered a question, nobody needs the words any more."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction

from pendopo.connectors.inbox.actions.handling import settle
from pendopo.connectors.inbox.actions.reporting import forget_sender
from pendopo.connectors.inbox.actions.taking import owner_of
from pendopo.connectors.inbox.models import Incoming
from pendopo.connectors.inbox.rules.limits import TALK
from pendopo.connectors.inbox.rules.messages import Fate, Reason
from pendopo.kernel import clock
from pendopo.kernel.files.api import release

_AT_ONCE = 500
_NOT_OVER = (Fate.NEW, Fate.WAITING, Fate.KEPT)


@transaction.atomic
def hand_to_a_person() -> int:
    """Messages whose sender did not answer within a day, at most 500 at once; returns how many."""
    old = Incoming.objects.select_for_update(skip_locked=True).filter(
        fate=Fate.WAITING, received_at__lt=clock.now() - TALK
    )
    messages = list(old.order_by("pk")[:_AT_ONCE])
    settle(messages, Fate.KEPT, Reason.NO_WORD_BACK)
    return len(messages)


@transaction.atomic
def forget_messages() -> int:
    """Empty what was settled ``INBOX_DAYS`` ago, at most 500 at once; returns how many.

    That a message came, and what became of it, stays, so that it is not taken in again.
    """
    before = clock.now() - dt.timedelta(days=settings.INBOX_DAYS)
    old = Incoming.objects.select_for_update(skip_locked=True).filter(settled_at__lt=before)
    messages = list(old.exclude(fate__in=_NOT_OVER).exclude(sender_hash="").order_by("pk")[:_AT_ONCE])
    for message in messages:
        release(message.photo_uids, owner=owner_of(message))
        message.photo_uids, message.losses = [], []
    forget_sender(messages)
    return len(messages)
