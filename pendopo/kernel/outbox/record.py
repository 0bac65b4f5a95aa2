"""Recording an event in the caller's transaction."""

from __future__ import annotations

import json
from collections.abc import Sequence

from django.db import connection

from pendopo.kernel import clock
from pendopo.kernel.event import Event
from pendopo.kernel.outbox import registry

_RECORD = """
WITH event AS (
    INSERT INTO outbox_event (kind, subject, payload, channels, recorded_at)
    VALUES (%(kind)s, %(subject)s, %(payload)s::jsonb, %(channels)s::text[], %(at)s)
    RETURNING id
), deliveries AS (
    INSERT INTO outbox_delivery (event_id, subscriber, attempt_count, next_attempt_at, last_error, is_dead)
    SELECT event.id, subscriber, 0, %(at)s, '', false
      FROM event, unnest(%(subscribers)s::text[]) AS subscriber
)
SELECT id, pg_notify('pendopo_live', json_build_object(
    'id', id, 'kind', %(kind)s::text, 'at', %(at_text)s::text,
    'subject', %(subject)s::text, 'channels', %(channels)s::text[])::text)
  FROM event
"""


def record(event: Event, *, subject: str, live: Sequence[str] = ()) -> int:
    """Record ``event`` about ``subject`` (such as ``report:<uid>``) and return its id.

    ``live`` names the channels of the live screens that are told after commit; they get ids only.
    """
    at = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(
            _RECORD,
            {
                "kind": event.kind,
                "subject": subject,
                "payload": json.dumps(event.payload()),
                "channels": list(live),
                "subscribers": registry.names_for(event.kind),
                "at": at,
                "at_text": at.isoformat(),
            },
        )
        row = cursor.fetchone()
    return int(row[0])
