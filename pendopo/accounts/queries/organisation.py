"""Reads of agencies, posts and competences; each states its number of queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from pendopo.accounts import rules
from pendopo.accounts.models import Agency, Appointment, Competence, Post
from pendopo.kernel import clock


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """An agency as other contexts see it."""

    id: int
    code: str
    name: str
    short_name: str
    kind: str
    area_code: str


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post with its present holder, for choosing whom to assign to."""

    id: int
    title: str
    unit: str
    agency_id: int
    holder: str
    """Name of the person who holds it today; empty when vacant."""
    holder_id: int | None
    roles: tuple[str, ...]


def agency_row(agency: Agency) -> AgencyRow:
    """An agency as other contexts see it; asks the database nothing."""
    return AgencyRow(agency.pk, agency.code, agency.name, agency.short_name, agency.kind, agency.area_code)


def get_agency(code: str) -> AgencyRow:
    """The active agency with ``code``, or ``AgencyNotFound`` (1 query)."""
    agency = Agency.objects.filter(code=code, is_active=True).first()
    if agency is None:
        raise rules.AgencyNotFound
    return agency_row(agency)


def list_agencies(*, kinds: Iterable[str] = ()) -> list[AgencyRow]:
    """Active agencies by name, of the given kinds or all (1 query)."""
    agencies = Agency.objects.filter(is_active=True)
    if kinds:
        agencies = agencies.filter(kind__in=list(kinds))
    return [agency_row(agency) for agency in agencies]


def agencies_by_id(ids: Iterable[int]) -> dict[int, AgencyRow]:
    """The agencies with ``ids``, active or not (1 query, none when ``ids`` is empty)."""
    wanted = set(ids)
    if not wanted:
        return {}
    return {agency.pk: agency_row(agency) for agency in Agency.objects.filter(pk__in=wanted)}


def list_posts(agency_id: int) -> list[PostRow]:
    """Posts of an agency with their present holders (2 queries)."""
    posts = Post.objects.filter(agency_id=agency_id, is_active=True).select_related("unit").order_by("title")
    holders = {
        appointment.post_id: appointment.account
        for appointment in _in_force(clock.today())
        .filter(post__agency_id=agency_id)
        .select_related("account")
    }
    return [
        PostRow(
            id=post.pk,
            title=post.title,
            unit=post.unit.name if post.unit else "",
            agency_id=post.agency_id,
            holder=holders[post.pk].display_name if post.pk in holders else "",
            holder_id=holders[post.pk].pk if post.pk in holders else None,
            roles=tuple(post.roles),
        )
        for post in posts
    ]


def posts_by_id(ids: Iterable[int]) -> dict[int, Post]:
    """The posts with ``ids`` (1 query, none when ``ids`` is empty)."""
    wanted = set(ids)
    return {post.pk: post for post in Post.objects.filter(pk__in=wanted)} if wanted else {}


def _in_force(day: dt.date) -> QuerySet[Appointment]:
    return Appointment.objects.filter(starts_on__lte=day).filter(Q(ends_on=None) | Q(ends_on__gte=day))


@dataclass(frozen=True, slots=True)
class Duty:
    """What an agency is there for, as the public reads it."""

    agency: AgencyRow
    task: str
    matter: str
    legal_basis: str


def search_duties(words: str, *, limit: int = 12) -> list[Duty]:
    """Competences of today whose agency, task, matter or key words contain ``words`` (1 query)."""
    day = clock.today()
    found = (
        Competence.objects.filter(starts_on__lte=day, agency__is_active=True)
        .filter(Q(ends_on=None) | Q(ends_on__gte=day))
        .select_related("agency", "matter")
        .order_by("agency__area_code", "agency__name", "matter_id")
    )
    if words:
        found = found.filter(
            Q(agency__name__icontains=words)
            | Q(agency__short_name__icontains=words)
            | Q(task__icontains=words)
            | Q(matter__name__icontains=words)
            | Q(keywords__contains=[words.lower()])
        )
    return [
        Duty(agency_row(each.agency), each.task, each.matter.name, each.legal_basis) for each in found[:limit]
    ]


def get_agency_model(code: str) -> Agency:
    """The agency row with ``code`` for actions of upper storeys (1 query)."""
    agency = Agency.objects.filter(code=code).first()
    if agency is None:
        raise rules.AgencyNotFound
    return agency
