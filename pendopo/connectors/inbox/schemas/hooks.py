"""A message as the gateway posts it: the same words as we post messages to it, from the other side.

``{"from": "+62812…", "text": "…", "name": "…", "images": [{"url": "https://…"}],
"location": {"lat": …, "lon": …}}``; all but ``from`` may be absent, ``image`` stands for a list of one,
``channel`` must be that of the address.
"""

from __future__ import annotations

import json
import math
import re
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from pendopo.connectors.inbox.rules.errors import (
    NEEDED,
    NO_ADDRESS,
    NO_PHONE,
    NO_PLACE,
    OTHER_CHANNEL,
    MessageUnreadable,
)
from pendopo.connectors.inbox.rules.messages import MOST_PHOTOS, Arrival, one_line, tidied
from pendopo.kernel.actor import Channel
from pendopo.kernel.errors import PendopoError
from pendopo.kernel.outbound.rules import UnusableAddress, read_address
from pendopo.kernel.problems import problem_shape

_PHONE = re.compile(r"\+?[1-9]\d{7,14}")
_SHORT = re.compile(r"[\w .\-]{1,20}")
_HTTPS = frozenset({"https"})


def arrival_of(body: bytes, *, channel: Channel, message_id: str, may_be_here: bool) -> Arrival:
    """The message in ``body``; raises ``MessageUnreadable`` with what is wrong in it.

    Names instead of numbers ("INFO-BANK") and short numbers are machines: nobody answers them.
    """
    told = _object(body)
    faults: dict[str, str] = {}
    if told.get("channel", channel) != channel:
        faults["channel"] = OTHER_CHANNEL
    sender, is_machine = _sender(_text(told, "from"), faults)
    lon, lat = _place(told.get("location"), faults)
    urls = _urls(told, faults, may_be_here=may_be_here)
    if faults:
        raise MessageUnreadable(fields=faults)
    return Arrival(
        channel=channel,
        outside_id=message_id,
        sender=sender,
        name=one_line(_text(told, "name")),
        text=tidied(_text(told, "text")),
        lon=lon,
        lat=lat,
        photo_urls=urls,
        is_automatic=is_machine,
    )


def render_problem(_request: HttpRequest, error: PendopoError, reference: str) -> HttpResponse:
    """An error in the one JSON shape, whatever the gateway says it accepts."""
    return JsonResponse(problem_shape(error, reference), status=error.status)


def _object(body: bytes) -> dict[str, Any]:
    try:
        told = json.loads(body)
    except (ValueError, RecursionError) as fault:
        raise MessageUnreadable(fields={"body": MessageUnreadable.text}) from fault
    if not isinstance(told, dict):
        raise MessageUnreadable(fields={"body": MessageUnreadable.text})
    return told


def _text(told: dict[str, Any], name: str) -> str:
    value = told.get(name)
    return value if isinstance(value, str) else ""


def _sender(typed: str, faults: dict[str, str]) -> tuple[str, bool]:
    """The sender as an address for answers, and whether it is a machine."""
    plain = re.sub(r"[\s().\-]", "", typed)
    if plain.startswith("08"):
        plain = f"62{plain[1:]}"
    if _PHONE.fullmatch(plain):
        return f"+{plain.removeprefix('+')}", False
    if not typed.strip():
        faults["from"] = NEEDED
    elif not _SHORT.fullmatch(typed.strip()):
        faults["from"] = NO_PHONE
    return typed.strip(), True


def _place(told: Any, faults: dict[str, str]) -> tuple[float | None, float | None]:
    if told is None:
        return None, None
    lat, lon = (told.get("lat"), told.get("lon")) if isinstance(told, dict) else (None, None)
    if not (_is_degrees(lat, 90) and _is_degrees(lon, 180)):
        faults["location"] = NO_PLACE
        return None, None
    return float(lon or 0.0), float(lat or 0.0)


def _is_degrees(value: Any, most: float) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and math.isfinite(value) and abs(value) <= most


def _urls(told: dict[str, Any], faults: dict[str, str], *, may_be_here: bool) -> tuple[str, ...]:
    images = told.get("images")
    listed = images if isinstance(images, list) else [told["image"]] if told.get("image") else []
    urls = []
    for image in listed[:MOST_PHOTOS]:
        url = image.get("url") if isinstance(image, dict) else None
        try:
            urls.append(read_address(str(url), schemes=_HTTPS, may_be_here=may_be_here).url)
        except UnusableAddress:
            faults["images"] = NO_ADDRESS
    return tuple(urls)
