"""What the keeper of the organisation sees; each states its number of queries."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Model, Q
from django.utils.translation import gettext

from pendopo.accounts import rules
from pendopo.accounts.models import (
    Account,
    Agency,
    Appointment,
    Competence,
    Delegation,
    Invitation,
    Matter,
    Post,
    Unit,
)
from pendopo.accounts.permissions import TABLE
from pendopo.accounts.queries.own import LentRow, lent_row
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.kernel.personal_data import keyed_hash

_PAGE = 40


@dataclass(frozen=True, slots=True)
class Change:
    """One change in the history of an agency."""

    at: dt.datetime
    who: str
    """Name of the officer; empty for the platform."""
    what: str
    """"agency", "unit", "post", "appointment" or "competence"."""
    name: str
    is_new: bool
    fields: tuple[tuple[str, str, str], ...]
    """Field, before, after; empty for a new row."""


def search_agencies(actor: Actor, *, words: str, page: int) -> tuple[list[Agency], bool]:
    """Agencies, also inactive, whose name or code contains ``words``; whether there are more (1 query)."""
    TABLE.check(actor, "keep_agencies")
    found = Agency.objects.order_by("-is_active", "area_code", "name")
    if words:
        found = found.filter(
            Q(name__icontains=words) | Q(short_name__icontains=words) | Q(code__icontains=words)
        )
    start = (page - 1) * _PAGE
    rows = list(found[start : start + _PAGE + 1])
    return rows[:_PAGE], len(rows) > _PAGE


def get_kept_agency(actor: Actor, code: str) -> Agency:
    """An agency to change, active or not, or ``AgencyNotFound`` (1 query)."""
    TABLE.check(actor, "keep_agencies")
    agency = Agency.objects.filter(code=code).first()
    if agency is None:
        raise rules.AgencyNotFound
    return agency


def list_units(agency: Agency) -> list[Unit]:
    """Parts of an agency by name (1 query)."""
    return list(agency.units.order_by("name"))


def list_kept_posts(agency: Agency) -> list[tuple[Post, str]]:
    """Every post of an agency with the name of today's holder, "" when vacant (2 queries)."""
    holders = {
        row.post_id: row.account.display_name
        for row in Appointment.objects.filter(post__agency=agency).select_related("account")
        if rules.is_in_force(row.starts_on, row.ends_on, clock.today())
    }
    posts = agency.posts.select_related("unit").order_by("-is_active", "title")
    return [(post, holders.get(post.pk, "")) for post in posts]


def list_kept_competences(agency: Agency) -> list[Competence]:
    """Every competence of an agency, those in force first (1 query)."""
    rows = agency.competences.select_related("matter").order_by("matter_id", "starts_on")
    day = clock.today()
    return sorted(rows, key=lambda row: not rules.is_in_force(row.starts_on, row.ends_on, day))


def get_post(actor: Actor, post_id: int) -> Post:
    """A post with its agency, or ``NotFound`` (1 query)."""
    TABLE.check(actor, "keep_posts")
    post = Post.objects.select_related("agency", "unit").filter(pk=post_id).first()
    if post is None:
        raise NotFound
    return post


def list_appointments(post: Post) -> list[Appointment]:
    """Everybody who holds, held or will hold a post, newest first (1 query)."""
    return list(post.appointments.select_related("account").order_by("-starts_on"))


def list_post_delegations(actor: Actor, post: Post) -> list[LentRow]:
    """Delegations of a post, newest first (1 query)."""
    TABLE.check(actor, "keep_posts")
    rows = Delegation.objects.filter(appointment__post=post).select_related(
        "appointment__post__agency", "appointment__account", "account"
    )
    return [lent_row(actor, row) for row in rows.order_by("-starts_on")]


def get_competence(actor: Actor, competence_id: int) -> Competence:
    """A competence with agency and matter, or ``NotFound`` (1 query)."""
    TABLE.check(actor, "keep_competences")
    found = Competence.objects.select_related("agency", "matter").filter(pk=competence_id).first()
    if found is None:
        raise NotFound
    return found


def list_matters() -> list[Matter]:
    """Matters of government by code (1 query)."""
    return list(Matter.objects.order_by("code"))


def find_invitation(token: str) -> Invitation | None:
    """The invitation behind a link while it can be used, else None (1 query)."""
    return (
        Invitation.objects.select_related("account")
        .filter(token_hash=keyed_hash(token, "invitation"), used_at=None, expires_at__gt=clock.now())
        .filter(account__is_active=True)
        .first()
    )


def history_of(agency: Agency, *, limit: int = 60) -> list[Change]:
    """Who changed what about an agency, its parts and posts, newest first (6 queries)."""
    sources: tuple[tuple[str, type[Model], Q], ...] = (
        ("agency", Agency, Q(pgh_obj_id=agency.pk)),
        ("unit", Unit, Q(agency_id=agency.pk)),
        ("post", Post, Q(agency_id=agency.pk)),
        ("appointment", Appointment, Q(post__agency_id=agency.pk)),
        ("competence", Competence, Q(agency_id=agency.pk)),
    )
    changes = [change for what, model, mine in sources for change in _changes(what, model, mine)]
    changes.sort(key=lambda pair: pair[0].at, reverse=True)
    shown = changes[:limit]
    names = {
        account.pk: account.display_name
        for account in Account.objects.filter(pk__in={who for _, who in shown if who})
    }
    return [
        Change(each.at, names.get(who or 0, ""), each.what, each.name, each.is_new, each.fields)
        for each, who in shown
    ]


def _changes(what: str, model: type[Model], mine: Q) -> list[tuple[Change, int | None]]:
    """Each version of the rows of ``model`` beside the one before it."""
    events = model.pgh_event_model.objects  # type: ignore[attr-defined]  # added by pghistory, untyped
    fields = [field.attname for field in model._meta.concrete_fields if not field.primary_key]
    before: dict[int, dict[str, object]] = {}
    found: list[tuple[Change, int | None]] = []
    for row in events.filter(mine).select_related("pgh_context").order_by("pgh_id"):
        values = {field: getattr(row, field) for field in fields}
        old = before.get(row.pgh_obj_id)
        before[row.pgh_obj_id] = values
        changed = tuple(
            (field, _shown(old[field]), _shown(values[field]))
            for field in fields
            if old is not None and old[field] != values[field]
        )
        if old is None or changed:
            who = row.pgh_context.metadata.get("account") if row.pgh_context else None
            name = str(values.get("name") or values.get("title") or values.get("task") or "")
            found.append((Change(row.pgh_created_at, "", what, name, old is None, changed), who))
    return found


def _shown(value: object) -> str:
    if value is None or value == "":
        return "-"
    if isinstance(value, bool):
        return gettext("ya") if value else gettext("tidak")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
