"""Counting chronic spots anew."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction

from pendopo.kernel import clock
from pendopo.reports import rules
from pendopo.reports.models import Report, Spot
from pendopo.reports.queries.categories import CategoryRow, get_category, ids_at_a_place
from pendopo.reports.rules import Repair, Visibility


def count_spots() -> int:
    """Find every chronic spot of the last twelve months again; returns how many there are.

    One category after the other, each in a transaction of its own, so that who reads the list waits for none.
    """
    return sum(_count_category(category) for category in map(get_category, ids_at_a_place()))


@transaction.atomic
def _count_category(category: CategoryRow) -> int:
    now = clock.now()
    found = Report.objects.filter(
        category_id=category.id,
        state__in=sorted(rules.DONE_STATES),
        finished_at__gte=now - rules.SPOT_TIME,
        is_exact=True,
    ).exclude(visibility=Visibility.SECRET)
    columns = found.values_list("id", "lon", "lat", "finished_at").iterator(chunk_size=5000)
    repairs = [Repair(pk, lon, lat, at) for pk, lon, lat, at in columns if at is not None]
    spots = rules.spots_of(repairs, limits())
    newest = [spot.repairs[-1].report_id for spot in spots]
    areas = dict(Report.objects.filter(pk__in=newest).values_list("pk", "area__code"))
    Spot.objects.filter(category_id=category.id).delete()
    Spot.objects.bulk_create(
        Spot(
            category_id=category.id,
            area_id=areas[spot.repairs[-1].report_id],
            lon=spot.lon,
            lat=spot.lat,
            fixed_count=len(spot.repairs),
            first_at=spot.repairs[0].finished_at,
            last_at=spot.repairs[-1].finished_at,
            last_report_id=spot.repairs[-1].report_id,
            counted_at=now,
        )
        for spot in spots
    )
    return len(spots)


def limits() -> rules.SpotLimits:
    """How many times within how many metres, as the city set it."""
    return rules.SpotLimits(settings.CHRONIC_COUNT, settings.CHRONIC_METRES)
