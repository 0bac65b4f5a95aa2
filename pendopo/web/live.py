"""Addresses of the event stream: which channels a page may hear, signed, for ten minutes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.conf import settings
from django.utils.http import urlencode

from pendopo.kernel import clock
from pendopo.live.contract import sign

TOKEN_LIFE = dt.timedelta(minutes=10)
"""Then the page asks for another address, which only a person gets who may still hear: who signed out or lost
a post hears no longer than this."""


def live_url(channels: Sequence[str]) -> str:
    """The address of the event stream for ``channels``; the page's view has checked that they are allowed."""
    token = sign(list(channels), clock.now() + TOKEN_LIFE, settings.LIVE_KEY)
    return f"{settings.LIVE_ORIGIN}/events?{urlencode({'token': token})}"
