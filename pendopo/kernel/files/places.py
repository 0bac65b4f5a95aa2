"""Which storage and which scanner this installation uses."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings

from pendopo.kernel.files import s3
from pendopo.kernel.files.clamav import ClamavScanner
from pendopo.kernel.files.folder import FolderStorage
from pendopo.kernel.files.ports import NullScanner, Scanner, Storage


@lru_cache(maxsize=1)
def storage() -> Storage:
    """Object storage when ``PENDOPO_S3_ENDPOINT`` is set, else the folder of the installation."""
    if settings.FILES_S3:
        return s3.from_settings(settings.FILES_S3)
    return FolderStorage(settings.FILES_FOLDER)


@lru_cache(maxsize=1)
def scanner() -> Scanner:
    """ClamAV when ``PENDOPO_CLAMAV`` is set, else none."""
    return ClamavScanner(settings.CLAMAV_ADDRESS) if settings.CLAMAV_ADDRESS else NullScanner()
