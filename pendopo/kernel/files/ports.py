"""What files need from outside: a storage, and a look for malware."""

from __future__ import annotations

from typing import Protocol


class Storage(Protocol):
    """Keeps bytes under keys like ``ab/01f3-large.jpg``. All raise ``StorageUnavailable``."""

    def put(self, key: str, content: bytes, content_type: str) -> None:
        """Keep ``content``; afterwards it is there whole or not at all."""

    def get(self, key: str) -> bytes:
        """The content; raises ``FileNotFound`` when there is none."""

    def delete(self, key: str) -> None:
        """Forget the content; no error when there is none."""


class Scanner(Protocol):
    """Looks for malware."""

    def check(self, content: bytes) -> None:
        """Raise ``Infected`` for a find, ``StorageUnavailable`` when the scanner does not answer."""


class NullScanner:
    """For installations without a scanner: photos are decoded and written anew anyway."""

    def check(self, content: bytes) -> None:
        """Find nothing."""
