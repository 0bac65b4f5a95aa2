"""Addresses of pictures, and signed ones for pages that have already decided who may see them."""

from __future__ import annotations

import hmac
from uuid import UUID

from django.urls import reverse

from pendopo.kernel import clock
from pendopo.kernel.files.models import StoredFile
from pendopo.kernel.files.rules import LINK_HOURS, Size
from pendopo.kernel.personal_data import keyed_hash

_HOUR = 3600


def file_url(file: StoredFile, size: str = Size.MEDIUM) -> str:
    """The address of a picture; whoever opens it is asked for permission."""
    return reverse("files:picture", args=[file.uid, Size(size)])


def signed_url(uid: UUID, size: str = Size.MEDIUM) -> str:
    """An address that shows the picture to whoever has it, for one to two hours.

    For pages that checked the permission themselves. It stays the same within an hour, so that browsers
    keep the picture.
    """
    hours = int(clock.now().timestamp()) // _HOUR + 1 + LINK_HOURS
    return f"{reverse('files:picture', args=[uid, Size(size)])}?izin={_permit(uid, Size(size), hours)}"


def is_permit_valid(uid: UUID, size: Size, permit: str) -> bool:
    """True while the permit of a signed address holds."""
    hours, dot, _seal = permit.partition(".")
    if not dot or not (hours.isascii() and hours.isdigit()) or len(hours) > 9:  # noqa: PLR2004 - far beyond any hour
        return False
    is_genuine = hmac.compare_digest(permit.encode(), _permit(uid, size, int(hours)).encode())
    return is_genuine and clock.now().timestamp() < int(hours) * _HOUR


def _permit(uid: UUID, size: Size, hours: int) -> str:
    return f"{hours}.{keyed_hash(f'{uid}/{size}/{hours}', 'file link')[:32]}"
