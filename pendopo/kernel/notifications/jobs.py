"""Sending messages outside of any request."""

from __future__ import annotations

from pendopo.kernel.jobs.queue import job
from pendopo.kernel.notifications.actions import hand_on


class NotYetSent(Exception):
    """The next system did not take the message; the queue tries again later."""


@job("notifications.send_message", queue="messages")
def send_message(message_id: int) -> None:
    """Hand one message on; idempotent, for a sent message is not sent again."""
    if not hand_on(message_id):
        raise NotYetSent(str(message_id))
