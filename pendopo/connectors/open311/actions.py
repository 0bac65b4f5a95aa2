"""What other systems do here, and who keeps their keys."""

from __future__ import annotations

import hashlib
import io
import json
import logging
import secrets
import uuid
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from pendopo.connectors.open311.models import Client, SentReport, SentWord
from pendopo.connectors.open311.permissions import KEEP_CLIENTS, TABLE
from pendopo.connectors.open311.queries import (
    KEY_PURPOSE,
    get_client,
    get_service,
    named_villages,
    questions_of,
)
from pendopo.connectors.open311.rules import times
from pendopo.connectors.open311.rules.errors import (
    NO_PLACE,
    TOO_MANY_MEDIA,
    RequestUnknown,
    Unreadable,
)
from pendopo.connectors.open311.rules.limits import asking_limit, sending_limit
from pendopo.connectors.open311.rules.sending import (
    LONGEST_LANDMARK,
    Sending,
    Word,
    faults_of,
    village_in,
    words_of,
)
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor, ActorKind, Channel
from pendopo.kernel.audit import chain
from pendopo.kernel.errors import PendopoError
from pendopo.kernel.files.api import accept_image
from pendopo.kernel.outbound.asking import NotReached, Question, fetch
from pendopo.kernel.personal_data import keyed_hash
from pendopo.kernel.throttle.api import spend_try
from pendopo.reports.api import PHOTO_LIMIT, PHOTO_PURPOSE, Draft, answer_report, submit_report

_log = logging.getLogger("pendopo.open311")

_FETCH_SECONDS = 5.0
_LARGEST_PHOTO = 15_000_000
_SUBMISSIONS = uuid.UUID("7f0c9a52-3c0e-5d1b-9a8e-0311c1a90311")
"""Namespace of the submission keys that are made of what was sent."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A report that was taken in, now or a moment ago."""

    number: str
    is_repeated: bool
    lost_media_count: int = 0
    """Addresses of photos from which none came; the report counts without them."""


def make_client(actor: Actor, *, name: str, contact: str, per_day: int) -> tuple[Client, str]:
    """Give a system a key; the plain key is returned this once only."""
    TABLE.check(actor, KEEP_CLIENTS)
    raw = f"o311_{secrets.token_urlsafe(32)}"
    with transaction.atomic():
        client = Client.objects.create(
            name=name, contact=contact, prefix=raw[:9], key_hash=keyed_hash(raw, KEY_PURPOSE),
            per_day=per_day, created_at=clock.now(),
        )  # fmt: skip
        chain.record(
            actor, action="open311.key_made", subject=f"open311:{client.pk}", facts={"per_day": per_day}
        )
    return client, raw


@transaction.atomic
def set_client_active(actor: Actor, *, client_id: int, is_active: bool) -> None:
    """Take a key back, or let it work again; what was sent with it stays."""
    TABLE.check(actor, KEEP_CLIENTS)
    if Client.objects.filter(pk=client_id).exclude(is_active=is_active).update(is_active=is_active):
        action = "open311.key_restored" if is_active else "open311.key_taken_back"
        chain.record(actor, action=action, subject=f"open311:{client_id}")


def count_asking(network: str) -> None:
    """Count one question of a network; raises ``TooOften``."""
    if network:
        spend_try(asking_limit(settings.OPEN311_PER_HOUR), network)


def admit(raw_key: str) -> Client:
    """The system behind a key, with one sending of its day spent; raises ``KeyRefused``, ``QuotaSpent``."""
    client = get_client(raw_key)
    spend_try(sending_limit(client.per_day), str(client.pk))
    return client


def accept_request(
    client: Client, sending: Sending, *, uploads: Sequence[UploadedFile[bytes]] = ()
) -> Accepted:
    """Take a report in; the same words of the same system within five minutes are the same report.

    Raises ``ServiceUnknown`` and ``Invalid`` with the faulty fields, of ``reports`` and of photos too.
    """
    category = get_service(sending.service_code)
    faults = faults_of(questions_of(category), sending.answers)
    if len(uploads) + len(sending.media_urls) > PHOTO_LIMIT:
        faults["media"] = TOO_MANY_MEDIA
    area_code = _area_of(sending)
    if sending.lon is None and not area_code:
        faults["lat"] = NO_PLACE
    if faults:
        raise Unreadable(fields=faults)
    fingerprint = _fingerprint(sending, uploads)
    known = _sent_before(client, fingerprint)
    if known is not None:
        return Accepted(known.number, is_repeated=True)
    actor = _actor_of(client)
    fetched = _photos_at(actor, sending.media_urls)
    photos = [accept_image(actor, upload=each, purpose=PHOTO_PURPOSE).file.uid for each in uploads]
    receipt = submit_report(
        actor,
        Draft(
            key=uuid.uuid5(_SUBMISSIONS, f"{client.pk}/{fingerprint}/{times.bucket_of(clock.now())}"),
            category_code=category.code,
            text=words_of(sending, otherwise=category.name),
            lon=sending.lon,
            lat=sending.lat,
            area_code=area_code,
            landmark=sending.address[:LONGEST_LANDMARK],
            name=sending.name,
            email=sending.email,
            phone=sending.phone,
            photo_uids=(*photos, *fetched),
        ),
    )
    SentReport.objects.get_or_create(
        uid=receipt.uid,
        defaults={
            "client": client,
            "number": receipt.number,
            "secret": receipt.secret,
            "fingerprint": fingerprint,
            "sent_at": clock.now(),
        },
    )
    return Accepted(
        receipt.number, receipt.is_repeated, lost_media_count=len(sending.media_urls) - len(fetched)
    )


@transaction.atomic
def accept_word(client: Client, word: Word) -> SentWord:
    """Write a word of the reporter, by the system that sent the report; the same id is written once.

    It moves nothing: whoever wants the report opened again asks for it in words, and the reporter does it
    with the key that only the reporter has. Raises ``RequestUnknown`` for a report that another system sent.
    """
    sent = SentReport.objects.select_for_update().filter(client=client, number=word.number).first()
    if sent is None:
        raise RequestUnknown
    known = SentWord.objects.filter(sent_report=sent, outside_id=word.update_id).first()
    if known is not None:
        return known
    answer_report(_actor_of(client), sent.number, text=word.text, key=sent.secret)
    return SentWord.objects.create(sent_report=sent, outside_id=word.update_id, sent_at=clock.now())


def _actor_of(client: Client) -> Actor:
    """Nobody who is signed in; the quota of the key stands in for limits of a network."""
    return Actor(kind=ActorKind.ANONYMOUS, name=client.name, channel=Channel.OPEN311)


def _area_of(sending: Sending) -> str:
    if sending.address_id or sending.lon is not None:
        return sending.address_id
    return village_in(sending.address, named_villages()) if sending.address else ""


def _sent_before(client: Client, fingerprint: str) -> SentReport | None:
    since = clock.now() - times.REPEAT_WITHIN
    sent = SentReport.objects.filter(client=client, fingerprint=fingerprint, sent_at__gt=since)
    return sent.order_by("-sent_at").first()


def _fingerprint(sending: Sending, uploads: Sequence[UploadedFile[bytes]]) -> str:
    told = hashlib.sha256(json.dumps(sending.content()).encode())
    for upload in uploads:
        for chunk in upload.chunks():
            told.update(chunk)
        upload.seek(0)
    return told.hexdigest()


def _photos_at(actor: Actor, urls: Sequence[str]) -> list[uuid.UUID]:
    """The photos that lie at ``urls``, asked for at the same time; a report is worth more than its photos."""
    if not urls:
        return []
    with ThreadPoolExecutor(max_workers=len(urls)) as threads:
        found = list(threads.map(_fetched, urls))
    return [uid for content in found if content and (uid := _accepted(actor, content))]


def _fetched(url: str) -> bytes:
    """What lies at ``url``; nothing when there is nothing to be had."""
    question = Question(
        seconds=_FETCH_SECONDS, most_bytes=_LARGEST_PHOTO, may_be_here=settings.OPEN311_LOOPBACK
    )
    try:
        return fetch(url, question)
    except NotReached as fault:
        _log.info("no photo from another system: %s", fault)
        return b""


def _accepted(actor: Actor, content: bytes) -> uuid.UUID | None:
    try:
        return accept_image(actor, upload=io.BytesIO(content), purpose=PHOTO_PURPOSE).file.uid
    except PendopoError as fault:
        _log.info("no photo from another system: %s", fault)
        return None
