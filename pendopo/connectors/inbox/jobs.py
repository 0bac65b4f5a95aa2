"""Work on messages outside of any request."""

from __future__ import annotations

from pendopo.connectors.inbox.actions import (
    forget_messages,
    hand_to_a_person,
    handle_message,
    poll_mailbox,
)
from pendopo.kernel.jobs.queue import job, periodic


class PhotoNotYet(Exception):
    """A photo of the message could not be fetched; the queue tries again later."""


@job("inbox.handle_message", queue="messages")
def handle_one_message(message_id: int) -> None:
    """Let follow from one message what follows; idempotent, for its fate is settled with it."""
    if not handle_message(message_id):
        raise PhotoNotYet(str(message_id))


@periodic("inbox.poll_mailbox", cron="* * * * * */20")
def poll(_moment: int) -> None:
    """New letters, every twenty seconds, where a mailbox is set."""
    poll_mailbox()


@periodic("inbox.hand_to_a_person", cron="*/10 * * * *")
def hand_silent_talks_to_a_person(_moment: int) -> None:
    """Whoever was asked and did not answer within a day, every ten minutes."""
    while hand_to_a_person():
        pass


@periodic("inbox.forget_messages", cron="40 2 * * *")
def forget_settled_messages(_moment: int) -> None:
    """What was settled long ago, every night."""
    while forget_messages():
        pass
