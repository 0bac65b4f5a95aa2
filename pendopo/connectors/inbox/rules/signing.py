"""Proof that a message comes from the city's gateway: Standard Webhooks 1.0.0 (standardwebhooks.com).

The gateway signs ``{id}.{timestamp}.{body}`` with HMAC-SHA256; the timestamp is that of the try, so that a
message which was held back for a day is still taken, and a recorded one is not.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping

from pendopo.connectors.inbox.rules.errors import SignatureRefused

SECONDS = 300
"""How far the clocks of the gateway and ours may be apart."""
_PREFIX = "whsec_"
_LONGEST_ID = 200


def signature_of(secret: str, *, message_id: str, timestamp: int, body: bytes) -> str:
    """The value of ``webhook-signature`` for a message."""
    signed = f"{message_id}.{timestamp}.".encode() + body
    digest = hmac.new(_key(secret), signed, hashlib.sha256).digest()
    return "v1," + base64.b64encode(digest).decode()


def checked_id(secret: str, headers: Mapping[str, str], body: bytes, *, now: float) -> str:
    """The id of a message whose signature holds; raises ``SignatureRefused``.

    ``now`` in Unix seconds. A header may carry several signatures while the secret is being changed.
    """
    message_id, stamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    is_number = stamp.isascii() and stamp.isdigit() and len(stamp) <= 12  # noqa: PLR2004 - far beyond any moment
    if not message_id or len(message_id) > _LONGEST_ID or not is_number or abs(now - int(stamp)) > SECONDS:
        raise SignatureRefused
    right = signature_of(secret, message_id=message_id, timestamp=int(stamp), body=body).encode()
    given = headers.get("webhook-signature", "").split()
    if not any(hmac.compare_digest(right, each.encode()) for each in given):
        raise SignatureRefused
    return message_id


def _key(secret: str) -> bytes:
    """The key in a secret: base64 after the prefix of the standard, else the text itself."""
    if not secret.startswith(_PREFIX):
        return secret.encode()
    try:
        return base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
    except binascii.Error:
        return secret.encode()
