"""The browser at the far end of a simulated push service: its keys, and reading what only it can read.

Written from RFC 8188 and RFC 8291 alone, so that it proves what the product encrypts with a library.
"""

from __future__ import annotations

import base64
import os
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

_SALT_BYTES, _RECORD_SIZE_BYTES, _LAST_RECORD = 16, 4, 2


class Unreadable(Exception):
    """Not encrypted for this browser; a real one shows nothing and says nothing."""


def base64url(raw: bytes) -> str:
    """Bytes as text without padding."""
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def from_base64url(text: str) -> bytes:
    """The bytes behind ``base64url``; raises ``ValueError``."""
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


@dataclass(frozen=True)
class Subscription:
    """One browser that let itself be told."""

    id: str
    endpoint: str
    server_key: str = ""
    """The key of the only site that may send (RFC 8292, 4), in base64url; empty for any."""
    private_key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1()), repr=False
    )
    secret: bytes = field(default_factory=lambda: os.urandom(16), repr=False)

    @property
    def keys(self) -> dict[str, str]:
        """What a page reads with ``subscription.toJSON().keys``."""
        return {"p256dh": base64url(_point(self.private_key.public_key())), "auth": base64url(self.secret)}

    def read(self, body: bytes) -> str:
        """The text in the only record of ``body``; raises ``Unreadable``."""
        salt, rest = body[:_SALT_BYTES], body[_SALT_BYTES + _RECORD_SIZE_BYTES :]
        if not rest or len(rest) <= 1 + rest[0]:
            raise Unreadable("too short")
        sender, sealed = rest[1 : 1 + rest[0]], rest[1 + rest[0] :]
        try:
            key, nonce = self._key_and_nonce(sender, salt)
            record = AESGCM(key).decrypt(nonce, sealed, None).rstrip(b"\0")
            text = record[:-1].decode()
        except (ValueError, InvalidTag) as fault:
            raise Unreadable("encrypted for another browser, or no text") from fault
        if record[-1:] != bytes([_LAST_RECORD]):
            raise Unreadable("more than one record")
        return text

    def _key_and_nonce(self, sender: bytes, salt: bytes) -> tuple[bytes, bytes]:
        """RFC 8291, 3.4, then RFC 8188, 2.2 and 2.3."""
        their_key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender)
        shared = self.private_key.exchange(ec.ECDH(), their_key)
        both = b"WebPush: info\0" + _point(self.private_key.public_key()) + sender
        material = _derived(shared, self.secret, both, 32)
        return (
            _derived(material, salt, b"Content-Encoding: aes128gcm\0", 16),
            _derived(material, salt, b"Content-Encoding: nonce\0", 12),
        )


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _derived(material: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(material)
