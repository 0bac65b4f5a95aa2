"""What a message asks for: commands, courtesy, words for a report that is there. One table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from pendopo.kernel.numbering.rules import format_number, parse_number


class Wish(StrEnum):
    """What a message wants."""

    REPORT = "report"
    STATUS = "status"
    HELP = "help"
    CANCEL = "cancel"
    NOTHING = "nothing"
    """Courtesy: no answer."""
    ADD = "add"
    """Words for a report whose tracking link stands in the message."""


COMMANDS: Mapping[str, Wish] = MappingProxyType(
    {
        "status": Wish.STATUS, "cek": Wish.STATUS,
        "bantuan": Wish.HELP, "help": Wish.HELP, "info": Wish.HELP, "menu": Wish.HELP,
        "batal": Wish.CANCEL, "batalkan": Wish.CANCEL,
    }
)  # fmt: skip
"""Words that are a command when they stand alone; ``STATUS`` may be followed by number and key."""

PHRASES: Mapping[str, Wish] = MappingProxyType(
    {
        **dict.fromkeys(
            (
                "terima kasih", "terimakasih", "makasih", "trims", "suwun", "matur nuwun", "thanks", "ok",
                "oke", "okay", "siap", "baik", "sip", "ya", "iya", "amin", "terima kasih banyak",
                "baik terima kasih", "ok terima kasih", "oke terima kasih", "siap terima kasih",
            ),
            Wish.NOTHING,
        ),
        **dict.fromkeys(
            (
                "halo", "hallo", "hai", "hi", "p", "ping", "tes", "test", "assalamualaikum", "permisi",
                "selamat pagi", "selamat siang", "selamat sore", "selamat malam", "pagi", "siang", "sore",
                "malam", "mau lapor", "lapor", "mau melapor", "cara lapor",
            ),
            Wish.HELP,
        ),
    }
)  # fmt: skip
"""Whole messages that are no report."""

_WORD = re.compile(r"[a-z0-9]+")
_STATUS = re.compile(
    r"^\W*(?:status|cek)\b[\s:]*(?:([a-z]+[\s\-\u2013]*\d{4}[\s\-\u2013]*\d{6,})[\s,]*([\w\-]{0,64}))?\W*$",
    re.IGNORECASE,
)
_PARTS = re.compile(r"([a-z]+)[\s\-\u2013]*(\d{4})[\s\-\u2013]*(\d{6,})", re.IGNORECASE)
_LINK = re.compile(r"/lacak/([A-Za-z]+-\d+-\d{6,})/([\w\-]{16,64})(?![\w\-])")
_CLOSED_NAME = re.compile(r"^\s*(?:(RAHASIA|ANONIM)\b|((?i:rahasia|anonim))\s*(?=[:\n]))[\s:,.\-]*")
OPEN, ANONYMOUS, SECRET = "open", "anonymous", "secret"
"""How open a report is, in the values of ``reports``."""
_VISIBILITY = {"rahasia": SECRET, "anonim": ANONYMOUS}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a message asks for, with the report it names; empty for none."""

    wish: Wish
    number: str = ""
    key: str = ""


def asked_in(text: str, *, subject: str = "", whole: str = "", has_more: bool = False) -> Asked:
    """What a message asks for; ``has_more`` when a photo or a place came with it.

    A command may stand in the subject of a letter without words. Only ``whole``, the message with its quotes,
    is searched for a tracking link: who answers a message of ours shows its key by quoting it.
    """
    words = text.strip() or subject.strip()
    status = _STATUS.match(words)
    if status:
        return Asked(Wish.STATUS, _number(status[1] or ""), status[2] or "")
    said = " ".join(_WORD.findall(words.casefold()))
    wish = COMMANDS.get(said) or PHRASES.get(said)
    if wish and not has_more:
        return Asked(wish)
    link = _LINK.search(whole or text)
    if link:
        return Asked(Wish.ADD, link[1].upper(), link[2])
    return Asked(Wish.REPORT)


def _number(typed: str) -> str:
    """The number as it is kept, however it was typed; empty for none."""
    parts = _PARTS.fullmatch(typed.strip())
    found = parse_number("-".join(parts.groups())) if parts else None
    return format_number(found.prefix, found.period, found.serial) if found else ""


def visibility_in(text: str) -> tuple[str, str]:
    """How open the report is to be, and the text without the word that said so.

    RAHASIA or ANONIM counts at the beginning: in capitals, or before a colon or the end of its line.
    """
    found = _CLOSED_NAME.match(text)
    if not found:
        return OPEN, text
    return _VISIBILITY[(found[1] or found[2]).lower()], text[found.end() :]


_ANSWERED = re.compile(r"^(?:(?:re|fw|fwd|bls|trs)\s*(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)


def bare_subject(subject: str) -> str:
    """A subject without the marks that programs put before an answer or a forwarded letter."""
    return _ANSWERED.sub("", subject.strip()).strip()
