"""What follows from a message: an answer, words at a report, a question back, or a report."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.conf import settings
from django.db import transaction

from pendopo.connectors.inbox.actions.answering import answer, answer_standing
from pendopo.connectors.inbox.actions.fetching import fetch_photos
from pendopo.connectors.inbox.actions.reporting import (
    Making,
    category_for,
    forget_sender,
    make_report,
    material_of,
)
from pendopo.connectors.inbox.models import Incoming
from pendopo.connectors.inbox.queries import find_standing, named_villages
from pendopo.connectors.inbox.rules.limits import MOST_QUESTIONS, ONE_HOUR, QUIET, TALK
from pendopo.connectors.inbox.rules.material import lack_of
from pendopo.connectors.inbox.rules.messages import Fate, Reason
from pendopo.connectors.inbox.rules.places import villages_in
from pendopo.connectors.inbox.rules.words import Asked, Wish, asked_in
from pendopo.kernel import clock
from pendopo.kernel.actor import ANONYMOUS
from pendopo.kernel.errors import PendopoError
from pendopo.reports.api import Visibility, answer_report, danger_in, get_report
from pendopo.territory.api import find_area_at, get_city, is_within

_LONGEST_WORDS = 2000
"""Letters that a word to the agency may have."""


@dataclass(frozen=True, slots=True)
class _Talk:
    """A message with those of its sender that wait for what is missing, oldest first."""

    message: Incoming
    waiting: list[Incoming]

    @property
    def all(self) -> list[Incoming]:
        """Everything that would be one report."""
        return [*self.waiting, self.message]


def handle_message(message_id: int) -> bool:
    """Let follow from a message what follows; False when a photo is to be fetched again later.

    All of it is one transaction, so that a message that is handled twice is answered once.
    """
    message = Incoming.objects.get(pk=message_id)
    if message.fate != Fate.NEW:
        return True
    if not fetch_photos(message):
        return False
    with transaction.atomic():
        message = Incoming.objects.select_for_update().get(pk=message_id)
        if message.fate == Fate.NEW:
            _handle(message)
    return True


def _handle(message: Incoming) -> None:
    if message.is_automatic or not message.sender:
        is_machine = message.is_automatic and bool(message.sender)
        settle(
            [message], *((Fate.IGNORED, Reason.AUTOMATIC) if is_machine else (Fate.KEPT, Reason.UNREADABLE))
        )
        return
    earlier = _earlier_within_an_hour(message)
    if earlier >= settings.INBOX_PER_HOUR:
        settle([message], Fate.REFUSED, Reason.TOO_MANY)
        if earlier == settings.INBOX_PER_HOUR:
            answer(message, "too_many")
        return
    has_more = bool(message.photo_uids) or message.is_place_shared
    asked = asked_in(message.text, subject=message.subject, whole=message.whole, has_more=has_more)
    _ACTS[asked.wish](_talk_of(message), asked)


def settle(messages: list[Incoming], fate: Fate, reason: Reason = Reason.NONE, *, number: str = "") -> None:
    """Write down what became of messages."""
    now = clock.now()
    for message in messages:
        message.fate, message.reason, message.settled_at = fate, reason, now
        message.report_number = number or message.report_number
        message.save(update_fields=["fate", "reason", "settled_at", "report_number"])


def _earlier_within_an_hour(message: Incoming) -> int:
    recent = Incoming.objects.filter(
        sender_hash=message.sender_hash, received_at__gt=message.received_at - ONE_HOUR, pk__lt=message.pk
    )
    return recent.count()


def _talk_of(message: Incoming) -> _Talk:
    waiting = Incoming.objects.select_for_update().filter(
        sender_hash=message.sender_hash, fate=Fate.WAITING, received_at__gt=clock.now() - TALK
    )
    return _Talk(message, list(waiting.order_by("pk")))


def _help(talk: _Talk, _asked: Asked) -> None:
    settle([talk.message], Fate.ANSWERED)
    answer(talk.message, "help")


def _nothing(talk: _Talk, _asked: Asked) -> None:
    settle([talk.message], Fate.IGNORED, Reason.COURTESY)


def _cancel(talk: _Talk, _asked: Asked) -> None:
    settle(talk.waiting, Fate.CANCELLED)
    settle([talk.message], Fate.ANSWERED)
    answer(talk.message, "cancelled", count=len(talk.waiting))


def _status(talk: _Talk, asked: Asked) -> None:
    """Of the report that is named, else of the last one of this sender."""
    number = asked.number or _last_number_of(talk.message)
    standing = find_standing(number, key=asked.key) if number else None
    settle([talk.message], Fate.ANSWERED)
    answer_standing(talk.message, standing)


def _last_number_of(message: Incoming) -> str:
    own = Incoming.objects.filter(sender_hash=message.sender_hash, fate=Fate.REPORTED).order_by("-pk")
    return own.values_list("report_number", flat=True).first() or ""


def _add(talk: _Talk, asked: Asked) -> None:
    """Words of the reporter, who shows the key of the report."""
    message = talk.message
    words = message.text[:_LONGEST_WORDS].replace(f"/lacak/{asked.number}/{asked.key}/", "")
    try:
        report = get_report(ANONYMOUS, asked.number, key=asked.key)
    except PendopoError:
        _report(talk, asked)
        return
    try:
        with transaction.atomic():
            answer_report(ANONYMOUS, asked.number, text=words, key=asked.key)
    except PendopoError:
        settle([message], Fate.KEPT, Reason.REPORT_CLOSED, number=asked.number)
        answer(message, "kept")
        return
    fate = (Fate.KEPT, Reason.PHOTOS_TO_ADD) if message.photo_uids else (Fate.ADDED, Reason.NONE)
    settle([message], *fate, number=asked.number)
    answer(message, "added", number=asked.number, has_photos=bool(message.photo_uids))
    if report.visibility is Visibility.SECRET:
        forget_sender([message])


def _report(talk: _Talk, _asked: Asked) -> None:
    material = material_of(talk.all)
    said = f"{material.title} {material.text}"
    places = named_villages()
    villages = villages_in(said, places, city=get_city().name)
    area = find_area_at(*material.point) if material.point else None
    told = villages_in(said, places, is_sure_only=True)
    is_elsewhere = len(told) == 1 and area is not None and not is_within(area.code, told[0].code)
    is_inside = area is not None and (material.is_point_shared or not is_elsewhere)
    lack = lack_of(material, villages, is_inside=is_inside)
    if lack is not Reason.NONE:
        _ask(talk, lack, names=[f"{each.name} ({each.district})" for each in villages], said=said)
        return
    making = Making(
        material=material,
        point=material.point if is_inside else None,
        area_code="" if is_inside else villages[0].code,
        category_code=category_for(said),
    )
    try:
        with transaction.atomic():
            make_report(talk.all, making)
    except PendopoError:
        settle(talk.all, Fate.KEPT, Reason.NOT_ACCEPTED)
        answer(talk.message, "kept")


def _ask(talk: _Talk, lack: Reason, *, names: list[str], said: str) -> None:
    """Ask for what is missing, not twice in a moment and not for ever."""
    asked = [each for each in talk.waiting if each.reason]
    if len(asked) >= MOST_QUESTIONS:
        settle(talk.all, Fate.KEPT, Reason.ASKED_OFTEN)
        answer(talk.message, "kept", is_danger=bool(danger_in(said)))
        return
    since = talk.message.received_at - QUIET
    if any(each.reason == lack and each.received_at > since for each in asked):
        settle([talk.message], Fate.WAITING)
        return
    settle([talk.message], Fate.WAITING, lack)
    answer(
        talk.message,
        "needed",
        lack=lack.value,
        names=names[:6],
        losses=talk.message.losses,
        is_danger=bool(danger_in(said)),
    )


_ACTS: Mapping[Wish, Callable[[_Talk, Asked], None]] = MappingProxyType(
    {
        Wish.REPORT: _report,
        Wish.STATUS: _status,
        Wish.HELP: _help,
        Wish.CANCEL: _cancel,
        Wish.NOTHING: _nothing,
        Wish.ADD: _add,
    }
)
