"""Values that a process keeps in memory until their edition in the database changes."""

from __future__ import annotations

import threading
import time
import uuid
from collections import defaultdict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from django.db import connection

T = TypeVar("T")

SNAPSHOT_SECONDS = 5.0
"""How long a process may use what another process has already changed."""

_generations: defaultdict[str, int] = defaultdict(int)
"""Counts up when this process itself changed a subject, so that its snapshots look again at once."""


def forget_edition(subject: str) -> None:
    """Let every snapshot of ``subject`` in this process look at the database at its next use."""
    _generations[subject] += 1


def forget_all_editions() -> None:
    """Let every snapshot in this process look again; for tests, whose rollbacks nobody announces."""
    for subject in list(_generations):
        forget_edition(subject)


class Snapshot(Generic[T]):
    """``load()`` kept in memory; at most every ``SNAPSHOT_SECONDS`` one query asks for a newer edition."""

    def __init__(self, subject: str, load: Callable[[], T]) -> None:
        self._subject = subject
        self._load = load
        self._lock = threading.Lock()
        self._kept: tuple[uuid.UUID | None, T] | None = None
        self._generation = -1
        self._checked_at = 0.0
        forget_edition(subject)

    def get(self) -> T:
        """The value of the present edition (no query while the last look is fresh)."""
        kept = self._kept
        is_fresh = time.monotonic() - self._checked_at < SNAPSHOT_SECONDS
        if kept is not None and is_fresh and self._generation == _generations[self._subject]:
            return kept[1]
        with self._lock:
            return self._refreshed()

    def _refreshed(self) -> T:
        generation = _generations[self._subject]
        edition = _edition_of(self._subject)
        kept = self._kept
        if kept is None or kept[0] != edition:
            kept = (edition, self._load())
            self._kept = kept
        self._generation = generation
        self._checked_at = time.monotonic()
        return kept[1]


class Recent(Generic[T]):
    """Values by key, each used for ``SNAPSHOT_SECONDS``; for costly answers that are the same for everybody.

    ``forget_edition(subject)`` lets this process ask anew at once. At most ``most`` keys are kept.
    """

    def __init__(self, subject: str, *, most: int = 64) -> None:
        self._subject = subject
        self._most = most
        self._kept: dict[Hashable, tuple[float, int, T]] = {}
        forget_edition(subject)

    def get(self, key: Hashable, load: Callable[[], T]) -> T:
        """The value of ``key``, loaded unless it is recent."""
        now, generation = time.monotonic(), _generations[self._subject]
        kept = self._kept.get(key)
        if kept is not None and kept[1] == generation and now - kept[0] < SNAPSHOT_SECONDS:
            return kept[2]
        value = load()
        if len(self._kept) >= self._most:
            self._kept = {}
        self._kept[key] = (now, generation, value)
        return value


def _edition_of(subject: str) -> uuid.UUID | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT uid FROM numbering_edition WHERE subject = %s", [subject])
        row = cursor.fetchone()
    return row[0] if row else None
