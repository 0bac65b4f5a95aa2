"""A letter as it lies in a mailbox (RFC 5322, RFC 2045) as an arrival; never raises over its content."""

from __future__ import annotations

import email
import email.policy
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr

from pendopo.connectors.inbox.adapters.html_words import words_of_html
from pendopo.connectors.inbox.rules.errors import LETTER_TOO_LARGE
from pendopo.connectors.inbox.rules.mail import is_automatic, own_words
from pendopo.connectors.inbox.rules.messages import MOST_PHOTOS, Arrival, one_line, tidied
from pendopo.connectors.inbox.rules.words import bare_subject
from pendopo.kernel.actor import Channel

_MOST_PARTS = 200
_DEEPEST = 20
_MALFORMED = (MessageError, LookupError, ValueError, TypeError, AttributeError, IndexError, RecursionError)
"""What the standard library raises over letters that were written wrongly; it promises no single class."""
_NO_PHOTO_KINDS = frozenset({"text", "message", "multipart"})
_NO_PHOTOS = frozenset(
    {
        "application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature",
        "application/ms-tnef", "text/calendar", "text/vcard", "image/gif", "image/svg+xml",
    }
)  # fmt: skip
"""What programs hang on to letters by themselves: signatures, cards, logos."""
_FINGERPRINTED = ("message-id", "from", "date", "subject")


@dataclass(frozen=True, slots=True)
class _Found:
    """What the parts of a letter hold."""

    plain: tuple[str, ...] = ()
    html: tuple[str, ...] = ()
    photos: tuple[bytes, ...] = ()


def read_letter(raw: bytes, *, own: frozenset[str], is_cut: bool = False) -> Arrival:
    """The letter in ``raw``; ``own`` are our addresses, ``is_cut`` when only its beginning was read.

    What cannot be read is left out; a letter of which nothing can be read has neither sender nor text.
    """
    try:
        letter = email.message_from_bytes(raw, policy=email.policy.compat32)
        headers = _headers_of(letter)
        found = _found_in(letter)
    except _MALFORMED:
        return _unreadable(raw)
    name, sender = _sender_of(headers)
    whole = tidied("\n\n".join(found.plain) or words_of_html("\n".join(found.html)))
    words = own_words(whole)
    return Arrival(
        channel=Channel.EMAIL,
        outside_id=_fingerprint(headers, raw),
        sender=sender,
        name=one_line(name),
        subject=bare_subject(one_line(headers.get("subject", ""), most=300)),
        text=words,
        whole=whole if whole != words else "",
        photos=() if is_cut else found.photos,
        losses=(LETTER_TOO_LARGE,) if is_cut else (),
        is_automatic=is_automatic(headers, sender=sender, own=own),
    )


def _unreadable(raw: bytes) -> Arrival:
    text = tidied(raw[:20_000].decode("utf-8", "replace"))
    digest = hashlib.sha256(raw).hexdigest()
    return Arrival(channel=Channel.EMAIL, outside_id=digest, sender="", text="", whole=text)


def _headers_of(letter: Message) -> dict[str, str]:
    """The first header of each name, decoded; names in small letters."""
    headers: dict[str, str] = {}
    for name, value in letter.items():
        headers.setdefault(name.lower(), _decoded(value))
    return headers


def _decoded(value: object) -> str:
    """A header with its encoded words read (RFC 2047); as it stands when they are wrong."""
    plain = str(value)
    try:
        return str(make_header(decode_header(plain)))
    except _MALFORMED:
        return plain


def _sender_of(headers: dict[str, str]) -> tuple[str, str]:
    """Name and address; the address is empty when there is none that could be answered."""
    name, address = parseaddr(headers.get("from", ""))
    address = address.strip().lower()
    local, at, host = address.rpartition("@")
    is_usable = bool(at and local and "." in host and address.isascii() and address.isprintable())
    return name, address if is_usable and " " not in address and len(address) <= 254 else ""  # noqa: PLR2004 - RFC 5321


def _fingerprint(headers: dict[str, str], raw: bytes) -> str:
    """What two deliveries of one letter share; the id alone is given twice by careless programs."""
    told = [headers.get(name, "") for name in _FINGERPRINTED]
    content = "\n".join(told).encode("utf-8", "replace") if told[0] else raw
    return hashlib.sha256(content).hexdigest()


def _found_in(letter: Message) -> _Found:
    found = _Found()
    for part in _parts_of(letter):
        kind = part.get_content_type()
        is_attached = part.get_content_disposition() == "attachment"
        if kind == "text/plain" and not is_attached:
            found = replace(found, plain=(*found.plain, _text_of(part)))
        elif kind == "text/html" and not is_attached:
            found = replace(found, html=(*found.html, _text_of(part)))
        elif _may_be_photo(part, kind, is_attached=is_attached) and len(found.photos) < MOST_PHOTOS:
            found = replace(found, photos=(*found.photos, _bytes_of(part)))
    return found


def _parts_of(letter: Message, depth: int = 0) -> Iterator[Message]:
    """The leaves of a letter; letters inside it are not looked into, nor what is nested beyond all use."""
    payload = letter.get_payload()
    if not isinstance(payload, list):
        yield letter
        return
    if letter.get_content_maintype() == "message" or depth >= _DEEPEST:
        return
    for part in payload[:_MOST_PARTS]:
        if isinstance(part, Message):
            yield from _parts_of(part, depth + 1)


def _may_be_photo(part: Message, kind: str, *, is_attached: bool) -> bool:
    if kind in _NO_PHOTOS or kind.partition("/")[0] in _NO_PHOTO_KINDS:
        return False
    return is_attached or bool(part.get_filename()) or kind.startswith("image/")


def _bytes_of(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _text_of(part: Message) -> str:
    """The words of a part in the character set that it names, else in whatever they are."""
    content = _bytes_of(part)
    try:
        return content.decode(part.get_content_charset() or "utf-8")
    except (LookupError, ValueError):
        return content.decode("utf-8", "replace")
