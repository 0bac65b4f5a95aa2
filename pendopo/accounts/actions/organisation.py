"""Changes to agencies, posts, competences and keys: permit, decide, write, audit, record."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q

from pendopo.accounts import rules
from pendopo.accounts.models import (
    Account,
    Agency,
    Appointment,
    Competence,
    Delegation,
    Matter,
    Post,
    Unit,
)
from pendopo.accounts.permissions import TABLE
from pendopo.events.accounts import CompetenceChanged, PostFilled
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.audit import chain
from pendopo.kernel.errors import NotFound
from pendopo.kernel.outbox.record import record


@transaction.atomic
def add_agency(
    actor: Actor, *, code: str, name: str, short_name: str, kind: str, area_code: str = ""
) -> Agency:
    """A new agency; ``code`` must be unused."""
    TABLE.check(actor, "keep_agencies")
    agency = Agency.objects.create(
        code=code, name=name, short_name=short_name, kind=kind, area_code=area_code
    )
    chain.record(actor, action="accounts.agency_added", subject=f"agency:{code}")
    return agency


@transaction.atomic
def add_unit(actor: Actor, *, agency: Agency, name: str) -> Unit:
    """A new part of an agency."""
    TABLE.check(actor, "keep_agencies")
    return Unit.objects.create(agency=agency, name=name)


@transaction.atomic
def add_post(actor: Actor, *, agency: Agency, title: str, roles: list[str], unit: Unit | None = None) -> Post:
    """A new seat with ``roles``."""
    TABLE.check(actor, "keep_posts")
    post = Post.objects.create(agency=agency, unit=unit, title=title, roles=[rules.Role(r) for r in roles])
    chain.record(actor, action="accounts.post_added", subject=f"post:{post.pk}", facts={"roles": roles})
    return post


@transaction.atomic
def appoint(
    actor: Actor,
    *,
    post: Post,
    account: Account,
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    decree: str = "",
) -> Appointment:
    """Give a post to a person; raises ``PostTaken`` when someone holds it on one of those days."""
    TABLE.check(actor, "keep_posts")
    if ends_on is not None and ends_on < starts_on:
        raise rules.DatesReversed(fields={"ends_on": rules.DatesReversed.text})
    Post.objects.select_for_update().get(pk=post.pk)
    overlapping = Appointment.objects.filter(post=post).filter(Q(ends_on=None) | Q(ends_on__gte=starts_on))
    if ends_on is not None:
        overlapping = overlapping.filter(starts_on__lte=ends_on)
    if overlapping.exists():
        raise rules.PostTaken
    appointment = Appointment.objects.create(
        post=post, account=account, starts_on=starts_on, ends_on=ends_on, decree=decree
    )
    chain.record(actor, action="accounts.appointed", subject=f"post:{post.pk}", facts={"account": account.pk})
    record(PostFilled(post_id=post.pk, account_id=account.pk), subject=f"post:{post.pk}")
    return appointment


@transaction.atomic
def end_appointment(actor: Actor, *, appointment: Appointment, ends_on: dt.date) -> None:
    """The holder leaves the post after ``ends_on``."""
    TABLE.check(actor, "keep_posts")
    if ends_on < appointment.starts_on:
        raise rules.DatesReversed(fields={"ends_on": rules.DatesReversed.text})
    appointment.ends_on = ends_on
    appointment.save(update_fields=["ends_on"])
    chain.record(
        actor, action="accounts.appointment_ended", subject=f"post:{appointment.post_id}",
        facts={"account": appointment.account_id, "ends_on": ends_on},
    )  # fmt: skip


@transaction.atomic
def delegate(
    actor: Actor,
    *,
    appointment: Appointment,
    account: Account,
    starts_on: dt.date,
    ends_on: dt.date,
    reason: str,
) -> Delegation:
    """While the holder is absent, ``account`` uses the roles of the post.

    Raises ``DatesReversed``, and ``NotHolding`` for days on which the holder does not have the post.
    """
    if actor.account_id != appointment.account_id:
        TABLE.check(actor, "keep_posts")
    if ends_on < starts_on:
        raise rules.DatesReversed(fields={"ends_on": rules.DatesReversed.text})
    holds_until = appointment.ends_on or ends_on
    if starts_on < appointment.starts_on or ends_on > holds_until:
        raise rules.NotHolding(fields={"ends_on": rules.NotHolding.text})
    delegation = Delegation.objects.create(
        appointment=appointment, account=account, starts_on=starts_on, ends_on=ends_on, reason=reason
    )
    chain.record(
        actor, action="accounts.delegated", subject=f"post:{appointment.post_id}",
        facts={"to": account.pk, "from": starts_on, "until": ends_on, "reason": reason},
    )  # fmt: skip
    return delegation


@transaction.atomic
def end_delegation(actor: Actor, *, delegation_id: int) -> None:
    """The holder takes the post back; a delegation that has begun ends yesterday, another is removed."""
    delegation = (
        Delegation.objects.select_for_update(of=("self",))
        .select_related("appointment")
        .filter(pk=delegation_id)
        .first()
    )
    if delegation is None:
        raise NotFound
    if actor.account_id != delegation.appointment.account_id:
        TABLE.check(actor, "keep_posts")
    yesterday = clock.today() - dt.timedelta(days=1)
    if delegation.starts_on > yesterday:
        delegation.delete()
    else:
        delegation.ends_on = min(delegation.ends_on, yesterday)
        delegation.save(update_fields=["ends_on"])
    chain.record(
        actor, action="accounts.delegation_ended", subject=f"post:{delegation.appointment.post_id}",
        facts={"to": delegation.account_id},
    )  # fmt: skip


@transaction.atomic
def add_competence(
    actor: Actor,
    *,
    agency: Agency,
    matter: Matter,
    task: str,
    legal_basis: str,
    keywords: list[str],
    area_code: str = "",
    starts_on: dt.date,
) -> Competence:
    """State that an agency is there for a matter from a day on."""
    TABLE.check(actor, "keep_competences")
    competence = Competence.objects.create(
        agency=agency, matter=matter, area_code=area_code, task=task, legal_basis=legal_basis,
        keywords=keywords, starts_on=starts_on,
    )  # fmt: skip
    chain.record(
        actor,
        action="accounts.competence_added",
        subject=f"agency:{agency.code}",
        facts={"matter": matter.code},
    )
    record(
        CompetenceChanged(competence_id=competence.pk, agency_id=agency.pk, matter_code=matter.code),
        subject=f"agency:{agency.code}",
    )
    return competence
