"""How often other systems may ask and send."""

from __future__ import annotations

import datetime as dt

from pendopo.connectors.open311.rules.errors import QuotaSpent
from pendopo.kernel.throttle.rules import Limit

USUAL_PER_DAY = 1000
MOST_PER_DAY = 1_000_000


def asking_limit(per_hour: int) -> Limit:
    """How many questions one network may ask, with or without a key."""
    return Limit("open311", per_hour, dt.timedelta(hours=1))


def sending_limit(per_day: int) -> Limit:
    """How many reports and words one key may send."""
    return Limit("open311-key", per_day, dt.timedelta(days=1), QuotaSpent)
