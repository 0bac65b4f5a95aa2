"""Whose hand changed a row of the organisation: kept with each version of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import Any, TypeVar

from django.db import connection, transaction

from pendopo.kernel.actor import Actor
from pendopo.kernel.ids import new_uid

Action = TypeVar("Action", bound=Callable[..., Any])

_is_told: ContextVar[bool] = ContextVar("accounts_authorship", default=False)


def by_actor(action: Action) -> Action:
    """Run ``action`` in one transaction and keep its actor with every version that it writes.

    We tell the history triggers by the two settings that they read, with one statement per action. The
    library's own way puts two commands into each statement, which a prepared statement cannot hold.
    """

    @wraps(action)
    def run(actor: Actor, *args: Any, **kwargs: Any) -> Any:
        with transaction.atomic():
            if actor.account_id is None or _is_told.get():
                return action(actor, *args, **kwargs)
            token = _is_told.set(True)
            _tell_triggers(str(new_uid()), json.dumps({"account": actor.account_id}))
            try:
                result = action(actor, *args, **kwargs)
                _tell_triggers("", "")
            finally:
                _is_told.reset(token)
            return result

    return run  # type: ignore[return-value]  # same parameters as the action it wraps


def _tell_triggers(context_id: str, metadata: str) -> None:
    """Set what ``_pgh_attach_context`` reads, until the transaction ends; empty texts mean nobody."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT set_config('pghistory.context_id', %s, true),
                   set_config('pghistory.context_metadata', %s, true)
            """,
            [context_id, metadata],
        )
