"""What became of tickets for the field."""

from __future__ import annotations

from uuid import UUID

from pendopo.kernel.actor import Actor
from pendopo.reports.models import FieldTicket


def was_claimed(actor: Actor, number: str, *, nonce: UUID) -> bool:
    """True when ``actor`` claimed it with this ticket already: a retry is no second claim (1 query)."""
    used = FieldTicket.objects.filter(nonce=nonce, account_id=actor.account_id, used_at__isnull=False)
    return used.filter(report__number=number).exists()
