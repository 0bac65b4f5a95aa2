"""How a simulated system can fail, chosen by ``POST /failure`` while it runs."""

from __future__ import annotations

from enum import StrEnum


class Failure(StrEnum):
    """The ways outside systems have been seen to fail."""

    NONE = "none"
    SLOW = "slow"
    """Answers after three seconds."""
    DOWN = "down"
    """Answers 503."""
    WRONG = "wrong"
    """Answers 200 with something that cannot be read."""
    TWICE = "twice"
    """Does its work twice for one request, as systems without idempotency do."""
    LOST = "lost"
    """Does its work, then closes the connection without an answer."""
    REFUSED = "refused"
    """Answers 400: the address is not accepted."""


SLOW_SECONDS = 3.0
