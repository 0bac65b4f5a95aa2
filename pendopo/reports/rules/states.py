"""States of a report, verbs, and the one table of what may follow what."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from pendopo.reports.rules.errors import PromiseNeedsADay, StepNotPossible

REOPEN_WINDOW = dt.timedelta(days=14)
UNSEALED_FOR = dt.timedelta(hours=24)
"""How long the two who opened the identity behind a secret report may look at it."""


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
    PROMISED = "promised"
    """Done on a condition: the agency will do it by a day that everybody can read, and why not now."""
    REFERRED = "referred"
    """Handed on to a body outside the local government, under that body's number."""
    MERGED = "merged"
    """The same matter as another report; what happens to that one is told to this reporter too."""


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
    ASK = "ask"
    PAUSE = "pause"
    RESUME = "resume"
    PROMISE = "promise"
    RECALL = "recall"
    REFER = "refer"
    MERGE = "merge"
    SPLIT = "split"
    CHECK = "check"
    CONTEST = "contest"
    SUPPORT = "support"
    UNSEAL = "unseal"
    COORDINATE = "coordinate"
    COORDINATION_ANSWER = "coordination_answer"
    COORDINATION_DECLINE = "coordination_decline"
    COORDINATION_WITHDRAW = "coordination_withdraw"
    ESCALATE = "escalate"


OPEN_STATES = frozenset({State.RECEIVED, State.VERIFIED, State.ASSIGNED, State.IN_PROGRESS})
DONE_STATES = frozenset({State.RESOLVED, State.CONFIRMED})
PARENT_STATES = OPEN_STATES | {State.PROMISED}
"""States of a report that others may be merged into."""

_S, _V = State, Verb


def _staying(state: State, *verbs: Verb) -> dict[Verb, State]:
    return dict.fromkeys((*verbs, _V.ANSWER, _V.NOTE, _V.UNSEAL), state)


_HELP = (_V.COORDINATION_ANSWER, _V.COORDINATION_DECLINE, _V.COORDINATION_WITHDRAW)
"""What becomes of a question to another agency."""
_OPEN_ACTS = (_V.ASK, _V.PAUSE, _V.RESUME, _V.SUPPORT, _V.ESCALATE, _V.COORDINATE, *_HELP)
"""What can be done to an open report without moving it."""
_WAYS_OUT = {_V.HAND_OVER: _S.VERIFIED, _V.CONTEST: _S.VERIFIED, _V.REFER: _S.REFERRED, _V.MERGE: _S.MERGED}
"""Who else is there for it: another agency, the arbiter, a body outside, another report."""

TRANSITIONS: dict[State, dict[Verb, State]] = {
    _S.RECEIVED: {
        **_staying(_S.RECEIVED, *_OPEN_ACTS),
        **_WAYS_OUT,
        _V.VERIFY: _S.VERIFIED,
        _V.ASSIGN: _S.ASSIGNED,
        _V.REJECT: _S.REJECTED,
    },
    _S.VERIFIED: {
        **_staying(_S.VERIFIED, *_OPEN_ACTS),
        **_WAYS_OUT,
        _V.ASSIGN: _S.ASSIGNED,
        _V.START: _S.IN_PROGRESS,
        _V.RESOLVE: _S.RESOLVED,
        _V.PROMISE: _S.PROMISED,
        _V.REJECT: _S.REJECTED,
    },
    _S.ASSIGNED: {
        **_staying(_S.ASSIGNED, *_OPEN_ACTS),
        **_WAYS_OUT,
        _V.ASSIGN: _S.ASSIGNED,
        _V.START: _S.IN_PROGRESS,
        _V.RESOLVE: _S.RESOLVED,
        _V.PROMISE: _S.PROMISED,
    },
    _S.IN_PROGRESS: {
        **_staying(_S.IN_PROGRESS, *_OPEN_ACTS),
        **_WAYS_OUT,
        _V.ASSIGN: _S.ASSIGNED,
        _V.RESOLVE: _S.RESOLVED,
        _V.PROMISE: _S.PROMISED,
    },
    _S.PROMISED: {
        **_staying(_S.PROMISED, _V.SUPPORT, *_HELP),
        _V.PROMISE: _S.PROMISED,
        _V.START: _S.IN_PROGRESS,
        _V.RESOLVE: _S.RESOLVED,
        _V.RECALL: _S.VERIFIED,
        _V.REOPEN: _S.VERIFIED,
    },
    _S.RESOLVED: {
        **_staying(_S.RESOLVED),
        _V.CONFIRM: _S.CONFIRMED,
        _V.CHECK: _S.CONFIRMED,
        _V.REOPEN: _S.VERIFIED,
        _V.RATE: _S.RESOLVED,
    },
    _S.CONFIRMED: {
        _V.REOPEN: _S.VERIFIED,
        _V.RATE: _S.CONFIRMED,
        _V.NOTE: _S.CONFIRMED,
        _V.UNSEAL: _S.CONFIRMED,
    },
    _S.REJECTED: {_V.REOPEN: _S.VERIFIED, _V.NOTE: _S.REJECTED, _V.UNSEAL: _S.REJECTED},
    _S.REFERRED: {**_staying(_S.REFERRED), _V.REFER: _S.REFERRED, _V.REOPEN: _S.VERIFIED},
    _S.MERGED: {**_staying(_S.MERGED), _V.SPLIT: _S.VERIFIED},
}
"""State x verb -> state. What does not stand here cannot happen."""

PAUSED_VERBS = frozenset({
    _V.NOTE, _V.ANSWER, _V.ASK, _V.PAUSE, _V.SUPPORT, _V.ESCALATE, _V.COORDINATE, *_HELP,
})  # fmt: skip
"""What leaves a pause as it is; every other act ends it. The reporter's own answer ends it too."""

LIMIT_KEEPING_VERBS = PAUSED_VERBS | {_V.RESUME}
"""What leaves the limit that counts as it is, such as the hours of the arbiter."""


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


INTERNAL_WORDS = frozenset({Verb.ASSIGN, Verb.COORDINATE, *_HELP})
"""Steps that everybody sees, with words for officers only: instructions, what agencies tell each other."""


def next_state(state: State, verb: Verb) -> State:
    """The state after ``verb``; raises ``StepNotPossible`` when the table has no such row."""
    after = TRANSITIONS[state].get(verb)
    if after is None:
        raise StepNotPossible(state=state, verb=verb)
    return after


def possible_verbs(state: State) -> frozenset[Verb]:
    """Every verb the table allows in ``state``."""
    return frozenset(TRANSITIONS[state])


LONGEST_PROMISE = dt.timedelta(days=730)
"""Two budgets ahead; what is further away is no promise but a plan."""


def check_promise(day: dt.date, today: dt.date) -> None:
    """Raise ``PromiseNeedsADay`` unless ``day`` is to come, within two years."""
    if not today < day <= today + LONGEST_PROMISE:
        raise PromiseNeedsADay(fields={"day": PromiseNeedsADay.text})


def can_reopen(finished_at: dt.datetime, now: dt.datetime) -> bool:
    """True within the window after the report came to an end."""
    return now - finished_at <= REOPEN_WINDOW
