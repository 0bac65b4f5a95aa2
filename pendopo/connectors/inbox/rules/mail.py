"""What a letter says beside its words: who wrote it, a person or a machine, and where the quotes begin."""

from __future__ import annotations

import re
from collections.abc import Mapping

_AUTOMATIC_HEADERS: Mapping[str, re.Pattern[str]] = {
    "auto-submitted": re.compile(r"(?!\s*no\b).+", re.IGNORECASE),
    "precedence": re.compile(r"\s*(bulk|junk|list|auto_reply)\b", re.IGNORECASE),
    "x-autoreply": re.compile(r".+"),
    "x-autorespond": re.compile(r".+"),
    "x-auto-response-suppress": re.compile(r".*\b(all|autoreply|oof)\b", re.IGNORECASE),
    "list-id": re.compile(r".+"),
    "list-unsubscribe": re.compile(r".+"),
    "feedback-id": re.compile(r".+"),
    "return-path": re.compile(r"\s*<>\s*"),
    "content-type": re.compile(r"\s*multipart/report\b", re.IGNORECASE),
}
"""Headers of machines (RFC 3834, RFC 2076, RFC 3464), and what they hold then."""
_MACHINES = re.compile(
    r"^(mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?|notifications?|newsletter)\b[^@]*@",
    re.IGNORECASE,
)


def is_automatic(headers: Mapping[str, str], *, sender: str, own: frozenset[str]) -> bool:
    """True for a letter that no person wrote, or that we wrote ourselves: answering it would go on for ever.

    ``headers`` by their names in small letters; ``own`` are the addresses of this installation.
    """
    if not sender or sender.lower() in own or _MACHINES.match(sender):
        return True
    return any(name in headers and mark.match(headers[name]) for name, mark in _AUTOMATIC_HEADERS.items())


_QUOTE_BEGINS = re.compile(
    r"""^\s*(?:
        (?:On|Pada|El|Op)\b.{5,200}\b(?:wrote|menulis|escribi.|schreef)\s*:\s*$
      | -{2,}\s*(?:Original\ Message|Pesan\ Asli|Pesan\ asli)\s*-{2,}\s*$
      | _{20,}\s*$
      | (?:From|Dari)\s*:\s.*@.*$
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_WROTE_ON_NEXT_LINE = re.compile(r"^\s*(?:On|Pada)\b.{5,200}$", re.IGNORECASE)
_WROTE = re.compile(r"\b(?:wrote|menulis)\s*:\s*$", re.IGNORECASE)
_SIGNATURE = re.compile(
    r"""^(?:
        --\s*$
      | \s*(?:Dikirim\ dari|Sent\ from|Dapatkan\ Outlook|Get\ Outlook)\b.{0,80}$
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_QUOTED = re.compile(r"^\s*>")


def own_words(text: str) -> str:
    """What the sender wrote now: without quoted letters and without signature.

    When nothing is left, as of a letter that was only handed on, all of it counts, without the quote marks.
    """
    kept = []
    lines = text.splitlines()
    for at, line in enumerate(lines):
        following = lines[at + 1] if at + 1 < len(lines) else ""
        is_broken_head = _WROTE_ON_NEXT_LINE.match(line) and _WROTE.search(following)
        if _QUOTE_BEGINS.match(line) or is_broken_head or _SIGNATURE.match(line):
            break
        if not _QUOTED.match(line):
            kept.append(line)
    words = "\n".join(kept).strip()
    return words or "\n".join(line.lstrip(" >") for line in lines).strip()
