"""Sending messages outside of any request."""

from __future__ import annotations

from pendopo.kernel.jobs.queue import job, periodic
from pendopo.kernel.notifications.actions import forget_old_messages, hand_on


class NotYetSent(Exception):
    """The next system did not take the message; the queue tries again later."""


@job("notifications.send_message", queue="messages")
def send_message(message_id: int) -> None:
    """Hand one message on; idempotent, for a sent message is not sent again."""
    if not hand_on(message_id):
        raise NotYetSent(str(message_id))


@periodic("notifications.forget_old_messages", cron="30 2 * * *")
def forget_messages_in_time(_moment: int) -> None:
    """Messages older than they may be kept, every night."""
    forget_old_messages()
