"""One row per accepted file; the pictures themselves lie in the storage."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from pendopo.kernel.ids import new_uid
from pendopo.kernel.personal_data import Declaration, declare


class StoredFile(models.Model):
    """A photo in our own encoding."""

    personal_data: ClassVar[Declaration] = declare(
        "storage_key",
        purpose="Foto sebagai keterangan suatu perkara; dapat memperlihatkan orang atau rumah.",
        retention="Selama perkara pemiliknya disimpan; tanpa pemilik 24 jam.",
    )

    uid = models.UUIDField(unique=True, default=new_uid, editable=False)
    purpose = models.TextField()
    """Why it was taken in; decides who may see it."""
    content_type = models.TextField()
    byte_size = models.PositiveIntegerField()
    """Of the largest picture."""
    sha256 = models.TextField()
    """Of the largest picture, in hexadecimal."""
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    look = models.BigIntegerField(null=True)
    """Difference hash of the picture: nearly equal for pictures that show the same; null for plain ones."""
    storage_key = models.TextField()
    """Beginning of the keys of all its pictures; ``rules.storage_key`` completes it."""
    owner_subject = models.TextField(blank=True)
    """What it belongs to, such as ``report:<uid>``; empty until something takes it."""
    is_public = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["owner_subject"], name="files_by_owner", condition=~Q(owner_subject="")),
            models.Index(fields=["look"], name="files_by_look"),
            models.Index(fields=["created_at"], name="files_without_owner", condition=Q(owner_subject="")),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.uid}"
