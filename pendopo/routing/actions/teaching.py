"""The decision of a person is what is learned from; it is forgotten in time."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.audit import chain
from pendopo.routing.models import Decision
from pendopo.routing.permissions import TABLE
from pendopo.routing.queries import get_topic

KEPT = dt.timedelta(days=2 * 365)
"""How long a decision with its text is kept; the weights learned from it hold no text."""


def teach(actor: Actor, *, subject: str, title: str, text: str, topic: str, source: str) -> None:
    """Keep the topic that ``actor`` gave to a text; the latest decision on a subject counts.

    Raises ``TopicNotFound``. Part of the caller's transaction, and of the caller's audit entry: the step that
    decided is written down by its own context.
    """
    TABLE.check(actor, "teach")
    known = get_topic(topic)
    Decision.objects.update_or_create(
        subject=subject,
        defaults={
            "title": title,
            "body": text,
            "topic": known.code,
            "source": source,
            "decided_at": clock.now(),
        },
    )


@transaction.atomic
def forget_decisions(actor: Actor) -> int:
    """Remove decisions older than ``KEPT``; returns how many."""
    TABLE.check(actor, "keep_models")
    count, _rows = Decision.objects.filter(decided_at__lt=clock.now() - KEPT).delete()
    if count:
        chain.record(actor, action="routing.decisions_forgotten", subject="decisions", facts={"count": count})
    return count
