"""What the desk shows around the lists of the contexts."""

from __future__ import annotations

import uuid

from pendopo.desk.models import BulkRun, SavedView
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound


def list_views(actor: Actor) -> list[SavedView]:
    """The officer's saved views (1 query)."""
    if actor.account_id is None:
        return []
    return list(SavedView.objects.filter(account_id=actor.account_id))


def get_run(actor: Actor, key: uuid.UUID) -> BulkRun:
    """An own run with its lines at hand, or ``NotFound``; of others nobody knows (2 queries)."""
    mine = BulkRun.objects.filter(key=key, account_id=actor.account_id or 0)
    run = mine.prefetch_related("lines").first()
    if run is None:
        raise NotFound
    return run
