"""Changes to agencies, posts, competences and keys: permit, decide, write, audit, record."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import Q

from pendopo.accounts import rules
from pendopo.accounts.actions.authorship import by_actor
from pendopo.accounts.actions.people import invite_staff, open_invitation
from pendopo.accounts.models import (
    Account,
    Agency,
    Appointment,
    Delegation,
    Post,
    Unit,
)
from pendopo.accounts.permissions import TABLE
from pendopo.accounts.queries import find_account_by_email, get_agency_model
from pendopo.accounts.queries.competences import EDITION
from pendopo.events.accounts import PostFilled
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.audit import chain
from pendopo.kernel.errors import NotFound
from pendopo.kernel.numbering.api import forget_edition
from pendopo.kernel.outbox.record import record


@by_actor
def add_agency(
    actor: Actor, *, code: str, name: str, short_name: str, kind: str, area_code: str = ""
) -> Agency:
    """A new agency; raises ``AlreadyThere`` when ``code`` is used."""
    TABLE.check(actor, "keep_agencies")
    agency = Agency(code=code, name=name, short_name=short_name, kind=kind, area_code=area_code)
    _save_once(agency, "code")
    forget_edition(EDITION)
    chain.record(actor, action="accounts.agency_added", subject=f"agency:{code}")
    return agency


@by_actor
def add_unit(actor: Actor, *, agency: Agency, name: str) -> Unit:
    """A new part of an agency; raises ``AlreadyThere``."""
    TABLE.check(actor, "keep_agencies")
    unit = Unit(agency=agency, name=name)
    _save_once(unit, "name")
    chain.record(
        actor, action="accounts.unit_added", subject=f"agency:{agency.code}", facts={"unit": unit.pk}
    )
    return unit


@by_actor
def add_post(actor: Actor, *, agency: Agency, title: str, roles: list[str], unit: Unit | None = None) -> Post:
    """A new seat with ``roles``; raises ``AlreadyThere``."""
    TABLE.check(actor, "keep_posts")
    post = Post(agency=agency, unit=unit, title=title, roles=[rules.Role(role) for role in roles])
    _save_once(post, "title")
    chain.record(actor, action="accounts.post_added", subject=f"post:{post.pk}", facts={"roles": roles})
    return post


@by_actor
def edit_agency(actor: Actor, *, agency: Agency, **values: object) -> None:
    """Write name, short name, kind, area, phone, e-mail or address of an agency."""
    TABLE.check(actor, "keep_agencies")
    changed = _write(agency, values, ("name", "short_name", "kind", "area_code", "phone", "email", "address"))
    if changed:
        chain.record(
            actor, action="accounts.agency_changed", subject=f"agency:{agency.code}",
            facts={"fields": changed},
        )  # fmt: skip


@by_actor
def set_agency_active(actor: Actor, *, agency: Agency, is_active: bool) -> None:
    """Take an agency out of service, or back: out of service it gets no matters and its posts no roles."""
    TABLE.check(actor, "keep_agencies")
    if _write(agency, {"is_active": is_active}, ("is_active",)):
        action = "accounts.agency_opened" if is_active else "accounts.agency_closed"
        chain.record(actor, action=action, subject=f"agency:{agency.code}")


@by_actor
def edit_post(
    actor: Actor, *, post: Post, title: str, roles: list[str], unit: Unit | None, is_active: bool
) -> None:
    """Change a seat; roles before and after are written down. Raises ``AlreadyThere``."""
    TABLE.check(actor, "keep_posts")
    before = list(post.roles)
    post.title, post.unit, post.is_active = title, unit, is_active
    post.roles = [rules.Role(role) for role in roles]
    _save_once(post, "title")
    chain.record(
        actor, action="accounts.post_changed", subject=f"post:{post.pk}",
        facts={"roles_before": before, "roles": roles, "is_active": is_active},
    )  # fmt: skip


@by_actor
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
    rules.check_dates(starts_on, ends_on)
    _check_free(post.pk, starts_on, ends_on)
    appointment = Appointment.objects.create(
        post=post, account=account, starts_on=starts_on, ends_on=ends_on, decree=decree
    )
    chain.record(actor, action="accounts.appointed", subject=f"post:{post.pk}", facts={"account": account.pk})
    record(PostFilled(post_id=post.pk, account_id=account.pk), subject=f"post:{post.pk}")
    return appointment


@by_actor
def appoint_or_invite(
    actor: Actor,
    *,
    post: Post,
    account: Account | None,
    email: str,
    name: str,
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    decree: str = "",
) -> Appointment:
    """Appoint ``account``; without one, an account for ``email`` is made and invited, or neither happens."""
    holder = account or invite_staff(actor, email=email, name=name)
    return appoint(actor, post=post, account=holder, starts_on=starts_on, ends_on=ends_on, decree=decree)


@by_actor
def end_appointment(actor: Actor, *, appointment: Appointment, ends_on: dt.date) -> None:
    """The holder leaves after ``ends_on``; raises ``PostTaken`` when another one has begun by that day."""
    TABLE.check(actor, "keep_posts")
    rules.check_dates(appointment.starts_on, ends_on)
    _check_free(appointment.post_id, appointment.starts_on, ends_on, besides=appointment.pk)
    appointment.ends_on = ends_on
    appointment.save(update_fields=["ends_on"])
    chain.record(
        actor, action="accounts.appointment_ended", subject=f"post:{appointment.post_id}",
        facts={"account": appointment.account_id, "ends_on": ends_on},
    )  # fmt: skip


@by_actor
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
    rules.check_dates(starts_on, ends_on)
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


@by_actor
def end_delegation(actor: Actor, *, delegation_id: int) -> None:
    """The holder takes the post back: a delegation that has begun ends yesterday, another is removed.

    One that is over stays as it is.
    """
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
    if delegation.ends_on <= yesterday:
        return
    if delegation.starts_on > yesterday:
        delegation.delete()
    else:
        delegation.ends_on = yesterday
        delegation.save(update_fields=["ends_on"])
    chain.record(
        actor, action="accounts.delegation_ended", subject=f"post:{delegation.appointment.post_id}",
        facts={"to": delegation.account_id},
    )  # fmt: skip


@by_actor
def make_administrator(actor: Actor, *, email: str, name: str, agency_code: str) -> str:
    """Give ``email`` a post as administrator; returns a link to set a password, "" when it has one.

    For the command line: whoever can run it owns the installation. A post that was given up is there again;
    raises ``AgencyNotFound`` for an agency out of service, whose posts give no roles.
    """
    TABLE.check(actor, "keep_posts")
    agency = get_agency_model(agency_code)
    if not agency.is_active:
        raise rules.AgencyNotFound
    account, link = find_account_by_email(email), ""
    if account is None or not account.has_usable_password():
        account, link = open_invitation(actor, email=email, name=name)
    title = f"Administrator {account.email}"
    post = Post.objects.filter(agency=agency, title=title).first()
    if post is None:
        post = add_post(actor, agency=agency, title=title, roles=[rules.Role.ADMINISTRATOR])
    elif not post.is_active or rules.Role.ADMINISTRATOR not in post.roles:
        roles = list({*post.roles, rules.Role.ADMINISTRATOR.value})
        edit_post(actor, post=post, title=title, roles=roles, unit=post.unit, is_active=True)
    held = post.appointments.filter(account=account, starts_on__lte=clock.today())
    if not held.filter(Q(ends_on=None) | Q(ends_on__gte=clock.today())).exists():
        appoint(actor, post=post, account=account, starts_on=clock.today())
    return link


def _check_free(post_id: int, starts_on: dt.date, ends_on: dt.date | None, *, besides: int = 0) -> None:
    """Raise ``PostTaken`` when someone holds the post on one of these days; others wait until we are done."""
    Post.objects.select_for_update().get(pk=post_id)
    taken = Appointment.objects.filter(post_id=post_id).exclude(pk=besides)
    taken = taken.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on))
    if ends_on is not None:
        taken = taken.filter(starts_on__lte=ends_on)
    if taken.exists():
        raise rules.PostTaken


def _write(row: Agency, values: dict[str, object], allowed: tuple[str, ...]) -> list[str]:
    """Set the fields that differ and return their names; others than ``allowed`` are not touched."""
    changed = [name for name in allowed if name in values and getattr(row, name) != values[name]]
    for name in changed:
        setattr(row, name, values[name])
    if changed:
        row.save(update_fields=changed)
        forget_edition(EDITION)
    return changed


def _save_once(row: Agency | Unit | Post, field: str) -> None:
    """Save, or raise ``AlreadyThere`` when another row has the same ``field``."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as fault:
        raise rules.AlreadyThere(fields={field: rules.AlreadyThere.text}) from fault
