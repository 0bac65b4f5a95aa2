"""Saying that it is done, so that it can be believed: a ticket, the place, the time, a new picture."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import transaction

from pendopo.events.reports import ReportResolved
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.audit import chain
from pendopo.kernel.files.api import find_same_look, looks_of
from pendopo.reports import rules
from pendopo.reports.actions.replies import check_reply
from pendopo.reports.actions.steps import conclude, locked_report, move, write_step
from pendopo.reports.models import FieldTicket, Photo, Report
from pendopo.reports.queries.categories import get_category
from pendopo.reports.rules import Presence, ProofKind, Verb
from pendopo.territory.api import find_area_at


@dataclass(frozen=True, slots=True)
class Ticket:
    """Leave to claim one report from the field, once, until ``ends_at``."""

    nonce: UUID
    number: str
    issued_at: dt.datetime
    ends_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Proof:
    """What the field page sends with a claim."""

    nonce: UUID
    presence: Presence


@transaction.atomic
def open_ticket(actor: Actor, number: str) -> Ticket:
    """A fresh ticket for who may claim the report; photos count that are taken after this moment."""
    report = locked_report(actor, number, Verb.RESOLVE)
    now = clock.now()
    ticket = FieldTicket.objects.create(report=report, account_id=actor.account_id, issued_at=now)
    chain.record(actor, action="reports.ticket_opened", subject=f"report:{report.uid}")
    return Ticket(ticket.nonce, report.number, now, now + dt.timedelta(hours=rules.TICKET_HOURS))


@transaction.atomic
def resolve_report(
    actor: Actor,
    number: str,
    *,
    text: str,
    photo_uids: Sequence[UUID],
    proof: Proof | None = None,
    version: int | None = None,
) -> Report:
    """Claim that it is done, with words, at least one photo, and what the category asks as proof.

    Raises ``PhotoNeeded``, ``TicketNotValid``, ``ProofDoubtful``.
    """
    words = rules.clean_words(text)
    if not photo_uids:
        raise rules.PhotoNeeded(fields={"photos": rules.PhotoNeeded.text})
    report = locked_report(actor, number, Verb.RESOLVE, version=version)
    check_reply(report, Verb.RESOLVE, words)
    move(report, Verb.RESOLVE)
    now = clock.now()
    is_in_field = get_category(report.category_id).proof is ProofKind.FIELD
    ticket = _checked_ticket(actor, report, proof, now) if is_in_field else None
    _check_pictures(report, photo_uids)
    report.finished_at, report.claimant_id, report.promised_for = now, actor.account_id, None
    report.answered_at = report.answered_at or now
    step = write_step(actor, report, Verb.RESOLVE, text=words, photo_uids=photo_uids)
    if ticket is not None:
        ticket.step = step
        ticket.save()
    conclude(actor, report, step, ReportResolved, action="resolved")
    return report


def _checked_ticket(actor: Actor, report: Report, proof: Proof | None, now: dt.datetime) -> FieldTicket:
    """The ticket with what the phone says filled in; not yet saved."""
    if proof is None:
        raise rules.TicketNotValid(fields={"photos": rules.TicketNotValid.text})
    found = FieldTicket.objects.select_for_update().filter(
        nonce=proof.nonce, report=report, account_id=actor.account_id
    )
    ticket = found.first()
    if ticket is None or not rules.is_ticket_open(
        issued_at=ticket.issued_at, used_at=ticket.used_at, now=now
    ):
        raise rules.TicketNotValid(fields={"photos": rules.TicketNotValid.text})
    presence = proof.presence
    spot = rules.Spot(report.lon, report.lat, report.is_exact, report.area_id)
    area = find_area_at(presence.lon, presence.lat)
    rules.check_presence(
        presence,
        spot=spot,
        stands_in=area.code if area else None,
        issued_at=ticket.issued_at,
        now=now,
        most_metres=settings.REPORT_FIELD_METRES,
    )
    ticket.used_at, ticket.taken_at = now, rules.taken_by_our_clock(presence, now)
    ticket.lon, ticket.lat, ticket.accuracy = presence.lon, presence.lat, presence.accuracy
    ticket.metres = rules.metres_from(spot, presence)
    return ticket


def _check_pictures(report: Report, photo_uids: Sequence[UUID]) -> None:
    """The result must not look like the reporter's photo, nor like a photo of another report."""
    looks = set(looks_of(photo_uids).values())
    if not looks:
        return
    before = Photo.objects.filter(report=report, is_result=False).values_list("file__look", flat=True)
    if any(rules.look_alike(look, old) for look in looks for old in before if old is not None):
        raise rules.ProofDoubtful(fields={"photos": rules.SAME_AS_BEFORE})
    if find_same_look(looks, purpose=rules.PHOTO_PURPOSE, besides=f"report:{report.uid}"):
        raise rules.ProofDoubtful(fields={"photos": rules.USED_BEFORE})
