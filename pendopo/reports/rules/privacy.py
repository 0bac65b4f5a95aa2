"""What the public may read of a report: which text, and how much of it. Pure."""

from __future__ import annotations

import re

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

MASK = "•••"
_PLATE_AREAS = (
    "AA|AB|AD|AE|AG|A|BA|BB|BD|BE|BG|BH|BK|BL|BM|BN|BP|B|CC|CD|DA|DB|DC|DD|DE|DG|DH|DK|DL|DM|DN|DP|DR|DS|DT|DW|D|"
    "EA|EB|ED|E|F|G|H|KB|KH|KT|KU|K|L|M|N|PA|PB|PG|PS|PY|P|RI|R|S|T|W|Z"
)
"""Letters with which Indonesian number plates begin (Regulation of the Police 7/2021)."""
_BETWEEN = r"[\s.\-/_()\u2010-\u2015\u00ad\u200b-\u200d\u2060]{0,2}"
"""What people put between the digits of a number, also what cannot be seen."""
_PERSONAL = re.compile(
    rf"""
    (?P<ours>\b[A-Z]{{2,5}}-\d{{4}}-\d{{6,}}\b)
    | [^\s@]{{1,64}}@[^\s@]{{1,255}}\.[^\s@]+
    | \+?\(?\d(?:{_BETWEEN}\d){{8,}}
    | (?<![^\W\d_])(?:{_PLATE_AREAS})[\s.\-]{{0,2}}\d{{1,4}}[\s.\-]{{0,2}}[A-Z]{{1,3}}(?![^\W_])
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""A number of a report, which stays; an e-mail address; nine digits or more (telephone, NIK, KK, account,
exact coordinates); a number plate."""


def masked(text: str) -> str:
    """``text`` without what leads to a person: telephone, NIK, KK, e-mail, number plate.

    Names stay: no rule knows them. Masking twice is masking once.
    """
    return _PERSONAL.sub(lambda found: found["ours"] or MASK, text)


def is_text_public(state: State, visibility: Visibility, *, is_verified: bool) -> bool:
    """True when an officer has read the report and found it to be a matter, and no name was to be hidden.

    Who asks to hide the name may have written it into the text, where no mask finds it.
    """
    return is_verified and visibility is Visibility.OPEN and state not in HIDDEN_TEXT_STATES
