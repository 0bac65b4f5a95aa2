"""Counting tries: one statement per try, so that no two processes let the same try through."""

from __future__ import annotations

import datetime as dt
import math

from django.db import connection

from pendopo.kernel import clock
from pendopo.kernel.personal_data import keyed_hash
from pendopo.kernel.throttle.models import Tries
from pendopo.kernel.throttle.rules import Limit

_SPEND = """
INSERT INTO throttle_tries AS t (key, count, until) VALUES (%(key)s, 1, %(until)s)
ON CONFLICT (key) DO UPDATE
   SET count = CASE WHEN t.until <= %(now)s THEN 1 ELSE t.count + 1 END,
       until = CASE WHEN t.until <= %(now)s THEN excluded.until ELSE t.until END
RETURNING count, until
"""

_USE_ONCE = """
INSERT INTO throttle_tries AS t (key, count, until) VALUES (%(key)s, 1, %(until)s)
ON CONFLICT (key) DO UPDATE SET until = excluded.until WHERE t.until <= %(now)s
RETURNING 1
"""


def spend_try(limit: Limit, who: str) -> None:
    """Count one try of ``who``; raises the limit's refusal beyond it. Call outside a transaction."""
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(_SPEND, {"key": _key(limit, who), "now": now, "until": now + limit.within})
        count, until = cursor.fetchone() or (0, now)
    if count > limit.most:
        raise limit.refusal(minutes=max(1, math.ceil((until - now).total_seconds() / 60)))


def forget_tries(limit: Limit, who: str) -> None:
    """Start counting anew: the person succeeded."""
    Tries.objects.filter(key=_key(limit, who)).delete()


def give_try_back(limit: Limit, who: str) -> None:
    """A success does not count against an address that many people share."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE throttle_tries SET count = count - 1 WHERE key = %s AND count > 0", [_key(limit, who)]
        )


def use_once(secret: str, *, until: dt.datetime) -> bool:
    """True the first time ``secret`` is used before ``until``: a code counts once (RFC 6238, 5.2)."""
    key = keyed_hash(secret, "use-once")
    with connection.cursor() as cursor:
        cursor.execute(_USE_ONCE, {"key": key, "until": until, "now": clock.now()})
        return cursor.fetchone() is not None


def forget_ended() -> None:
    """Remove the counters whose window is over."""
    Tries.objects.filter(until__lte=clock.now()).delete()


def _key(limit: Limit, who: str) -> str:
    return keyed_hash(f"{limit.name}:{who}", "tries")
