"""Channels, fates, and which channel a person is told by. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class MessageChannel(StrEnum):
    """The ways a message can go."""

    EMAIL = "email"
    WHATSAPP = "whatsapp"
    SMS = "sms"
    PUSH = "push"


class Fate(StrEnum):
    """What became of a message."""

    QUEUED = "queued"
    SENT = "sent"
    """The next system took it; more is not known."""
    FAILED = "failed"
    """A try failed; there will be another."""
    GIVEN_UP = "given_up"
    """The address is wrong, or every try failed."""
    KEPT = "kept"
    """This installation has no way to send it; it can be read here."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom to tell; empty ways are not used."""

    account_id: int | None = None
    email: str = ""
    phone: str = ""
    phone_way: MessageChannel = MessageChannel.WHATSAPP
    """How the phone is told: who wrote by SMS may have nothing else."""


def channels_for(recipient: Recipient) -> list[tuple[MessageChannel, str]]:
    """The ways to reach ``recipient``: the phone first, else e-mail."""
    ways: list[tuple[MessageChannel, str]] = []
    if recipient.phone:
        ways.append((recipient.phone_way, recipient.phone))
    elif recipient.email:
        ways.append((MessageChannel.EMAIL, recipient.email))
    return ways


def split_text(rendered: str) -> tuple[str, str]:
    """Subject and body of a rendered template: the first line, then everything after it."""
    subject, _, body = rendered.strip().partition("\n")
    return subject.strip(), body.strip()
