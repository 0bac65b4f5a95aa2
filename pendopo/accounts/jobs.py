"""Upkeep of accounts by the clock."""

from __future__ import annotations

from pendopo.accounts.actions.upkeep import anonymise_unverified, forget_expired
from pendopo.kernel.actor import SYSTEM
from pendopo.kernel.jobs.queue import periodic


@periodic("accounts.forget_expired", cron="*/5 * * * *")
def forget_expired_codes(_moment: int) -> None:
    """Codes and invitations that no longer count, every five minutes."""
    forget_expired()


@periodic("accounts.anonymise_unverified", cron="20 2 * * *")
def anonymise_who_never_came(_moment: int) -> None:
    """Accounts that nobody ever proved to own, every night."""
    anonymise_unverified(SYSTEM)
