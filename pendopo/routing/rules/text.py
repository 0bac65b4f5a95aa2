"""A citizen's text as words: masks away, abbreviations written out, one spelling."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

_MASK = re.compile(r"\[[A-Z_]+\]")
"""What stands where personal data was taken out of a text, such as ``[NOMOR]``."""
_IDENTITY_CARD = re.compile(r"\be[- ]?ktp\b")
_WORD = re.compile(r"[a-z]+|[0-9]+")


def read_abbreviations(rows: Iterable[Mapping[str, str]], *, keep: Collection[str]) -> dict[str, str]:
    """Abbreviation to what it means, from rows with ``bentuk``, ``baku`` and ``rancu``.

    Ambiguous ones are dropped (``rancu`` says what else they mean), and so are forms in ``keep``: words that
    key words use themselves.
    """
    return {
        row["bentuk"]: row["baku"].lower()
        for row in rows
        if not row["rancu"] and _WORD.fullmatch(row["bentuk"]) and row["bentuk"] not in keep
    }


def words_of(text: str, abbreviations: Mapping[str, str]) -> tuple[str, ...]:
    """Words and numbers of ``text`` in small letters, abbreviations written out; masks leave nothing.

    Reading the words again gives the same words when no meaning is itself an abbreviation.
    """
    plain = _IDENTITY_CARD.sub("ektp", _MASK.sub(" ", text).lower())
    found: list[str] = []
    for word in _WORD.findall(plain):
        found.extend(_WORD.findall(abbreviations.get(word, word)))
    return tuple(found)
