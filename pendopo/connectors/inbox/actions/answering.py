"""Answers to messages, each once, by the way the message came."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings

from pendopo.connectors.inbox.models import Incoming
from pendopo.connectors.inbox.queries import Standing, place_words
from pendopo.kernel.actor import ANONYMOUS, Channel
from pendopo.kernel.notifications.api import MessageChannel, Recipient, notify
from pendopo.reports.api import Receipt, danger_in, get_report
from pendopo.web.formats import long_date_text

_PHONE_WAYS = {Channel.WHATSAPP: MessageChannel.WHATSAPP, Channel.SMS: MessageChannel.SMS}


def answer(message: Incoming, template: str, *, about: str = "", **facts: object) -> None:
    """Write the answer ``inbox/<template>`` to the sender of ``message``; the same one is written once.

    Answers to one sender leave in their order, unless they are ``about`` something else.
    """
    notify(
        to=_recipient(message),
        template=f"inbox/{template}",
        facts={"origin": settings.ORIGIN, **facts},
        subject=about or f"inbox:{message.sender_hash[:16]}",
        dedupe=f"inbox:{message.uid}:{template}",
    )


def answer_standing(message: Incoming, standing: Standing | None) -> None:
    """How a report stands, or that nothing can be said."""
    if standing is None:
        answer(message, "not_found")
        return
    answer(
        message,
        "status",
        number=standing.number,
        category=standing.category,
        state=standing.state,
        agency=standing.agency,
        due=long_date_text(standing.due_at) if standing.due_at else "",
    )


def answer_receipt(message: Incoming, receipt: Receipt, *, losses: Sequence[str], left_count: int) -> None:
    """Number, place, agency and tracking link of a report that was just made."""
    report = get_report(ANONYMOUS, receipt.number, key=receipt.secret)
    answer(
        message,
        "received",
        about=f"report:{receipt.uid}",
        number=receipt.number,
        key=receipt.secret,
        link=f"{settings.ORIGIN}/lacak/{receipt.number}/{receipt.secret}/",
        category=report.row.category,
        agency=report.agency_name,
        place=place_words(report.area_code),
        is_exact=report.is_exact,
        is_danger=bool(danger_in(report.text)),
        losses=losses,
        left_count=left_count,
    )


def _recipient(message: Incoming) -> Recipient:
    if message.channel == Channel.EMAIL:
        return Recipient(email=message.sender)
    return Recipient(phone=message.sender, phone_way=_PHONE_WAYS[Channel(message.channel)])
