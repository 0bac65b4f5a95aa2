"""The front door of notifications."""

from __future__ import annotations

from pendopo.kernel.notifications.actions import notify
from pendopo.kernel.notifications.browsers import (
    forget_browser,
    forget_browser_at,
    forget_browsers,
    keep_browser,
    renew_browser,
)
from pendopo.kernel.notifications.models import Message
from pendopo.kernel.notifications.push import application_server_key
from pendopo.kernel.notifications.push_rules import BROWSER_LIMIT, BrowserNotFound
from pendopo.kernel.notifications.queries import BrowserRow, MessageRow, list_browsers, list_messages
from pendopo.kernel.notifications.rules import Fate, MessageChannel, Recipient

__all__ = [
    "BROWSER_LIMIT",
    "BrowserNotFound",
    "BrowserRow",
    "Fate",
    "Message",
    "MessageChannel",
    "MessageRow",
    "Recipient",
    "application_server_key",
    "forget_browser",
    "forget_browser_at",
    "forget_browsers",
    "keep_browser",
    "list_browsers",
    "list_messages",
    "notify",
    "renew_browser",
]
