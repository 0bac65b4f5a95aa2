"""What is done with messages: take them in, answer or report them, let a person decide, forget them."""

from pendopo.connectors.inbox.actions.deciding import dismiss_message, open_message, turn_into_report
from pendopo.connectors.inbox.actions.handling import handle_message
from pendopo.connectors.inbox.actions.polling import poll_mailbox
from pendopo.connectors.inbox.actions.taking import Taken, take_arrival
from pendopo.connectors.inbox.actions.upkeep import forget_messages, hand_to_a_person

__all__ = [
    "Taken",
    "dismiss_message",
    "forget_messages",
    "hand_to_a_person",
    "handle_message",
    "open_message",
    "poll_mailbox",
    "take_arrival",
    "turn_into_report",
]
