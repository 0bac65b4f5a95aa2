"""Many reports that are one event: seen as they come in, merged or dismissed by who works on them."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import connection, transaction

from pendopo.events.reports import BurstSeen
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.audit import chain
from pendopo.kernel.errors import PendopoError, Refused
from pendopo.kernel.maps.distance import box_around
from pendopo.kernel.outbox.record import record
from pendopo.reports import rules
from pendopo.reports.actions.joining import merge_report
from pendopo.reports.models import OPEN, Burst, BurstMember, Report
from pendopo.reports.permissions import KEEP_BURSTS, TABLE, matter_of
from pendopo.reports.queries.categories import get_category
from pendopo.reports.rules import Arrival, BurstState, Verb, Visibility

_OVER_AFTER = dt.timedelta(hours=6)


@transaction.atomic
def note_arrival(report_id: int) -> int | None:
    """Look whether a report that came in belongs to a burst, or makes one; returns the burst. Idempotent."""
    report = Report.objects.defer("words", "loc").get(pk=report_id)
    if report.state not in OPEN or report.visibility == Visibility.SECRET or not report.is_exact:
        return None
    _one_at_a_time(report.category_id)
    known = BurstMember.objects.filter(report=report).values_list("burst_id", flat=True).first()
    if known is not None:
        return known
    newest = Arrival(report.pk, report.lon, report.lat, report.received_at)
    burst = _going_on(report.category_id, newest) or _begun_by(report, newest)
    if burst is None:
        return None
    _add(burst, newest)
    _tell(burst, report)
    return burst.pk


def merge_burst(actor: Actor, burst_id: int) -> int:
    """Merge every report of a burst into the oldest that is still open; returns how many.

    Each in a transaction of its own, so that nobody waits for hundreds of them; cut off, it can be pressed
    again. What comes in meanwhile is merged too. What the actor may not merge, or somebody changed meanwhile,
    stays as it is; raises ``Refused`` when the actor may merge none, ``BurstOver`` for one that is closed.
    """
    tried: set[str] = set()
    merged = 0
    while (family := _unmerged(actor, burst_id, tried)) is not None:
        parent, children = family
        merged += sum(_merged(actor, child, parent) for child in children)
        tried.update(children)
    return merged


@transaction.atomic
def _unmerged(actor: Actor, burst_id: int, tried: set[str]) -> tuple[str, list[str]] | None:
    """The oldest open report of a burst and those not yet tried; without any, the burst is closed: None."""
    burst = _open_burst(actor, burst_id)
    members = Report.objects.filter(burst_member__burst=burst, state__in=OPEN).order_by("received_at", "id")
    family = list(members.defer("words", "loc"))
    children = [each for each in family[1:] if each.number not in tried]
    if children and not any(TABLE.allows(actor, Verb.MERGE, matter_of(actor, each)) for each in children):
        raise Refused
    if not children:
        _close(actor, burst, BurstState.MERGED)
        return None
    return family[0].number, [each.number for each in children]


@transaction.atomic
def dismiss_burst(actor: Actor, burst_id: int) -> None:
    """The reports are matters of their own; the same ones are not taken for a burst again."""
    _close(actor, _open_burst(actor, burst_id), BurstState.DISMISSED)


def end_bursts() -> int:
    """End bursts to which nothing came for six hours; returns how many."""
    silent = Burst.objects.filter(state=BurstState.OPEN, last_at__lt=clock.now() - _OVER_AFTER)
    return silent.update(state=BurstState.OVER, closed_at=clock.now())


def _one_at_a_time(category_id: int) -> None:
    """Two arrivals at once must not make two bursts; the lock ends with the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('reports_burst'), %s)", [category_id])


def _limits() -> rules.BurstLimits:
    return rules.BurstLimits(
        count=settings.BURST_COUNT,
        metres=settings.BURST_METRES,
        within=dt.timedelta(minutes=settings.BURST_MINUTES),
    )


def _going_on(category_id: int, newest: Arrival) -> Burst | None:
    """The open burst close by, locked: nobody closes it before the report has joined."""
    limits = _limits()
    recent = Burst.objects.select_for_update().filter(
        category_id=category_id, state=BurstState.OPEN, last_at__gte=newest.received_at - limits.within
    )
    return next((each for each in recent if rules.is_near(newest, each.lon, each.lat, limits)), None)


def _begun_by(report: Report, newest: Arrival) -> Burst | None:
    limits = _limits()
    box = box_around(newest.lon, newest.lat, limits.metres)
    around = Report.objects.filter(
        category_id=report.category_id,
        state__in=OPEN,
        loc__in_box=box,
        received_at__gte=newest.received_at - limits.within,
        burst_member=None,
        is_exact=True,
    ).exclude(visibility=Visibility.SECRET)
    others = [Arrival(*row) for row in around.values_list("id", "lon", "lat", "received_at")]
    family = rules.burst_around(newest, others, limits)
    if not family:
        return None
    lon, lat = rules.middle_of(family)
    burst = Burst.objects.create(
        category_id=report.category_id,
        area_id=report.area_id,
        lon=lon,
        lat=lat,
        first_at=family[0].received_at,
        last_at=newest.received_at,
    )
    for each in family:
        _add(burst, each)
    return burst


def _add(burst: Burst, arrival: Arrival) -> None:
    _member, is_new = BurstMember.objects.get_or_create(
        report_id=arrival.report_id, defaults={"burst": burst}
    )
    if is_new:
        burst.report_count += 1
        burst.last_at = max(burst.last_at, arrival.received_at)
        burst.save(update_fields=["report_count", "last_at"])


def _tell(burst: Burst, report: Report) -> None:
    channels = ["situation", *([f"agency:{report.agency_id}"] if report.agency_id else [])]
    seen = BurstSeen(
        burst_id=burst.pk,
        category_code=get_category(burst.category_id).code,
        area_code=burst.area_id,
        report_count=burst.report_count,
    )
    record(seen, subject=f"burst:{burst.pk}", live=channels)


def _open_burst(actor: Actor, burst_id: int) -> Burst:
    TABLE.check(actor, KEEP_BURSTS)
    burst = Burst.objects.select_for_update().filter(pk=burst_id, state=BurstState.OPEN).first()
    if burst is None:
        raise rules.BurstOver
    return burst


def _merged(actor: Actor, number: str, parent_number: str) -> bool:
    try:
        merge_report(actor, number, parent_number=parent_number)
    except PendopoError:
        return False
    return True


def _close(actor: Actor, burst: Burst, state: BurstState) -> None:
    burst.state, burst.closed_at = state, clock.now()
    burst.save(update_fields=["state", "closed_at"])
    chain.record(actor, action=f"reports.burst_{state}", subject=f"burst:{burst.pk}")
