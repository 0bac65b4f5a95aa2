"""What the desk shows around the lists of the contexts."""

from __future__ import annotations

from pendopo.desk.models import SavedView
from pendopo.kernel.actor import Actor


def list_views(actor: Actor) -> list[SavedView]:
    """The officer's saved views (1 query)."""
    if actor.account_id is None:
        return []
    return list(SavedView.objects.filter(account_id=actor.account_id))
