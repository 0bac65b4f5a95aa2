"""Who may see files of a purpose: the context that asks for them says so when it starts."""

from __future__ import annotations

from collections.abc import Callable

from pendopo.kernel.actor import Actor
from pendopo.kernel.files.models import StoredFile

Reader = Callable[[Actor, StoredFile], bool]

_readers: dict[str, Reader] = {}


def register_reader(purpose: str, reader: Reader) -> None:
    """Let ``reader`` decide about files of ``purpose``; raises ``ValueError`` when another already does."""
    if _readers.setdefault(purpose, reader) is not reader:
        raise ValueError(f"somebody else decides about files for {purpose}")


def may_read(actor: Actor, file: StoredFile) -> bool:
    """True for public files, for the platform itself, and where the reader of the purpose allows it."""
    if file.is_public or actor.is_system:
        return True
    reader = _readers.get(file.purpose)
    return reader is not None and reader(actor, file)
