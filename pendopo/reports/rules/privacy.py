"""What the public may read of a report: which text, and how much of it. Pure."""

from __future__ import annotations

from pendopo.reports.rules.states import State, Verb, Visibility

PUBLIC_VISIBILITIES = frozenset({Visibility.OPEN, Visibility.ANONYMOUS})
"""Reports that the public may know of at all."""
TOLD_VERBS = frozenset(Verb) - {
    Verb.SUBMIT,
    Verb.ROUTE,
    Verb.NOTE,
    Verb.ANSWER,
    Verb.ASK,
    Verb.RATE,
    Verb.SUPPORT,
    Verb.ESCALATE,
}
"""Steps that the public may know of: what was done, not what people wrote to each other."""
TOLD_REASONS = frozenset({Verb.PAUSE, Verb.PROMISE, Verb.REFER})
"""Steps whose reason is written for everybody; their forms say so."""
HIDDEN_TEXT_STATES = frozenset({State.RECEIVED, State.REJECTED})


def is_text_public(state: State, visibility: Visibility, *, is_verified: bool) -> bool:
    """True when an officer has read the report and found it to be a matter, and no name was to be hidden.

    Who asks to hide the name may have written it into the text, where no mask finds it.
    """
    return is_verified and visibility is Visibility.OPEN and state not in HIDDEN_TEXT_STATES
