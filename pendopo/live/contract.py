"""The contract between the pages and the live process: a signed permission to listen to channels. Pure.

The pages sign (`sign`), the browser carries the token, the live process checks it (`verify`). A channel is a
plain name such as `situation` or `agency:3`; a token grants exactly the channels it names.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass

NOTIFY_CHANNEL = "pendopo_live"
"""Channel of PostgreSQL's NOTIFY on which one message per transaction arrives."""

_PURPOSE = b"pendopo.live.1"


class TokenRefused(Exception):
    """The token is forged, damaged or expired; the text says which, for logs, in English."""


@dataclass(frozen=True, slots=True)
class Permission:
    """What a valid token allows: these channels, until this moment."""

    channels: frozenset[str]
    expires_at: dt.datetime


def sign(channels: Iterable[str], expires_at: dt.datetime, key: str) -> str:
    """Token for `channels` until `expires_at` (aware), safe inside a URL."""
    claims = {"c": sorted(set(channels)), "e": int(expires_at.timestamp())}
    body = _encode(json.dumps(claims, separators=(",", ":")).encode())
    return f"{body}.{_encode(_signature(body, key))}"


def verify(token: str, key: str, now: dt.datetime) -> Permission:
    """The permission `token` carries at the moment `now` (aware). Raises TokenRefused."""
    body, _, signature = token.partition(".")
    if not hmac.compare_digest(_encode(_signature(body, key)).encode(), signature.encode()):
        raise TokenRefused("forged")
    try:
        claims = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
        permission = Permission(frozenset(claims["c"]), dt.datetime.fromtimestamp(claims["e"], dt.UTC))
    except (binascii.Error, ValueError, KeyError, TypeError):
        raise TokenRefused("damaged") from None
    if permission.expires_at <= now:
        raise TokenRefused("expired")
    return permission


def _signature(body: str, key: str) -> bytes:
    return hmac.new(key.encode(), _PURPOSE + body.encode(), hashlib.sha256).digest()


def _encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
