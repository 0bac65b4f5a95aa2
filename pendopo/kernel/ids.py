"""Identifiers: ``uid`` for other systems, secrets and PINs for people without an account."""

from __future__ import annotations

import secrets
import uuid

from pendopo.kernel import clock

_PIN_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def new_uid() -> uuid.UUID:
    """A random identifier whose order follows time (UUID version 7, RFC 9562 section 5.7)."""
    milliseconds = int(clock.now().timestamp() * 1000)
    value = (milliseconds & (1 << 48) - 1) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return uuid.UUID(int=value)


def new_secret() -> str:
    """A secret for a link: 128 random bits, safe in a URL."""
    return secrets.token_urlsafe(16)


def new_pin() -> str:
    """Six characters that people can read aloud: no 0/O, 1/I/L."""
    return "".join(secrets.choice(_PIN_ALPHABET) for _ in range(6))
