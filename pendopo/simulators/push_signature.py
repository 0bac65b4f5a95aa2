"""Whether a message to a push service is signed as RFC 8292 asks: a token, and the key that signed it."""

from __future__ import annotations

import json
import re

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from pendopo.simulators.push_browser import from_base64url

_HEADER = re.compile(r"vapid\s+(?=.*\bt=(?P<token>[\w.-]+))(?=.*\bk=(?P<key>[\w-]+))")
_LONGEST_LIFE = 24 * 3600
_HALF = 32


class Unsigned(Exception):
    """No signature, a wrong one, or one for another service or another day."""


def check_signature(authorization: str, *, audience: str, now: float) -> str:
    """The key that signed, in base64url; raises ``Unsigned``. ``now`` in Unix seconds."""
    found = _HEADER.match(authorization)
    if not found or found["token"].count(".") != 2:  # noqa: PLR2004 - a token has three parts
        raise Unsigned("no token and key")
    head, claims, signature = found["token"].split(".")
    try:
        _verify(found["key"], f"{head}.{claims}".encode(), from_base64url(signature))
        kind, said = json.loads(from_base64url(head)), json.loads(from_base64url(claims))
        is_es256 = kind.get("alg") == "ES256"
        is_timely = now < float(said.get("exp", 0)) <= now + _LONGEST_LIFE
    except (ValueError, TypeError, AttributeError, InvalidSignature) as fault:
        raise Unsigned("the signature does not fit, or signs no claims") from fault
    is_contact = str(said.get("sub", "")).startswith(("mailto:", "https:"))
    if not is_es256 or said.get("aud") != audience or not is_timely or not is_contact:
        raise Unsigned("for another service or another day")
    return found["key"]


def _verify(key: str, signed: bytes, signature: bytes) -> None:
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), from_base64url(key))
    r, s = (int.from_bytes(half, "big") for half in (signature[:_HALF], signature[_HALF:]))
    public.verify(encode_dss_signature(r, s), signed, ec.ECDSA(SHA256()))
