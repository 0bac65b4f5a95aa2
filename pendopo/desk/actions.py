"""Saving and forgetting views of a list."""

from __future__ import annotations

from django.db import transaction

from pendopo.desk import rules
from pendopo.desk.models import SavedView
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import SignInNeeded


@transaction.atomic
def save_view(actor: Actor, *, name: str, query: str) -> SavedView:
    """Keep a list under ``name``; the same name is overwritten."""
    if actor.account_id is None:
        raise SignInNeeded
    tidy, filters = rules.clean_name(name), rules.clean_query(query)
    views = SavedView.objects.filter(account_id=actor.account_id)
    if views.exclude(name=tidy).count() >= rules.VIEW_LIMIT:
        raise rules.TooManyViews
    view, _is_new = SavedView.objects.update_or_create(
        account_id=actor.account_id, name=tidy, defaults={"query": filters}
    )
    return view


def forget_view(actor: Actor, *, view_id: int) -> None:
    """Remove an own view; somebody else's stays where it is."""
    if actor.account_id is None:
        raise SignInNeeded
    SavedView.objects.filter(pk=view_id, account_id=actor.account_id).delete()
