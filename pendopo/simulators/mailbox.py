"""The city's mailbox over IMAP: as much of RFC 3501 as a reader of letters needs, with a failure switch.

Letters are put in by ``deliver``, as a mail server does that got them for the city's address.
"""

from __future__ import annotations

import re
import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from pendopo.simulators.failures import SLOW_SECONDS, Failure
from pendopo.supervisor.processes import SIMULATED_MAILBOX

USER, PASSWORD = SIMULATED_MAILBOX

_COMMAND = re.compile(rb"(\S+) (?:UID )?(\S+) ?(.*)", re.IGNORECASE | re.DOTALL)
_PARTIAL = re.compile(rb"<(\d+)\.(\d+)>")


@dataclass
class Letter:
    """A letter in the mailbox."""

    uid: int
    content: bytes
    is_seen: bool = False


@dataclass
class MailStore:
    """The letters of the mailbox, and the failure switch."""

    letters: list[Letter] = field(default_factory=list)
    failure: Failure = Failure.NONE
    validity: int = field(default_factory=lambda: int(time.time()))
    """Another one after each start, for the letters of before are gone and their numbers come again."""
    next_uid: int = 1
    lock: threading.Lock = field(default_factory=threading.Lock)

    def deliver(self, content: bytes, *, is_seen: bool = False) -> None:
        """Put a letter in; where everything is done twice, twice."""
        with self.lock:
            for _turn in range(2 if self.failure is Failure.TWICE else 1):
                self.letters.append(Letter(self.next_uid, content, is_seen))
                self.next_uid += 1

    def renumber(self) -> None:
        """Give every letter another number, as a server does that lost its index (RFC 3501, 2.3.1.1)."""
        with self.lock:
            self.validity += 1
            for letter in self.letters:
                letter.uid = self.next_uid
                self.next_uid += 1

    def wanted(self, numbers: bytes) -> list[Letter]:
        """The letters that a sequence such as ``7``, ``8:*`` or ``*`` names."""
        with self.lock:
            last = max((letter.uid for letter in self.letters), default=0)
            bounds = [last if each == b"*" else int(each) for each in numbers.partition(b":")[::2] if each]
            low, high = min(bounds, default=0), max(bounds, default=0)
            return [letter for letter in self.letters if low <= letter.uid <= high]


class _Imap(socketserver.StreamRequestHandler):
    """One conversation."""

    store: MailStore

    def handle(self) -> None:
        """Greet, then answer command after command until the client leaves."""
        if self.store.failure is Failure.DOWN:
            self._say(b"* BYE sedang rusak")
            return
        self._say(b"* OK tiruan siap")
        while line := self.rfile.readline(20_000).strip():
            if not self._answer(line):
                return

    def _answer(self, line: bytes) -> bool:
        """Answer one command; False when the conversation is over."""
        if self.store.failure is Failure.SLOW:
            time.sleep(SLOW_SECONDS)
        found = _COMMAND.fullmatch(line)
        verb = found[2].upper() if found else b""
        act = _ACTS.get(verb)
        if found is None or act is None:
            self._say(b"* BAD tidak dikenal")
            return False
        for told in act(self, found[3]):
            self._say(told)
        if self.store.failure is Failure.LOST and verb in {b"FETCH", b"STORE"}:
            self.connection.close()
            return False
        refused = self._is_refused(verb, found[3])
        self._say(found[1] + (b" NO ditolak" if refused else b" OK selesai"))
        return verb != b"LOGOUT"

    def _is_refused(self, verb: bytes, told: bytes) -> bool:
        is_wrong_key = verb == b"LOGIN" and told.replace(b'"', b"") != f"{USER} {PASSWORD}".encode()
        return is_wrong_key or self.store.failure is Failure.REFUSED

    def select(self, _told: bytes) -> Iterator[bytes]:
        """How many letters there are, and the edition of their numbers."""
        yield b"* %d EXISTS" % len(self.store.letters)
        yield b"* OK [UIDVALIDITY %d] ya" % self.store.validity

    def search(self, told: bytes) -> Iterator[bytes]:
        """Numbers of unread letters, or of those in a sequence."""
        asked = told.upper()
        wanted = self.store.wanted(asked.removeprefix(b"UID ") if asked.startswith(b"UID") else b"1:*")
        found = [letter.uid for letter in wanted if not (asked == b"UNSEEN" and letter.is_seen)]
        yield b" ".join([b"* SEARCH", *(b"%d" % uid for uid in found)])

    def fetch(self, told: bytes) -> Iterator[bytes]:
        """The size of a letter, or its content or a part of it."""
        numbers, _blank, items = told.partition(b" ")
        if self.store.failure is Failure.WRONG:
            yield b"* 1 FETCH (UID ? BODY[] {tidak ada}"
            return
        for at, letter in enumerate(self.store.wanted(numbers), 1):
            if b"RFC822.SIZE" in items.upper():
                yield b"* %d FETCH (UID %d RFC822.SIZE %d)" % (at, letter.uid, len(letter.content))
                continue
            part = _PARTIAL.search(items)
            content = letter.content[int(part[1]) : int(part[1]) + int(part[2])] if part else letter.content
            head = b"* %d FETCH (UID %d BODY[] {%d}\r\n" % (at, letter.uid, len(content))
            yield head + content + b")"

    def mark(self, told: bytes) -> Iterator[bytes]:
        """Letters are read now."""
        for letter in self.store.wanted(told.partition(b" ")[0]):
            letter.is_seen = True
        return iter(())

    def nothing(self, _told: bytes) -> Iterator[bytes]:
        """Nothing to say beside that it is done."""
        return iter(())

    def capabilities(self, _told: bytes) -> Iterator[bytes]:
        """What the server speaks; asked by every client first."""
        yield b"* CAPABILITY IMAP4rev1"

    def _say(self, line: bytes) -> None:
        self.wfile.write(line + b"\r\n")


_ACTS: dict[bytes, Callable[[_Imap, bytes], Iterator[bytes]]] = {
    b"CAPABILITY": _Imap.capabilities,
    b"LOGIN": _Imap.nothing,
    b"SELECT": _Imap.select,
    b"SEARCH": _Imap.search,
    b"FETCH": _Imap.fetch,
    b"STORE": _Imap.mark,
    b"NOOP": _Imap.nothing,
    b"LOGOUT": _Imap.nothing,
}


class _ImapServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


def mailbox_server(store: MailStore, *, port: int) -> socketserver.TCPServer:
    """A server on loopback for ``store``; port 0 takes a free one."""
    return _ImapServer(("127.0.0.1", port), type("Imap", (_Imap,), {"store": store}))
