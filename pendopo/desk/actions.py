"""Saving and forgetting views of a list; taking one step on many reports."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Sequence

from django.db import transaction

from pendopo.desk import rules
from pendopo.desk.models import BulkLine, BulkRun, SavedView
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import Invalid, PendopoError, SignInNeeded
from pendopo.kernel.problems import said


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


_KEPT = dt.timedelta(days=30)
Act = Callable[[rules.Pick], object]
"""One step on one report; raises an error of the family when it cannot be."""


def run_bulk(
    actor: Actor,
    *,
    verb: str,
    picks: Sequence[rules.Pick],
    act: Act,
    query: str = "",
    key: uuid.UUID | None = None,
) -> BulkRun:
    """Take one step on every pick, each in a transaction of its own with the line that tells of it.

    What fails is written down with its reason and stops none of the others. The same ``key`` goes on with
    what is still waiting, so that a form sent twice does nothing twice.
    """
    if actor.account_id is None:
        raise SignInNeeded
    run = _open_run(actor.account_id, verb, picks, query, key or uuid.uuid4())
    for line in run.lines.filter(fate=rules.LineFate.WAITING):
        _take(line, act)
    return run


@transaction.atomic
def _open_run(account_id: int, verb: str, picks: Sequence[rules.Pick], query: str, key: uuid.UUID) -> BulkRun:
    now = clock.now()
    BulkRun.objects.filter(account_id=account_id, made_at__lt=now - _KEPT).delete()
    run, is_new = BulkRun.objects.get_or_create(
        key=key, account_id=account_id,
        defaults={"verb": verb, "query": rules.clean_query(query), "made_at": now},
    )  # fmt: skip
    if is_new:
        BulkLine.objects.bulk_create(
            BulkLine(run=run, number=pick.number, version=pick.version) for pick in picks
        )
    return run


def _take(line: BulkLine, act: Act) -> None:
    try:
        with transaction.atomic():
            held = BulkLine.objects.select_for_update().get(pk=line.pk)
            if held.fate == rules.LineFate.WAITING:
                act(rules.Pick(held.number, held.version))
                held.fate = rules.LineFate.DONE
                held.save(update_fields=["fate"])
    except PendopoError as fault:
        line.fate, line.reason = rules.LineFate.FAILED, _reason(fault)
        line.save(update_fields=["fate", "reason"])


def _reason(fault: PendopoError) -> str:
    fields = fault.fields.values() if isinstance(fault, Invalid) else ()
    return " ".join(said(text, fault) for text in fields) or said(fault.text, fault)
