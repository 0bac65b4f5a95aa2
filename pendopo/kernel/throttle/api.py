"""The front door of the throttle."""

from __future__ import annotations

from pendopo.kernel.throttle.actions import (
    forget_ended,
    forget_tries,
    give_try_back,
    spend_try,
    use_once,
)
from pendopo.kernel.throttle.door import client_address, count_sending
from pendopo.kernel.throttle.rules import Limit, network_of

__all__ = [
    "Limit",
    "client_address",
    "count_sending",
    "forget_ended",
    "forget_tries",
    "give_try_back",
    "network_of",
    "spend_try",
    "use_once",
]
