"""A report made of messages: by the platform when nothing is missing, or by a person who read them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from pendopo.connectors.inbox.actions.answering import answer_receipt
from pendopo.connectors.inbox.actions.taking import owner_of
from pendopo.connectors.inbox.models import Incoming
from pendopo.connectors.inbox.rules.material import Material, Piece, gathered
from pendopo.connectors.inbox.rules.messages import Fate, Reason
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor, ActorKind, Channel
from pendopo.kernel.files.api import release
from pendopo.reports.api import (
    PHOTO_LIMIT,
    TEXT_LIMIT,
    Draft,
    Receipt,
    Visibility,
    list_categories,
    submit_report,
    suggest_for,
)

_SUBMISSIONS = uuid.UUID("0f9d5c1e-58a7-5b7e-9d0a-3cf1a0b6d716")
"""Namespace of the submission keys that are made of the uid of the first message."""
_WITHOUT_A_FIELD = "lainnya"
"""The category whose agency the coordinator chooses."""
_LONGEST_TITLE = 120
_OURS = "+62"


@dataclass(frozen=True, slots=True)
class Making:
    """A report as it is to be made."""

    material: Material
    category_code: str
    point: tuple[float, float] | None = None
    area_code: str = ""
    landmark: str = ""


def category_for(text: str) -> str:
    """The likeliest category; without a hint the one whose agency the coordinator chooses."""
    suggestions = suggest_for(text)
    return suggestions[0].code if suggestions else _WITHOUT_A_FIELD


def category_name(code: str) -> str:
    """What people call a category."""
    return next((each.name for each in list_categories() if each.code == code), "")


def material_of(messages: Sequence[Incoming]) -> Material:
    """What messages say together."""
    return gathered(
        [
            Piece(each.subject, each.text, each.lon, each.lat, each.is_place_shared, tuple(each.photo_uids))
            for each in messages
        ]
    )


def make_report(messages: Sequence[Incoming], making: Making) -> Receipt:
    """Make one report of ``messages``, answer the sender, and write it down; inside a transaction.

    Raises what ``submit_report`` raises. Of a secret report nothing here says who sent it.
    """
    material = making.material
    photo_uids = material.photo_uids[:PHOTO_LIMIT]
    for message in messages:
        release([uid for uid in message.photo_uids if uid in photo_uids], owner=owner_of(message))
    last = messages[-1]
    lon, lat = making.point or (None, None)
    receipt = submit_report(
        _sender_as_actor(last),
        Draft(
            key=uuid.uuid5(_SUBMISSIONS, str(messages[0].uid)),
            category_code=making.category_code,
            title=_cut(material.title, _LONGEST_TITLE),
            text=_cut(material.text or material.title, TEXT_LIMIT),
            lon=lon,
            lat=lat,
            area_code=making.area_code,
            landmark=making.landmark,
            visibility=Visibility(material.visibility),
            name=next((each.name for each in reversed(messages) if each.name), ""),
            email=last.sender if last.channel == Channel.EMAIL else "",
            phone=last.sender if last.sender.startswith(_OURS) else "",
            photo_uids=photo_uids,
        ),
    )
    is_secret = material.visibility == Visibility.SECRET
    for message in messages:
        message.fate, message.reason, message.settled_at = Fate.REPORTED, Reason.NONE, clock.now()
        message.report_number, message.report_key = receipt.number, receipt.secret
        message.photo_uids = [uid for uid in message.photo_uids if uid not in photo_uids]
        message.save()
    losses = [loss for each in messages for loss in each.losses]
    answer_receipt(last, receipt, losses=losses, left_count=len(material.photo_uids) - len(photo_uids))
    if is_secret:
        forget_sender(messages)
    return receipt


def forget_sender(messages: Sequence[Incoming]) -> None:
    """Empty what says who sent messages and what they said; that they came stays."""
    for message in messages:
        message.sender = message.name = message.subject = message.text = message.whole = message.note = ""
        message.photo_urls = message.report_key = message.report_number = message.sender_hash = ""
        message.lon = message.lat = None
        message.save()


def _sender_as_actor(message: Incoming) -> Actor:
    """Nobody who is signed in, by the way the message came."""
    return Actor(kind=ActorKind.ANONYMOUS, channel=Channel(message.channel))


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
