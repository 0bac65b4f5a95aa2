"""How long and how often: of talks with a sender, of mail, of what is kept."""

from __future__ import annotations

import datetime as dt

TALK = dt.timedelta(hours=24)
"""What is missing may be sent within this time; later a person looks."""
MOST_QUESTIONS = 3
"""After so many messages that together are still no report, a person looks."""
QUIET = dt.timedelta(minutes=2)
"""Who sends photo, place and words as three messages is asked the same thing once in this time."""
ONE_HOUR = dt.timedelta(hours=1)
FETCH_AGAIN = dt.timedelta(hours=1)
"""For so long a photo that cannot be fetched is tried again before the message goes on without it."""
LARGEST_LETTER = 40_000_000
"""Bytes of a letter that is read whole; of a larger one only the beginning."""
BEGINNING = 400_000
"""How much of a larger letter is read: its head and its words, which stand first."""
AT_ONCE = 200
"""Letters that one look into the mailbox takes."""
LEAST_LETTERS = 6
"""Letters below which a text tells nothing."""


def is_told(text: str) -> bool:
    """True when ``text`` says enough to be a report."""
    return sum(letter.isalpha() for letter in text) >= LEAST_LETTERS
