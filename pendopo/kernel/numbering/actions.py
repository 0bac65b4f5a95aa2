"""Give the next number; start a new edition."""

from __future__ import annotations

import uuid

from django.db import connection, transaction
from django.db.transaction import TransactionManagementError

from pendopo.kernel.numbering.snapshots import forget_edition

_NEXT = """
    INSERT INTO numbering_counter (series, period, value) VALUES (%s, %s, 1)
    ON CONFLICT (series, period) DO UPDATE SET value = numbering_counter.value + 1
    RETURNING value
"""
_DRAW = """
    WITH quick AS (SELECT set_config('synchronous_commit', 'off', true))
    INSERT INTO numbering_counter (series, period, value) SELECT %s, %s, 1 FROM quick
    ON CONFLICT (series, period) DO UPDATE SET value = numbering_counter.value + 1
    RETURNING value
"""
_EDITION = """
    INSERT INTO numbering_edition (subject, uid) VALUES (%s, %s)
    ON CONFLICT (subject) DO UPDATE SET uid = excluded.uid
"""


def next_number(*, series: str, period: str) -> int:
    """The next number of ``series`` in ``period``, from 1, in one statement.

    The counter stays locked until the caller's transaction ends: no number twice, no gap after a
    rollback. Take it as late in the transaction as possible. Raises ``TransactionManagementError``
    outside a transaction, because a number without its row would be a gap.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("next_number must be called inside the transaction that uses it")
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [series, period])
        return int(cursor.fetchone()[0])


def draw_number(*, series: str, period: str) -> int:
    """The next number of ``series`` in ``period``, given away at once, so that nobody waits for the caller.

    For series that may have a gap: whoever draws and fails leaves one. Outside a transaction the counter is
    not flushed by itself: the row that bears the number is committed later and takes it to the disk with it
    (the log is written in order), and a number that a crash gives back was borne by none.
    """
    statement = _NEXT if connection.in_atomic_block else _DRAW
    with connection.cursor() as cursor:
        cursor.execute(statement, [series, period])
        return int(cursor.fetchone()[0])


def new_edition(*, subject: str) -> None:
    """Say that what processes keep in memory about ``subject`` is out of date.

    This process reads anew at once and again after commit; others within ``SNAPSHOT_SECONDS``.
    """
    with connection.cursor() as cursor:
        cursor.execute(_EDITION, [subject, uuid.uuid4()])
    forget_edition(subject)
    transaction.on_commit(lambda: forget_edition(subject))
