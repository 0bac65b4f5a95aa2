"""A person reads a message and decides what follows."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from pendopo.connectors.inbox.actions.reporting import Making, category_for, make_report, material_of
from pendopo.connectors.inbox.models import Incoming
from pendopo.connectors.inbox.permissions import DECIDE, READ, TABLE
from pendopo.connectors.inbox.queries import named_villages
from pendopo.connectors.inbox.queries.messages import MessageText, message_text
from pendopo.connectors.inbox.rules.errors import REASON_NEEDED, MessageNotFound, MessageSettled
from pendopo.connectors.inbox.rules.material import Material
from pendopo.connectors.inbox.rules.messages import OPEN_TO_A_PERSON, Fate, Reason, tidied
from pendopo.connectors.inbox.rules.places import villages_in
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.audit import chain
from pendopo.kernel.errors import Invalid
from pendopo.reports.api import Receipt
from pendopo.territory.api import get_city

_LONGEST_REASON = 2000


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a report of a message would say, for a form to begin with."""

    material: Material
    category_code: str
    area_code: str
    """The one village that the words name; empty otherwise."""


@transaction.atomic
def open_message(actor: Actor, uid: UUID) -> tuple[MessageText, Proposal]:
    """A message in full with what a report of it would say; each look is logged.

    Raises ``MessageNotFound``.
    """
    TABLE.check(actor, READ)
    message = Incoming.objects.filter(uid=uid).first()
    if message is None:
        raise MessageNotFound
    chain.record(actor, action="inbox.message_read", subject=f"incoming:{uid}")
    material = material_of([message])
    said = f"{material.title} {material.text}"
    villages = villages_in(said, named_villages(), city=get_city().name)
    area_code = villages[0].code if len(villages) == 1 else ""
    return message_text(message), Proposal(material, category_for(said), area_code)


@transaction.atomic
def turn_into_report(actor: Actor, uid: UUID, making: Making) -> Receipt:
    """Make a report of a message, as its sender; the sender is answered.

    Raises ``MessageNotFound``, ``MessageSettled`` and what ``submit_report`` raises.
    """
    TABLE.check(actor, DECIDE)
    message = _locked(uid)
    receipt = make_report([message], making)
    chain.record(
        actor, action="inbox.message_reported", subject=f"incoming:{uid}", facts={"by": "coordinator"}
    )
    return receipt


@transaction.atomic
def dismiss_message(actor: Actor, uid: UUID, *, reason: str) -> None:
    """Say that nothing follows from a message, and why; raises ``Invalid`` without a reason."""
    TABLE.check(actor, DECIDE)
    words = tidied(reason, most=_LONGEST_REASON)
    if not words:
        raise Invalid(fields={"reason": REASON_NEEDED})
    message = _locked(uid)
    message.fate, message.reason, message.note = Fate.DISMISSED, Reason.NONE, words
    message.settled_at = clock.now()
    message.save(update_fields=["fate", "reason", "note", "settled_at"])
    chain.record(actor, action="inbox.message_dismissed", subject=f"incoming:{uid}")


def _locked(uid: UUID) -> Incoming:
    message = Incoming.objects.select_for_update().filter(uid=uid).first()
    if message is None:
        raise MessageNotFound
    if message.fate not in OPEN_TO_A_PERSON:
        raise MessageSettled
    return message
