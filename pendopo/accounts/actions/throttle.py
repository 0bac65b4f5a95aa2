"""Counting tries: one statement per try, so that no two processes let the same try through."""

from __future__ import annotations

import datetime as dt
import math

from django.db import connection

from pendopo.accounts import rules
from pendopo.accounts.models import Tries
from pendopo.accounts.rules import Counted
from pendopo.kernel import clock
from pendopo.kernel.personal_data import keyed_hash

_SPEND = """
INSERT INTO accounts_tries AS t (key, count, until) VALUES (%(key)s, 1, %(until)s)
ON CONFLICT (key) DO UPDATE
   SET count = CASE WHEN t.until <= %(now)s THEN 1 ELSE t.count + 1 END,
       until = CASE WHEN t.until <= %(now)s THEN excluded.until ELSE t.until END
RETURNING count, until
"""


def spend_try(what: Counted, who: str) -> None:
    """Count one try of ``who``; raises ``TooManySignIns`` beyond the limit. Call outside a transaction."""
    limit, now = rules.LIMITS[what], clock.now()
    with connection.cursor() as cursor:
        cursor.execute(_SPEND, {"key": _key(what, who), "now": now, "until": now + limit.within})
        count, until = cursor.fetchone() or (0, now)
    if count > limit.most:
        raise rules.TooManySignIns(minutes=max(1, math.ceil((until - now).total_seconds() / 60)))


def forget_tries(what: Counted, who: str) -> None:
    """Start counting anew: the person succeeded."""
    Tries.objects.filter(key=_key(what, who)).delete()


def give_try_back(what: Counted, who: str) -> None:
    """A success does not count against an address that many people share."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE accounts_tries SET count = count - 1 WHERE key = %s AND count > 0", [_key(what, who)]
        )


def use_once(secret: str, *, until: dt.datetime) -> bool:
    """True the first time ``secret`` is used before ``until``: a code counts once (RFC 6238, 5.2)."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO accounts_tries AS t (key, count, until) VALUES (%(key)s, 1, %(until)s)
            ON CONFLICT (key) DO UPDATE SET until = excluded.until WHERE t.until <= %(now)s
            RETURNING 1
            """,
            {"key": keyed_hash(secret, "use-once"), "until": until, "now": clock.now()},
        )
        return cursor.fetchone() is not None


def _key(what: Counted, who: str) -> str:
    return keyed_hash(f"{what}:{who}", "tries")
