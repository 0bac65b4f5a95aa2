"""Reads of files, guarded by the reader of their purpose."""

from __future__ import annotations

from uuid import UUID

from pendopo.kernel.actor import Actor
from pendopo.kernel.files.links import is_permit_valid
from pendopo.kernel.files.models import StoredFile
from pendopo.kernel.files.places import storage
from pendopo.kernel.files.readers import may_read
from pendopo.kernel.files.rules import FileNotFound, Size, storage_key


def get_readable_file(actor: Actor, *, uid: UUID, size: Size, permit: str = "") -> StoredFile:
    """A file the actor may see, or whose signed address is shown; raises ``FileNotFound`` for all others."""
    file = StoredFile.objects.filter(uid=uid).first()
    if file is None or not (is_permit_valid(uid, size, permit) or may_read(actor, file)):
        raise FileNotFound
    return file


def read_file(file: StoredFile, size: str = Size.LARGE) -> bytes:
    """One picture of a file as JPEG; raises ``FileNotFound`` or ``StorageUnavailable``."""
    return storage().get(storage_key(file.storage_key, Size(size)))


def list_files(owner: str) -> list[StoredFile]:
    """Files that belong to ``owner``, in the order of their arrival (1 query)."""
    return list(StoredFile.objects.filter(owner_subject=owner).order_by("id"))
