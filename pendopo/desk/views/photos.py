"""Photos that come with a step."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import Invalid, PendopoError
from pendopo.kernel.files.api import accept_image
from pendopo.kernel.problems import said
from pendopo.reports.api import PHOTO_PURPOSE


def accept_photos(actor: Actor, uploads: Iterable[Any]) -> list[UUID]:
    """The uids of photos as they were taken in; raises ``Invalid`` at the first that is none."""
    uids = []
    for upload in uploads:
        try:
            uids.append(accept_image(actor, upload=upload, purpose=PHOTO_PURPOSE).file.uid)
        except PendopoError as fault:
            raise Invalid(fields={"photos": said(fault.text, fault)}) from fault
    return uids
