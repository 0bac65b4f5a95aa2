"""Writing to the chain and checking it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db import connection

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.audit.models import AuditEntry, ChainHead

_APPEND = """
WITH head AS (
    UPDATE audit_chain_head
       SET sequence = sequence + 1, hash = sha256(hash || convert_to(%(content)s, 'UTF8'))
     WHERE id = 1
 RETURNING sequence, hash
)
INSERT INTO audit_entry (sequence, hash, action, subject, account_id, content)
SELECT sequence, hash, %(action)s, %(subject)s, %(account_id)s, %(content)s FROM head
"""

GENESIS = hashlib.sha256(b"pendopo audit chain").digest()


@dataclass(frozen=True, slots=True)
class Fault:
    """A place where the chain does not hold."""

    sequence: int
    reason: str


def record(actor: Actor, *, action: str, subject: str, facts: Mapping[str, object] | None = None) -> None:
    """Append one entry in the caller's transaction.

    The head's row stays locked until commit, so this is the last write but one of an action (the event
    follows) and bulk work commits matter by matter.
    """
    content = json.dumps(
        {
            "at": clock.now().isoformat(),
            "actor": {"kind": actor.kind, "account": actor.account_id, "channel": actor.channel},
            "action": action,
            "subject": subject,
            "facts": dict(facts or {}),
        },
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        default=str,
    )
    with connection.cursor() as cursor:
        cursor.execute(
            _APPEND,
            {"content": content, "action": action, "subject": subject, "account_id": actor.account_id},
        )


def verify() -> Iterator[Fault]:
    """Walk the chain from its beginning and yield every fault found."""
    expected, previous = 1, GENESIS
    for entry in AuditEntry.objects.order_by("sequence").iterator(chunk_size=2000):
        if entry.sequence != expected:
            yield Fault(expected, "catatan hilang")
        computed = hashlib.sha256(previous + entry.content.encode()).digest()
        if bytes(entry.hash) != computed:
            yield Fault(entry.sequence, "isi atau sidik berubah")
        if not _columns_match(entry):
            yield Fault(entry.sequence, "kolom berbeda dari isi yang disegel")
        expected, previous = entry.sequence + 1, bytes(entry.hash)
    head = ChainHead.objects.get(pk=1)
    if head.sequence != expected - 1 or bytes(head.hash) != previous:
        yield Fault(head.sequence, "ujung rantai tidak cocok")


def _columns_match(entry: AuditEntry) -> bool:
    content = json.loads(entry.content)
    return bool(
        content["action"] == entry.action
        and content["subject"] == entry.subject
        and content["actor"]["account"] == entry.account_id
    )
