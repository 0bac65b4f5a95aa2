"""Second factors: counting tries, setting up and taking off; each change is written down and told."""

from __future__ import annotations

import datetime as dt

from pendopo.accounts.actions.throttle import forget_tries, spend_try, use_once
from pendopo.accounts.models import Account
from pendopo.accounts.rules import Counted
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.audit import chain

_CODE_REUSE = dt.timedelta(minutes=3)
"""Longer than any code is accepted: 30 seconds, and one period before and after."""


def start_factor(account: Account) -> None:
    """Count a try; raises ``TooManySignIns``."""
    spend_try(Counted.SECOND_FACTOR, str(account.pk))


def accept_factor(account: Account, code: str) -> bool:
    """Let a fitting factor count; False for a code that was used already. A passkey has no code."""
    digits = "".join(filter(str.isdigit, code))
    if digits and not use_once(f"{account.pk}:{digits}", until=clock.now() + _CODE_REUSE):
        return False
    forget_tries(Counted.SECOND_FACTOR, str(account.pk))
    return True


def refuse_factor(actor: Actor, account: Account) -> None:
    """Write down that a second factor did not fit."""
    chain.record(actor, action="accounts.factor_failed", subject=f"account:{account.uid}")
