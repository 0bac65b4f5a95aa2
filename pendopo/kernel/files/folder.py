"""Storage in a folder of this machine."""

from __future__ import annotations

import contextlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from pendopo.kernel.files.rules import FileNotFound, StorageUnavailable


@dataclass(frozen=True, slots=True)
class FolderStorage:
    """Each key is a file below ``root``; keys come from ``storage_key``, never from outside."""

    root: Path

    def put(self, key: str, content: bytes, content_type: str) -> None:  # noqa: ARG002 - the name tells the type
        """Write beside the place, flush to the disk, rename: a crash leaves the old or the new, whole."""
        path = self.root / key
        draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with draft.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
            _sync_folder(path.parent)
        except OSError:
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)
            raise StorageUnavailable from None

    def get(self, key: str) -> bytes:
        """Read the file."""
        try:
            return (self.root / key).read_bytes()
        except FileNotFoundError:
            raise FileNotFound from None
        except OSError:
            raise StorageUnavailable from None

    def delete(self, key: str) -> None:
        """Remove the file."""
        try:
            (self.root / key).unlink(missing_ok=True)
        except OSError:
            raise StorageUnavailable from None


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
