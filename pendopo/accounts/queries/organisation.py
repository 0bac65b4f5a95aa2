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


def _row(agency: Agency) -> AgencyRow:
    return AgencyRow(agency.pk, agency.code, agency.name, agency.short_name, agency.kind, agency.area_code)


def get_agency(code: str) -> AgencyRow:
    """The active agency with ``code``, or ``AgencyNotFound`` (1 query)."""
    agency = Agency.objects.filter(code=code, is_active=True).first()
    if agency is None:
        raise rules.AgencyNotFound
    return _row(agency)


def list_agencies(*, kinds: Iterable[str] = ()) -> list[AgencyRow]:
    """Active agencies by name, of the given kinds or all (1 query)."""
    agencies = Agency.objects.filter(is_active=True)
    if kinds:
        agencies = agencies.filter(kind__in=list(kinds))
    return [_row(agency) for agency in agencies]


def agencies_by_id(ids: Iterable[int]) -> dict[int, AgencyRow]:
    """The agencies with ``ids``, active or not (1 query, none when ``ids`` is empty)."""
    wanted = set(ids)
    if not wanted:
        return {}
    return {agency.pk: _row(agency) for agency in Agency.objects.filter(pk__in=wanted)}


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
        )
        for post in posts
    ]


def posts_by_id(ids: Iterable[int]) -> dict[int, Post]:
    """The posts with ``ids`` (1 query, none when ``ids`` is empty)."""
    wanted = set(ids)
    return {post.pk: post for post in Post.objects.filter(pk__in=wanted)} if wanted else {}


def _in_force(day: dt.date) -> QuerySet[Appointment]:
    return Appointment.objects.filter(starts_on__lte=day).filter(Q(ends_on=None) | Q(ends_on__gte=day))


def find_competent_agency(
    *, matter_code: str, area_code: str, text: str, on: dt.date
) -> tuple[AgencyRow, rules.Choice] | None:
    """The agency that is there for a matter at a place, with the reason, or None (1 query)."""
    competences = {
        competence.pk: competence
        for competence in Competence.objects.filter(
            matter_id=matter_code, starts_on__lte=on, agency__is_active=True
        )
        .filter(Q(ends_on=None) | Q(ends_on__gte=on))
        .select_related("agency")
    }
    claims = [
        rules.Claim(
            competence_id=pk,
            agency_id=each.agency_id,
            agency_name=each.agency.name,
            matter_code=each.matter_id,
            area_code=each.area_code,
            keywords=tuple(each.keywords),
            legal_basis=each.legal_basis,
            task=each.task,
        )
        for pk, each in competences.items()
    ]
    choice = rules.choose_competent(claims, matter_code=matter_code, area_code=area_code, text=text)
    return None if choice is None else (_row(competences[choice.competence_id].agency), choice)


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
    return [Duty(_row(each.agency), each.task, each.matter.name, each.legal_basis) for each in found[:limit]]


def get_agency_model(code: str) -> Agency:
    """The agency row with ``code`` for actions of upper storeys (1 query)."""
    agency = Agency.objects.filter(code=code).first()
    if agency is None:
        raise rules.AgencyNotFound
    return agency
