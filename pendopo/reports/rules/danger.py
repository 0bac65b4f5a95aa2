"""Words of danger to life: whoever writes them is sent to the emergency line before anything else. Pure.

Reports are read in hours; 112 is Indonesia's one number for emergencies. The words are general ones: a false
alarm costs a glance, a missed one a life.
"""

from __future__ import annotations

import re

DANGER_WORDS = (
    "kebakaran", "terbakar", "rumah terbakar", "ledakan", "meledak", "gas bocor", "kebocoran gas",
    "kecelakaan", "tabrakan", "tertabrak", "terlindas", "luka parah", "pingsan", "tidak sadar",
    "sesak napas", "serangan jantung", "kejang", "pendarahan", "keracunan", "melahirkan", "tenggelam",
    "hanyut", "terseret arus", "terjebak banjir", "tertimbun", "tertimpa", "tersengat listrik",
    "kesetrum", "perampokan", "dirampok", "begal", "dibegal", "penculikan", "diculik", "pembacokan",
    "dibacok", "penusukan", "ditusuk", "tembakan", "pemerkosaan", "diperkosa", "penganiayaan",
    "dianiaya", "dipukuli", "bunuh diri", "mengancam dengan senjata", "gantung diri", "bom",
    "awan panas", "gempa", "tsunami",
)  # fmt: skip

_TOKEN = re.compile(r"[a-z0-9]+")
_DENIED = frozenset({"bukan", "tidak", "belum", "tanpa", "simulasi", "latihan", "pencegahan", "penyuluhan"})
"""A word before the danger that takes it away: "tidak ada kebakaran" is none."""
_BEFORE = 2


def danger_in(text: str) -> tuple[str, ...]:
    """The words of danger in ``text`` in the order of the table; none that is denied before it."""
    tokens = _TOKEN.findall(text.lower())
    return tuple(word for word in DANGER_WORDS if _stands(word.split(), tokens))


def _stands(word: list[str], tokens: list[str]) -> bool:
    for at in range(len(tokens) - len(word) + 1):
        if tokens[at : at + len(word)] == word and not _DENIED.intersection(
            tokens[max(0, at - _BEFORE) : at]
        ):
            return True
    return False
