"""What the public may read of a report: which text, how much of it, and how exactly the place. Pure."""

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
}
"""Steps that the public may know of: what was done, not what people wrote to each other."""
TOLD_REASONS = frozenset({Verb.PAUSE, Verb.PROMISE, Verb.REFER})
"""Steps whose reason is written for everybody; their forms say so."""
HIDDEN_TEXT_STATES = frozenset({State.RECEIVED, State.REJECTED})

BLUR_STEPS = 3000
"""Places that are told lie on a grid of so many lines a degree."""


def is_text_public(state: State, visibility: Visibility, *, is_verified: bool) -> bool:
    """True when an officer has read the report and found it to be a matter, and no name was to be hidden.

    Who asks to hide the name may have written it into the text, where no mask finds it.
    """
    return is_verified and visibility is Visibility.OPEN and state not in HIDDEN_TEXT_STATES


def blurred(degrees: float) -> float:
    """A coordinate to about 37 metres, no finer than the public map: nobody's front door."""
    return round(round(degrees * BLUR_STEPS) / BLUR_STEPS, 5)
