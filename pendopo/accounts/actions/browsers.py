"""Browsers in which a person is told; each change is written down about the own account."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable

from django.contrib.sessions.models import Session
from django.db import transaction
from django.urls import reverse

from pendopo.accounts import rules
from pendopo.accounts.models import Account
from pendopo.accounts.permissions import own_account
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.audit import chain
from pendopo.kernel.notifications.api import (
    BrowserNotFound,
    Recipient,
    forget_browser,
    forget_browser_at,
    forget_browsers,
    keep_browser,
    notify,
)
from pendopo.kernel.throttle.api import spend_try

SESSION_BROWSER = "accounts_browser"
"""Key of the session under which the id of its browser is remembered: when one ends, so does the other."""


def add_browser(actor: Actor, *, endpoint: str, p256dh: str, auth: str, user_agent: str) -> int:
    """Tell this browser from now on; returns its id. Asking again changes nothing that is written down.

    Raises ``UnusableBrowser``, ``PushServiceUnknown`` and, when asked too often, ``TooOften``.
    """
    account_id = own_account(actor)
    spend_try(rules.BROWSERS_FOR_ACCOUNT, str(account_id))
    device = rules.device_of(user_agent)
    with transaction.atomic():
        kept = keep_browser(account_id, endpoint=endpoint, p256dh=p256dh, auth=auth, device=device)
        if kept.is_new:
            _write_down(actor, "accounts.browser_added", device=device)
    return kept.id


@transaction.atomic
def remove_browser(actor: Actor, *, browser_id: int) -> None:
    """Tell one of the own browsers no more; raises ``BrowserNotFound``."""
    forget_browser(own_account(actor), browser_id=browser_id)
    _write_down(actor, "accounts.browser_removed")


@transaction.atomic
def remove_browser_at(actor: Actor, *, endpoint: str) -> None:
    """Tell the browser behind ``endpoint`` no more, when it is an own one."""
    if forget_browser_at(own_account(actor), endpoint=endpoint):
        _write_down(actor, "accounts.browser_removed")


@transaction.atomic
def remove_browsers(actor: Actor) -> int:
    """Tell no browser of the actor any more; returns how many there were."""
    count = forget_browsers(own_account(actor))
    if count:
        _write_down(actor, "accounts.browser_removed", count=count)
    return count


def leave_browser(actor: Actor, *, browser_id: int | None, endpoint: str) -> None:
    """Whoever signs out is told here no more: by what the session remembers, and by what the page says."""
    if actor.account_id is None:
        return
    if browser_id is not None:
        with contextlib.suppress(BrowserNotFound):
            remove_browser(actor, browser_id=browser_id)
    if endpoint:
        remove_browser_at(actor, endpoint=endpoint)


def forget_browsers_of_sessions(account_id: int, session_keys: Iterable[str]) -> None:
    """Tell the browsers of ending sessions no more; call it before the sessions are gone."""
    for session in Session.objects.filter(session_key__in=list(session_keys)):
        browser_id = session.get_decoded().get(SESSION_BROWSER)
        if browser_id is not None:
            with contextlib.suppress(BrowserNotFound):
                forget_browser(account_id, browser_id=browser_id)


@transaction.atomic
def send_trial(actor: Actor) -> bool:
    """A message to every own browser, at most one a minute; False when nothing was sent."""
    account = Account.objects.get(pk=own_account(actor))
    sent = notify(
        to=Recipient(account_id=account.pk),
        template="accounts/trial",
        facts={},
        subject=f"account:{account.uid}",
        dedupe=f"trial:{account.uid}:{clock.now():%Y%m%d%H%M}",
        path=reverse("accounts:notifications_page"),
    )
    return bool(sent)


def _write_down(actor: Actor, action: str, **facts: object) -> None:
    account = Account.objects.get(pk=own_account(actor))
    chain.record(actor, action=action, subject=f"account:{account.uid}", facts=facts)
