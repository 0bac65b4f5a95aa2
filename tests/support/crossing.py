"""Two sessions that cross: what one does is not committed yet while the other waits for it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import connection, transaction


def meanwhile(
    first: Callable[[], object], second: Callable[[], object], *, seen: Callable[[], object] = lambda: None
) -> None:
    """Do ``second`` in another session while ``first`` is done but not committed.

    ``seen`` is asked once the other waits for a lock; what either raises is raised. Needs committed data.
    """

    def run() -> None:
        try:
            second()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic(), connection.cursor() as cursor:
            first()
            other, is_blocked = pool.submit(run), False
            while not (is_blocked or other.done()):
                cursor.execute("SELECT count(*) > 0 FROM pg_locks WHERE NOT granted")
                (is_blocked,) = cursor.fetchone()
            seen()
        other.result()
