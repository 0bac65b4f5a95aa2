"""Jobs: left by committed work only, brought back when their worker died."""

from __future__ import annotations

from contextvars import copy_context

from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.job_context import AbortReason, JobContext
from procrastinate.jobs import Job

from pendopo.kernel.jobs.jobs import requeue_stalled
from pendopo.kernel.jobs.queue import TRY_FOR_A_DAY, enqueue, is_stopping, periodic


def test_a_job_of_rolled_back_work_does_not_exist(db):
    with transaction.atomic():
        enqueue("notifications.send_message", message_id=1)
        transaction.set_rollback(True)
    assert not ProcrastinateJob.objects.exists()


def test_a_job_of_committed_work_waits_in_its_queue(db):
    with transaction.atomic():
        enqueue("notifications.send_message", message_id=1)
    job = ProcrastinateJob.objects.get()
    assert (job.queue_name, job.status, job.args) == ("messages", "todo", {"message_id": 1})


def _taken_by_a_worker(seconds_ago):
    enqueue("notifications.send_message", message_id=1)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - make_interval(secs => %s))"
            " RETURNING id",
            [seconds_ago],
        )
        worker = cursor.fetchone()[0]
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s", [worker])


def test_the_job_of_a_dead_worker_is_queued_again(db):
    _taken_by_a_worker(seconds_ago=120)
    assert requeue_stalled() == 1
    assert ProcrastinateJob.objects.get().status == "todo"


def test_the_job_of_a_worker_that_lives_is_left_to_it(db):
    _taken_by_a_worker(seconds_ago=5)
    assert requeue_stalled() == 0
    assert ProcrastinateJob.objects.get().status == "doing"


def test_periodic_jobs_take_the_moment_as_the_queue_gives_it(db):
    _taken_by_a_worker(seconds_ago=120)
    app.tasks["jobs.sweep_stalled"].func(_context(None), timestamp=1_800_000_000)
    assert ProcrastinateJob.objects.get().status == "todo"


def test_a_periodic_job_can_ask_whether_its_worker_stops():
    told = []
    task = periodic("tests.asks", cron="0 0 1 1 *")(lambda _moment: told.append(is_stopping()))
    for reason in (None, AbortReason.SHUTDOWN):
        copy_context().run(task.func, _context(reason), timestamp=1_800_000_000)
    assert told == [False, True]
    assert not is_stopping()


def _context(reason: AbortReason | None) -> JobContext:
    return JobContext(app=app, job=_job(0), start_timestamp=0.0, abort_reason=lambda: reason)


def test_a_failing_job_is_tried_for_about_a_day():
    waits, tries = [], 0
    while decision := TRY_FOR_A_DAY.get_retry_decision(exception=LookupError(), job=_job(tries)):
        waits.append(decision.retry_at)
        tries += 1
    now = waits[0]
    total = sum((wait - now).total_seconds() for wait in waits)
    assert 12 * 3600 < total < 48 * 3600


def _job(attempts):
    return Job(id=1, queue="messages", lock=None, queueing_lock=None, task_name="x", attempts=attempts)
