"""Photos that lie at the gateway: fetched before a message is handled, each at once when it has come."""

from __future__ import annotations

import logging

from django.conf import settings
from django.db import transaction

from pendopo.connectors.inbox.actions.taking import keep_photos, owner_of
from pendopo.connectors.inbox.models import Incoming
from pendopo.connectors.inbox.rules.errors import PHOTO_NOT_FETCHED
from pendopo.connectors.inbox.rules.limits import FETCH_AGAIN
from pendopo.kernel import clock
from pendopo.kernel.files.api import attach
from pendopo.kernel.outbound.asking import NotReached, Question, fetch

_log = logging.getLogger("pendopo.inbox")

_SECONDS = 20.0
_LARGEST = 15_000_000


def fetch_photos(message: Incoming) -> bool:
    """Fetch what is not here yet; False when one did not come and may come later.

    After an hour, and where an address leads inside our network, the message goes on without the photo.
    Raises ``StorageUnavailable``.
    """
    is_late = clock.now() - message.received_at > FETCH_AGAIN
    for url in message.photo_urls.splitlines():
        question = Question(seconds=_SECONDS, most_bytes=_LARGEST, may_be_here=settings.INBOX_LOOPBACK)
        try:
            content = fetch(url, question)
        except NotReached as fault:
            _log.info("no photo from the gateway: %s", fault)
            if not (fault.is_final or is_late):
                return False
            _write(message, url, losses=[PHOTO_NOT_FETCHED])
            continue
        _keep(message, url, content)
    return True


def _keep(message: Incoming, url: str, content: bytes) -> None:
    photos = keep_photos([content])
    place = photos.place
    if place is not None and message.lon is None:
        message.lon, message.lat = place.lon, place.lat
    message.photo_uids = [*message.photo_uids, *photos.uids]
    with transaction.atomic():
        attach(photos.uids, owner=owner_of(message))
        _write(message, url, losses=photos.losses)


def _write(message: Incoming, url: str, *, losses: list[str]) -> None:
    rest = [each for each in message.photo_urls.splitlines() if each != url]
    message.photo_urls, message.losses = "\n".join(rest), [*message.losses, *losses]
    message.save(update_fields=["photo_urls", "photo_uids", "losses", "lon", "lat"])
