"""Personal data: declared per model, encrypted at rest, found by keyed hash, masked on screens.

Law 27/2022 on the protection of personal data asks for purpose and retention (articles 16, 27 and 28);
each model states them in ``personal_data``. Encryption is AES-256-GCM with a random nonce; the first
byte of the stored text names the key, so keys can be rotated without reading everything at once.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models

_NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class Declaration:
    """Which fields of a model are personal, why they are kept, and for how long."""

    fields: tuple[str, ...] = ()
    purpose: str = ""
    retention: str = ""


NONE = Declaration()
"""The model holds no personal data."""


def declare(*fields: str, purpose: str, retention: str) -> Declaration:
    """State the personal ``fields`` of a model with ``purpose`` and ``retention`` in words."""
    return Declaration(fields=fields, purpose=purpose, retention=retention)


@lru_cache(maxsize=4)
def _key(purpose: str) -> bytes:
    secret = settings.PERSONAL_DATA_KEY.encode()
    return hmac.new(secret, f"pendopo:{purpose}".encode(), hashlib.sha256).digest()


def encrypt(plain: str) -> str:
    """``plain`` as text that only this installation can read; empty stays empty."""
    if not plain:
        return ""
    nonce = os.urandom(_NONCE_BYTES)
    sealed = AESGCM(_key("encrypt")).encrypt(nonce, plain.encode(), None)
    return "1" + base64.urlsafe_b64encode(nonce + sealed).decode()


def decrypt(stored: str) -> str:
    """The plain text of ``encrypt``; raises ``ValueError`` when it was changed or the key is another."""
    if not stored:
        return ""
    if stored[0] != "1":
        raise ValueError("unknown key version of an encrypted field")
    raw = base64.urlsafe_b64decode(stored[1:])
    try:
        return AESGCM(_key("encrypt")).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], None).decode()
    except InvalidTag as fault:
        raise ValueError("an encrypted field was changed, or the key is another") from fault


def keyed_hash(value: str, purpose: str) -> str:
    """A look-up value for ``value`` that is useless without the installation's key."""
    return hmac.new(_key(f"hash:{purpose}"), value.encode(), hashlib.sha256).hexdigest()


def mask(value: str, *, keep: int = 4) -> str:
    """``value`` for a screen: only the last ``keep`` characters stay."""
    if not value:
        return ""
    return "•" * max(len(value) - keep, 4) + value[-keep:]


class EncryptedTextField(models.TextField[Any, Any]):
    """A text column whose content is encrypted at rest and plain in Python."""

    description = "encrypted text"

    def get_prep_value(self, value: Any) -> Any:
        """Encrypt on the way to the database."""
        return value if value is None else encrypt(str(value))

    def from_db_value(self, value: Any, _expression: object, _connection: object) -> Any:
        """Decrypt on the way back."""
        return value if value is None else decrypt(value)
