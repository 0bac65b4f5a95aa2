"""Accepting a report: placed, routed by competence with the reason, numbered, and due."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import IntegrityError, transaction

from pendopo.accounts.api import find_competent_agency
from pendopo.events.reports import ReportSubmitted
from pendopo.kernel import clock, ids
from pendopo.kernel.actor import SYSTEM, Actor
from pendopo.kernel.maps import quadkey
from pendopo.kernel.numbering.api import draw_number, format_number, month_period
from pendopo.kernel.one_row import OneRow
from pendopo.kernel.throttle.api import count_sending
from pendopo.kernel.working_calendar.api import calendar_for
from pendopo.reports import rules
from pendopo.reports.actions.steps import add_photos, conclude
from pendopo.reports.models import Report, Step
from pendopo.reports.permissions import TABLE, known_as, seal_of
from pendopo.reports.queries.categories import CategoryRow, find_category
from pendopo.reports.queries.clocks import terms_for
from pendopo.reports.queries.ladder import next_climb_of
from pendopo.reports.rules import Audience, Draft, State, Verb, Visibility
from pendopo.territory.api import AreaLevel, find_area, find_area_at, get_city, is_within


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the reporter takes away: enough to follow the report without an account."""

    number: str
    uid: uuid.UUID
    secret: str
    is_repeated: bool
    """True when this key had been accepted before; nothing was written a second time."""


@dataclass(frozen=True, slots=True)
class _Place:
    lon: float
    lat: float
    area_code: str
    is_exact: bool


@dataclass(frozen=True, slots=True)
class _Route:
    agency_id: int | None
    reason: str


def submit_report(actor: Actor, draft: Draft, *, is_demo: bool = False) -> Receipt:
    """Accept a report (9 queries); raises ``Invalid`` with the faulty fields or ``TooManyReports``.

    Nothing of a refused report is written. What can be known before is known before the transaction, so
    that others wait for it as shortly as possible.
    """
    TABLE.check(actor, Verb.SUBMIT)
    tidy = rules.clean_draft(draft)
    count_sending(actor, rules.submissions_limit(settings.REPORTS_PER_HOUR))
    if (repeated := _receipt_of(tidy.key)) is not None:
        return repeated
    category = find_category(tidy.category_code)
    if category is None:
        raise rules.CategoryUnknown(fields={"category_code": rules.CategoryUnknown.text})
    place = _place_of(tidy)
    new = _report(actor, tidy, category, place, _route(category, place, tidy), is_demo=is_demo)
    try:
        with transaction.atomic():
            received = _write(actor, new, tidy.photo_uids)
            conclude(actor, new, received, ReportSubmitted, action="submitted")
    except IntegrityError:
        if (repeated := _receipt_of(tidy.key)) is None:
            raise
        return repeated
    return Receipt(new.number, new.uid, new.secret, is_repeated=False)


_OF_KEY = OneRow(
    lambda: Report.objects.filter(submission_key=uuid.UUID(int=0)).only("number", "uid", "secret")
)


def _receipt_of(key: uuid.UUID) -> Receipt | None:
    """The receipt that was given for ``key`` already, perhaps a moment ago to the same impatient finger."""
    known = _OF_KEY.find(key)
    return Receipt(known.number, known.uid, known.secret, is_repeated=True) if known else None


def _place_of(draft: Draft) -> _Place:
    """The point and the deepest area around it; a chosen village stands in where there is no point."""
    if draft.lon is not None and draft.lat is not None:
        area = find_area_at(draft.lon, draft.lat)
        if area is None:
            raise rules.PlaceOutsideCity(fields={"place": rules.PlaceOutsideCity.text})
        chosen = find_area(draft.area_code) if draft.area_code else None
        code = chosen.code if chosen and is_within(chosen.code, area.code) else area.code
        return _Place(draft.lon, draft.lat, code, is_exact=True)
    if not draft.area_code:
        raise rules.PlaceNeeded(fields={"place": rules.PlaceNeeded.text})
    area, city = find_area(draft.area_code), get_city()
    if area is None or area.level is AreaLevel.REGENCY or not is_within(area.code, city.code):
        raise rules.PlaceOutsideCity(fields={"place": rules.PlaceOutsideCity.text})
    lon, lat = (area.lon, area.lat) if area.lon is not None and area.lat is not None else city.centre
    return _Place(lon, lat, area.code, is_exact=False)


def _route(category: CategoryRow, place: _Place, draft: Draft) -> _Route:
    found = find_competent_agency(
        matter_code=category.matter_code,
        area_code=place.area_code,
        text=f"{category.name} {draft.title} {draft.text}",
        on=clock.today(),
    )
    if found is None:
        return _Route(None, "Belum ada instansi yang tercatat untuk urusan ini. Koordinator akan memilihnya.")
    agency, choice = found
    words = f" Kata yang cocok: {', '.join(choice.words)}." if choice.words else ""
    return _Route(agency.id, f"{choice.task} ditangani {agency.short_name} ({choice.legal_basis}).{words}")


def _report(
    actor: Actor, draft: Draft, category: CategoryRow, place: _Place, route: _Route, *, is_demo: bool
) -> Report:
    """The report with its number and limits, not yet written."""
    now, period = clock.now(), month_period(clock.today())
    limits = rules.deadlines_for(now, terms_for(category, clock.today()), calendar_for())
    is_sealed = draft.visibility is Visibility.SECRET and actor.account_id is not None
    serial = draw_number(series=rules.NUMBER_PREFIX, period=period)
    return Report(
        number=format_number(rules.NUMBER_PREFIX, period, serial),
        submission_key=draft.key,
        secret=ids.new_secret(),
        channel=actor.channel,
        category_id=category.id,
        title=draft.title,
        text=draft.text,
        visibility=draft.visibility,
        reporter_id=None if is_sealed else actor.account_id,
        sealed_reporter=str(actor.account_id) if is_sealed else "",
        reporter_hash=seal_of(actor.account_id) if is_sealed and actor.account_id else "",
        reporter_name=draft.name,
        contact_email=draft.email,
        contact_phone=draft.phone,
        area_id=place.area_code,
        landmark=draft.landmark,
        lon=place.lon,
        lat=place.lat,
        is_exact=place.is_exact,
        accuracy=draft.accuracy,
        qk=quadkey.encode(place.lon, place.lat),
        agency_id=route.agency_id,
        route_reason=route.reason,
        written_at=rules.written_by_our_clock(draft, now),
        received_at=now,
        verify_by=limits.verify_by,
        quick_by=limits.quick_by,
        finish_by=limits.finish_by,
        due_at=limits.verify_by,
        changed_at=now,
        cover_uid=draft.photo_uids[0] if draft.photo_uids else None,
        is_demo=is_demo,
    )


def _write(actor: Actor, report: Report, photo_uids: Sequence[uuid.UUID]) -> Step:
    """Save the report with its first steps and photos; returns the step of its arrival."""
    climb = next_climb_of(report)
    report.escalate_at = climb.at if climb else None
    report.save(force_insert=True)
    received, _routed = Step.objects.bulk_create(_first_steps(actor, report))
    add_photos(report, received, photo_uids, is_result=False)
    return received


def _first_steps(actor: Actor, report: Report) -> list[Step]:
    received = Step(
        report=report, at=report.received_at, verb=Verb.SUBMIT, state=State.RECEIVED,
        audience=Audience.PUBLIC, account_id=known_as(actor, report).account_id, is_by_reporter=True,
    )  # fmt: skip
    routed = Step(
        report=report, at=report.received_at, verb=Verb.ROUTE, state=State.RECEIVED,
        audience=Audience.PUBLIC, account_id=SYSTEM.account_id, is_by_system=True,
        agency_id=report.agency_id, reason=report.route_reason,
    )  # fmt: skip
    return [received, routed]
