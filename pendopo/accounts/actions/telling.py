"""Telling the owner of an account that something about its security changed."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext

from pendopo.accounts.models import Account
from pendopo.kernel.ids import new_uid
from pendopo.kernel.notifications.api import Recipient, notify


def tell_owner(account: Account, action: str, what: str) -> None:
    """Send ``what`` to the contact that ``account`` has now, and to its browsers.

    Call it before a contact is replaced: the new one may belong to whoever took the account over.
    """
    notify(
        to=Recipient(
            account_id=account.pk, email=account.email, phone="" if account.email else account.phone
        ),
        template="accounts/security_changed",
        facts={"what": gettext(what), "link": f"{settings.ORIGIN}/keamanan/"},
        subject=f"account:{account.uid}",
        dedupe=f"{action}:{new_uid()}",
        path="/keamanan/",
    )
