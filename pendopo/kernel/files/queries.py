"""Reads of files, guarded by the reader of their purpose."""

from __future__ import annotations

from collections.abc import Collection
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


def find_same_look(looks: Collection[int], *, purpose: str, besides: str) -> bool:
    """True when a picture that belongs to something else than ``besides`` looks just so (1 query)."""
    alike = StoredFile.objects.filter(look__in=looks, purpose=purpose)
    return alike.exclude(owner_subject__in=["", besides]).exists()


def looks_of(uids: Collection[UUID]) -> dict[UUID, int]:
    """The difference hashes of pictures, those of old files left out (1 query)."""
    found = StoredFile.objects.filter(uid__in=uids, look__isnull=False).values_list("uid", "look")
    return {uid: look for uid, look in found if look is not None}
