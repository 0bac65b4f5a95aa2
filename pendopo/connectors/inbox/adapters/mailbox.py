"""A mailbox on a server of others, by IMAP (RFC 3501, RFC 9051): which letters are new, and reading one."""

from __future__ import annotations

import contextlib
import imaplib
import ipaddress
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from pendopo.connectors.inbox.rules.limits import AT_ONCE, BEGINNING, LARGEST_LETTER

_SECONDS = 30.0
_UID = re.compile(rb"\d+")
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


class MailboxFault(Exception):
    """The mailbox cannot be read now; the text says why, for the record."""


@dataclass(frozen=True, slots=True)
class MailboxAddress:
    """Where the mailbox is, and how to get in."""

    host: str
    port: int
    user: str
    password: str
    folder: str = "INBOX"
    is_tls: bool = True

    @property
    def name(self) -> str:
        """What tells it from other mailboxes."""
        return f"{self.user}@{self.host}:{self.port}/{self.folder}"


@dataclass(frozen=True, slots=True)
class RawLetter:
    """A letter as it lies there; ``is_cut`` when only its beginning was read."""

    uid: int
    content: bytes
    is_cut: bool


class Mailbox:
    """An open mailbox; ``validity`` is the edition of its numbers."""

    def __init__(self, server: imaplib.IMAP4, validity: int) -> None:
        self._server = server
        self.validity = validity

    def uids_after(self, last: int | None) -> list[int]:
        """Numbers of the letters after ``last`` in order, at most 200; None: of the unread ones."""
        asked = ("UNSEEN",) if last is None else ("UID", f"{last + 1}:*")
        answer = self._call("SEARCH", *asked)
        found = sorted({int(each) for line in answer for each in _UID.findall(line)})
        return [uid for uid in found if last is None or uid > last][:AT_ONCE]

    def last_uid(self) -> int:
        """Number of the last letter there; 0 for an empty mailbox."""
        answer = self._call("SEARCH", "UID", "*")
        return max((int(each) for line in answer for each in _UID.findall(line)), default=0)

    def read(self, uid: int) -> RawLetter | None:
        """One letter, of a very large one the beginning; None when it is gone."""
        told = self._call("FETCH", str(uid), "(RFC822.SIZE)")
        if not told:
            return None
        sizes = _SIZE.findall(b" ".join(told))
        if not sizes:
            raise MailboxFault("the server gave no size")
        is_cut = int(sizes[0]) > LARGEST_LETTER
        wanted = f"(BODY.PEEK[]<0.{BEGINNING}>)" if is_cut else "(BODY.PEEK[])"
        contents = self._literals("FETCH", str(uid), wanted)
        if not contents:
            raise MailboxFault("the server gave no content")
        return RawLetter(uid, contents[0], is_cut)

    def mark_read(self, uid: int) -> None:
        """Say that a letter was taken, for people who look into the mailbox."""
        self._call("STORE", str(uid), "+FLAGS.SILENT", r"(\Seen)")

    def _call(self, command: str, *arguments: str) -> list[bytes]:
        """The lines of an answer without their literals."""
        return [each for each in self._answer(command, *arguments) if isinstance(each, bytes)]

    def _literals(self, command: str, *arguments: str) -> list[bytes]:
        return [each[1] for each in self._answer(command, *arguments) if isinstance(each, tuple)]

    def _answer(self, command: str, *arguments: str) -> list[bytes | tuple[bytes, bytes] | None]:
        with _told_as_faults():
            status, answer = self._server.uid(command, *arguments)
        if status != "OK":
            raise MailboxFault(f"the server refused {command}")
        return list(answer)


@contextmanager
def open_mailbox(address: MailboxAddress) -> Iterator[Mailbox]:
    """The mailbox at ``address``, open for the length of the block; raises ``MailboxFault``."""
    with _told_as_faults():
        server = _connected(address)
    try:
        with _told_as_faults():
            server.login(address.user, address.password)
            mailbox = _selected(server, address.folder)
        yield mailbox
    finally:
        with contextlib.suppress(imaplib.IMAP4.error, OSError):
            server.logout()


@contextmanager
def _told_as_faults() -> Iterator[None]:
    try:
        yield
    except (imaplib.IMAP4.error, OSError, ValueError) as fault:
        raise MailboxFault(f"{type(fault).__name__}: {fault}"[:300]) from fault


def _connected(address: MailboxAddress) -> imaplib.IMAP4:
    if address.is_tls:
        trust = ssl.create_default_context()
        return imaplib.IMAP4_SSL(address.host, address.port, ssl_context=trust, timeout=_SECONDS)
    if not _is_here(address.host):
        raise ValueError("without TLS a password goes to this machine only")
    return imaplib.IMAP4(address.host, address.port, timeout=_SECONDS)


def _is_here(host: str) -> bool:
    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return host == "localhost"


def _selected(server: imaplib.IMAP4, folder: str) -> Mailbox:
    status, _count = server.select(f'"{folder}"')
    if status != "OK":
        raise MailboxFault(f"there is no folder {folder}")
    _name, told = server.response("UIDVALIDITY")
    validity = told[0] if told else None
    if not isinstance(validity, bytes) or not validity.isdigit():
        raise MailboxFault("the server says no UIDVALIDITY")
    return Mailbox(server, int(validity))
