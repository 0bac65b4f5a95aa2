"""The front door of notifications."""

from __future__ import annotations

from pendopo.kernel.notifications.actions import keep_push_subscription, notify
from pendopo.kernel.notifications.models import Message
from pendopo.kernel.notifications.rules import Fate, MessageChannel, Recipient

__all__ = ["Fate", "Message", "MessageChannel", "Recipient", "keep_push_subscription", "notify"]
