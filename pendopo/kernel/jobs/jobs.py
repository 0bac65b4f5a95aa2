"""The sweep: jobs of a worker that died are queued again."""

from __future__ import annotations

from django.db import connection

from pendopo.kernel.jobs.queue import periodic

_REQUEUE = """
UPDATE procrastinate_jobs SET status = 'todo', worker_id = NULL
 WHERE status = 'doing'
   AND NOT EXISTS (
       SELECT 1 FROM procrastinate_workers w
        WHERE w.id = procrastinate_jobs.worker_id AND w.last_heartbeat > now() - interval '30 seconds')
"""


def requeue_stalled() -> int:
    """Queue again every job whose worker is gone; returns how many.

    A worker writes a sign of life every ten seconds; after three missed ones it is taken for dead.
    """
    with connection.cursor() as cursor:
        cursor.execute(_REQUEUE)
        return int(cursor.rowcount)


@periodic("jobs.sweep_stalled", cron="* * * * * */10")
def sweep_stalled(_planned_at: int) -> None:
    """Every ten seconds: bring back what a killed worker left."""
    requeue_stalled()
