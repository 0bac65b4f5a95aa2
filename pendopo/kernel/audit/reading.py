"""Reading back what was done to one subject."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass

from pendopo.kernel.audit.models import AuditEntry


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as a history shows it."""

    at: dt.datetime
    action: str
    account_id: int | None
    facts: Mapping[str, object]


def entries_about(subject: str, *, limit: int = 40) -> list[Entry]:
    """What was done to ``subject``, newest first (1 query by index)."""
    found = AuditEntry.objects.filter(subject=subject).order_by("-sequence")[:limit]
    return [_entry(each) for each in found]


def _entry(entry: AuditEntry) -> Entry:
    content = json.loads(entry.content)
    at = dt.datetime.fromisoformat(content["at"])
    return Entry(at, entry.action, entry.account_id, content["facts"])
