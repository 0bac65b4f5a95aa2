"""What the inbox reads: its own rows for the coordinator, villages by name, and how a report stands."""

from pendopo.connectors.inbox.queries.messages import (
    MailboxDown,
    MessageFilter,
    MessageList,
    MessageRow,
    MessageText,
    count_kept,
    find_fault,
    list_messages,
)
from pendopo.connectors.inbox.queries.places import named_villages, place_words
from pendopo.connectors.inbox.queries.standing import Standing, find_standing

__all__ = [
    "MailboxDown",
    "MessageFilter",
    "MessageList",
    "MessageRow",
    "MessageText",
    "Standing",
    "count_kept",
    "find_fault",
    "find_standing",
    "list_messages",
    "named_villages",
    "place_words",
]
