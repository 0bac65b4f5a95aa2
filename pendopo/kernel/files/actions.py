"""Take photos in, give them to what they belong to, sweep what nobody took."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.db import transaction

from pendopo.kernel import clock
from pendopo.kernel.actor import Actor
from pendopo.kernel.files.images import CONTENT_TYPE, clean_photo
from pendopo.kernel.files.models import StoredFile
from pendopo.kernel.files.places import scanner, storage
from pendopo.kernel.files.rules import (
    MAX_BYTES,
    ORPHAN_AGE,
    FileNotFound,
    FileTaken,
    FileTooLarge,
    PhotoPlace,
    Size,
    storage_key,
    uploads_limit,
)
from pendopo.kernel.ids import new_uid
from pendopo.kernel.throttle.api import count_sending

_SWEEP = 500
"""Files removed by one sweep."""


class Upload(Protocol):
    """Django's uploaded files, open files, BytesIO."""

    def read(self, size: int, /) -> bytes:
        """At most ``size`` bytes."""


@dataclass(frozen=True, slots=True)
class AcceptedImage:
    """A stored photo, and what its camera noted before that was removed."""

    file: StoredFile
    place: PhotoPlace | None


def accept_image(actor: Actor, *, upload: Upload, purpose: str, is_public: bool = False) -> AcceptedImage:
    """Check a photo, write it anew in three sizes, and store it without an owner.

    Pictures are stored before the row, so that no row is without them. Raises ``FileTooLarge``,
    ``NotAPhoto``, ``PhotoFormatRefused``, ``PhotoTooManyPixels``, ``PhotoBroken``, ``Infected``,
    ``TooOften`` or ``StorageUnavailable``.
    """
    count_sending(actor, uploads_limit(settings.FILES_PER_HOUR))
    if (getattr(upload, "size", None) or 0) > MAX_BYTES:
        raise FileTooLarge(megabytes=MAX_BYTES // 1_000_000)
    raw = upload.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise FileTooLarge(megabytes=MAX_BYTES // 1_000_000)
    scanner().check(raw)
    photo = clean_photo(raw)
    largest = photo.pictures[Size.LARGE]
    digest = hashlib.sha256(largest).hexdigest()
    uid = new_uid()
    base = f"{digest[:2]}/{digest[2:4]}/{uid}"
    for size, picture in photo.pictures.items():
        storage().put(storage_key(base, size), picture, CONTENT_TYPE)
    file = StoredFile.objects.create(
        uid=uid,
        purpose=purpose,
        content_type=CONTENT_TYPE,
        byte_size=len(largest),
        sha256=digest,
        width=photo.width,
        height=photo.height,
        look=photo.look,
        storage_key=base,
        is_public=is_public,
        created_at=clock.now(),
    )
    return AcceptedImage(file, photo.place)


def attach(uids: Sequence[UUID], *, owner: str) -> list[StoredFile]:
    """Give files to ``owner`` (such as ``report:<uid>``) for good; the result is in the order of ``uids``.

    Raises ``FileNotFound`` for an unknown file and ``FileTaken`` for one that belongs to something else.
    """
    with transaction.atomic():
        files = {file.uid: file for file in StoredFile.objects.select_for_update().filter(uid__in=uids)}
        if len(files) != len(set(uids)):
            raise FileNotFound
        if any(file.owner_subject not in {"", owner} for file in files.values()):
            raise FileTaken
        StoredFile.objects.filter(uid__in=uids).update(owner_subject=owner)
    for file in files.values():
        file.owner_subject = owner
    return [files[uid] for uid in uids]


@transaction.atomic
def release(uids: Sequence[UUID], *, owner: str) -> None:
    """Take files from ``owner``, in the transaction in which something else takes them.

    Raises ``FileTaken`` when one of them belongs to another owner: what belongs to nobody is left as it is.
    """
    files = StoredFile.objects.select_for_update().filter(uid__in=uids)
    if any(file.owner_subject not in {"", owner} for file in files):
        raise FileTaken
    StoredFile.objects.filter(uid__in=uids).update(owner_subject="")


def sweep_orphans() -> int:
    """Remove files that nothing took within a day, at most 500 at once; gives the number removed.

    Pictures go first: after a crash in between the row is swept again.
    """
    with transaction.atomic():
        orphans = list(
            StoredFile.objects.select_for_update(skip_locked=True)
            .filter(owner_subject="", created_at__lt=clock.now() - ORPHAN_AGE)
            .order_by("created_at")[:_SWEEP]
        )
        for file in orphans:
            for size in Size:
                storage().delete(storage_key(file.storage_key, size))
        StoredFile.objects.filter(pk__in=[file.pk for file in orphans]).delete()
    return len(orphans)
