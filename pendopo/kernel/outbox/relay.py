"""Delivering recorded events to their subscribers; runs in the worker."""

from __future__ import annotations

import datetime as dt
import logging
import threading

import psycopg
from django.db import OperationalError, close_old_connections, connection, transaction
from django.db.models import Exists, OuterRef, Q

from pendopo.kernel import clock
from pendopo.kernel.outbox import registry
from pendopo.kernel.outbox.models import Delivery, OutboxEvent

_log = logging.getLogger("pendopo.outbox")

ATTEMPT_LIMIT = 12
_FIRST_PAUSE_SECONDS = 2
_LONGEST_PAUSE_SECONDS = 3600
_POLL_SECONDS = 5.0
_KEPT = dt.timedelta(days=90)


def deliver_due() -> int:
    """Deliver everything that is due now; returns how many deliveries were tried."""
    count = 0
    while _deliver_one():
        count += 1
    return count


def run_until(stop: threading.Event) -> None:
    """Deliver until ``stop`` is set, waking on NOTIFY and at least every five seconds."""
    while not stop.is_set():
        try:
            close_old_connections()
            deliver_due()
            _wait(stop)
        except (psycopg.OperationalError, OperationalError) as fault:
            _log.warning("database is away, trying again: %s", fault)
            connection.close()
            stop.wait(1.0)


def _wait(stop: threading.Event) -> None:
    connection.ensure_connection()
    raw = connection.connection
    raw.execute("LISTEN pendopo_live")
    if not stop.is_set() and not Delivery.objects.filter(_due()).exists():
        for _notice in raw.notifies(timeout=_POLL_SECONDS, stop_after=1):
            pass


def forget_delivered() -> int:
    """Remove events older than ninety days that no delivery waits for; returns how many."""
    waiting = Exists(Delivery.objects.filter(event=OuterRef("pk")))
    old = OutboxEvent.objects.filter(recorded_at__lt=clock.now() - _KEPT).exclude(waiting)
    count, _by_model = old.delete()
    return count


def _due() -> Q:
    return Q(is_dead=False, next_attempt_at__lte=clock.now())


def _deliver_one() -> bool:
    with transaction.atomic():
        delivery = (
            Delivery.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(_due())
            .select_related("event")
            .order_by("next_attempt_at", "id")
            .first()
        )
        if delivery is None:
            return False
        subscription = registry.find(delivery.subscriber)
        if subscription is None:
            delivery.delete()
            return True
        try:
            with transaction.atomic():
                event = subscription.event_class.from_payload(delivery.event.payload)
                subscription.react(event, event_id=delivery.event_id)
        except Exception as fault:  # noqa: BLE001 - one subscriber's fault must not stop the others
            _put_off(delivery, fault)
        else:
            delivery.delete()
    return True


def _put_off(delivery: Delivery, fault: Exception) -> None:
    delivery.attempt_count += 1
    pause = min(_FIRST_PAUSE_SECONDS * 2**delivery.attempt_count, _LONGEST_PAUSE_SECONDS)
    delivery.next_attempt_at = clock.now() + dt.timedelta(seconds=pause)
    delivery.last_error = f"{type(fault).__name__}: {fault}"[:2000]
    delivery.is_dead = delivery.attempt_count >= ATTEMPT_LIMIT
    delivery.save()
    _log.error("delivery %s failed (try %s)", delivery, delivery.attempt_count, exc_info=fault)
