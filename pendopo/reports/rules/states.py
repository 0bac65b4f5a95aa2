"""States of a report, verbs, and the one table of what may follow what."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from pendopo.reports.rules.errors import StepNotPossible

REOPEN_WINDOW = dt.timedelta(days=14)


class State(StrEnum):
    """Where a report stands."""

    RECEIVED = "received"
    """Accepted and routed; nobody has checked it yet."""
    VERIFIED = "verified"
    """Checked; it waits at the agency that holds it."""
    ASSIGNED = "assigned"
    """Given down to a post."""
    IN_PROGRESS = "in_progress"
    """Somebody works on it."""
    RESOLVED = "resolved"
    """The agency says it is done and shows a photo; the reporter has not agreed yet."""
    CONFIRMED = "confirmed"
    """The reporter agreed that it is done."""
    REJECTED = "rejected"
    """Refused with a reason."""


class Verb(StrEnum):
    """What people do to a report."""

    SUBMIT = "submit"
    VERIFY = "verify"
    ASSIGN = "assign"
    START = "start"
    HAND_OVER = "hand_over"
    ANSWER = "answer"
    NOTE = "note"
    RESOLVE = "resolve"
    CONFIRM = "confirm"
    REJECT = "reject"
    REOPEN = "reopen"
    RATE = "rate"
    ROUTE = "route"


OPEN_STATES = frozenset({State.RECEIVED, State.VERIFIED, State.ASSIGNED, State.IN_PROGRESS})
DONE_STATES = frozenset({State.RESOLVED, State.CONFIRMED})

_S, _V = State, Verb
TRANSITIONS: dict[State, dict[Verb, State]] = {
    _S.RECEIVED: {
        _V.VERIFY: _S.VERIFIED,
        _V.ASSIGN: _S.ASSIGNED,
        _V.HAND_OVER: _S.VERIFIED,
        _V.REJECT: _S.REJECTED,
        _V.ANSWER: _S.RECEIVED,
        _V.NOTE: _S.RECEIVED,
    },
    _S.VERIFIED: {
        _V.ASSIGN: _S.ASSIGNED,
        _V.START: _S.IN_PROGRESS,
        _V.HAND_OVER: _S.VERIFIED,
        _V.RESOLVE: _S.RESOLVED,
        _V.REJECT: _S.REJECTED,
        _V.ANSWER: _S.VERIFIED,
        _V.NOTE: _S.VERIFIED,
    },
    _S.ASSIGNED: {
        _V.ASSIGN: _S.ASSIGNED,
        _V.START: _S.IN_PROGRESS,
        _V.HAND_OVER: _S.VERIFIED,
        _V.RESOLVE: _S.RESOLVED,
        _V.ANSWER: _S.ASSIGNED,
        _V.NOTE: _S.ASSIGNED,
    },
    _S.IN_PROGRESS: {
        _V.ASSIGN: _S.ASSIGNED,
        _V.HAND_OVER: _S.VERIFIED,
        _V.RESOLVE: _S.RESOLVED,
        _V.ANSWER: _S.IN_PROGRESS,
        _V.NOTE: _S.IN_PROGRESS,
    },
    _S.RESOLVED: {
        _V.CONFIRM: _S.CONFIRMED,
        _V.REOPEN: _S.VERIFIED,
        _V.RATE: _S.RESOLVED,
        _V.ANSWER: _S.RESOLVED,
        _V.NOTE: _S.RESOLVED,
    },
    _S.CONFIRMED: {_V.REOPEN: _S.VERIFIED, _V.RATE: _S.CONFIRMED, _V.NOTE: _S.CONFIRMED},
    _S.REJECTED: {_V.REOPEN: _S.VERIFIED, _V.NOTE: _S.REJECTED},
}
"""State x verb -> state. What does not stand here cannot happen."""


class Visibility(StrEnum):
    """Who may know who reported."""

    OPEN = "open"
    """The agencies see the name; the public does not."""
    ANONYMOUS = "anonymous"
    """The name is hidden from everybody but the coordinator."""
    SECRET = "secret"  # noqa: S105 - a word of the law (rahasia), not a password
    """The report itself is hidden from the public; only who works on it sees it."""


class Audience(StrEnum):
    """For whom a step of the timeline is visible."""

    PUBLIC = "public"
    REPORTER = "reporter"
    INTERNAL = "internal"


INTERNAL_WORDS = frozenset({Verb.ASSIGN})
"""Steps that everybody sees, with words for officers only: the instruction of a disposisi."""


def next_state(state: State, verb: Verb) -> State:
    """The state after ``verb``; raises ``StepNotPossible`` when the table has no such row."""
    after = TRANSITIONS[state].get(verb)
    if after is None:
        raise StepNotPossible(state=state, verb=verb)
    return after


def possible_verbs(state: State) -> frozenset[Verb]:
    """Every verb the table allows in ``state``."""
    return frozenset(TRANSITIONS[state])


def can_reopen(finished_at: dt.datetime | None, now: dt.datetime) -> bool:
    """True within the window after the report was resolved or rejected."""
    return finished_at is not None and now - finished_at <= REOPEN_WINDOW
