"""Texts, days, moments and numbers as they may come over HTTP."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated

from pydantic import AwareDatetime, BeforeValidator, Field


def _as_written(raw: object) -> object:
    if isinstance(raw, str) and not _DAY.fullmatch(raw):
        raise ValueError(raw)
    return raw


def _as_moment(raw: object) -> object:
    if isinstance(raw, str) and not _MOMENT.fullmatch(raw):
        raise ValueError(raw)
    return raw


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(rf"{_DAY.pattern}[Tt][0-9:.]{{8,18}}([Zz]|[+-][0-9]{{2}}:[0-9]{{2}})")
_CHAR = r"[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]"
_WORD_CHAR = r"[^\s\u0000-\u001f\u007f\u0085]"

Words = Annotated[str, Field(pattern=f"^{_CHAR}*$")]
"""Text that can be stored: no control characters but tab and line ends."""
Said = Annotated[str, Field(pattern=f"^{_CHAR}*{_WORD_CHAR}{_CHAR}*$", min_length=1)]
"""The same, and not only spaces."""
Day = Annotated[dt.date, BeforeValidator(_as_written)]
"""A day as RFC 3339 writes it; a number is not one."""
Moment = Annotated[AwareDatetime, BeforeValidator(_as_moment)]
"""A moment as RFC 3339 writes it, with its offset; a number is not one."""
Number = Annotated[str, Field(pattern=r"^LPR-\d{4}-\d{6,}$", max_length=24)]
