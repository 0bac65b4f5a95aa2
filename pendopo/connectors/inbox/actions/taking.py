"""Writing a message down before anything else is done with it, once however often it comes."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db import IntegrityError, transaction

from pendopo.connectors.inbox.models import Incoming
from pendopo.connectors.inbox.rules.messages import Arrival
from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS
from pendopo.kernel.errors import PendopoError
from pendopo.kernel.files.api import PhotoPlace, StorageUnavailable, accept_image, attach
from pendopo.kernel.jobs.queue import enqueue
from pendopo.kernel.personal_data import keyed_hash
from pendopo.reports.api import PHOTO_PURPOSE

_log = logging.getLogger("pendopo.inbox")


@dataclass(frozen=True, slots=True)
class Taken:
    """A message that is written down."""

    uid: UUID
    is_repeated: bool
    """True when it had come before; nothing was written a second time."""


@dataclass
class KeptPhotos:
    """Photos that were taken in, where the first of them was taken, and what is wrong with the others."""

    uids: list[UUID] = field(default_factory=list)
    place: PhotoPlace | None = None
    losses: list[str] = field(default_factory=list)

    def keep(self, content: bytes) -> None:
        """Take a photo in, or note why not; raises ``StorageUnavailable``, after which one tries again."""
        try:
            image = accept_image(ANONYMOUS, upload=io.BytesIO(content), purpose=PHOTO_PURPOSE)
        except StorageUnavailable:
            raise
        except PendopoError as fault:
            self.losses.append(f"{fault} {fault.advice % fault.facts}")
            return
        self.uids.append(image.file.uid)
        if self.place is None and image.place is not None and image.place.lon is not None:
            self.place = image.place


def keep_photos(contents: Iterable[bytes]) -> KeptPhotos:
    """What became of photos; raises ``StorageUnavailable``."""
    photos = KeptPhotos()
    for content in contents:
        photos.keep(content)
    return photos


def take_arrival(arrival: Arrival) -> Taken:
    """Write a message down with its photos, and queue what follows; the same again changes nothing.

    Raises ``StorageUnavailable`` with nothing written.
    """
    known = _known(arrival)
    if known is not None:
        return known
    photos = keep_photos(arrival.photos)
    message = _message(arrival, photos)
    try:
        with transaction.atomic():
            message.save(force_insert=True)
            attach(photos.uids, owner=owner_of(message))
            enqueue("inbox.handle_message", in_line=f"inbox:{message.sender_hash}", message_id=message.pk)
    except IntegrityError:
        known = _known(arrival)
        if known is None:
            raise
        return known
    _log.info("message %s taken in by %s", message.uid, message.channel)
    return Taken(message.uid, is_repeated=False)


def owner_of(message: Incoming) -> str:
    """The subject to which the photos of a message belong until a report takes them."""
    return f"incoming:{message.uid}"


def _known(arrival: Arrival) -> Taken | None:
    found = Incoming.objects.filter(channel=arrival.channel, outside_id=arrival.outside_id)
    uid = found.values_list("uid", flat=True).first()
    return Taken(uid, is_repeated=True) if uid else None


def _message(arrival: Arrival, photos: KeptPhotos) -> Incoming:
    is_shared = arrival.lon is not None and arrival.lat is not None
    noted = photos.place or PhotoPlace(None, None, None)
    lon, lat = (arrival.lon, arrival.lat) if is_shared else (noted.lon, noted.lat)
    return Incoming(
        channel=arrival.channel,
        outside_id=arrival.outside_id,
        sender=arrival.sender,
        sender_hash=keyed_hash(f"{arrival.channel}:{arrival.sender}", "inbox-sender"),
        name=arrival.name,
        subject=arrival.subject,
        text=arrival.text,
        whole=arrival.whole,
        lon=lon,
        lat=lat,
        is_place_shared=is_shared,
        photo_urls="\n".join(arrival.photo_urls),
        photo_uids=photos.uids,
        losses=[*arrival.losses, *photos.losses],
        is_automatic=arrival.is_automatic,
        received_at=clock.now(),
    )
