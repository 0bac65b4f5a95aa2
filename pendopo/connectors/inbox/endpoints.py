"""The door of the gateway: a message is checked, written down, and answered with 200; the rest is a job."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from pendopo.connectors.inbox.actions import take_arrival
from pendopo.connectors.inbox.rules.errors import DoorClosed
from pendopo.connectors.inbox.rules.signing import checked_id
from pendopo.connectors.inbox.schemas import arrival_of
from pendopo.kernel import clock
from pendopo.kernel.access import by_token
from pendopo.kernel.actor import Channel

_CHANNELS = {"whatsapp": Channel.WHATSAPP, "sms": Channel.SMS}
_HEADERS = ("webhook-id", "webhook-timestamp", "webhook-signature")


@csrf_exempt
@require_POST
@by_token
def take_message(request: HttpRequest, channel: str) -> HttpResponse:
    """A message of the gateway, signed (Standard Webhooks); the same id twice is one message."""
    way = _CHANNELS.get(channel)
    if way is None or not settings.INBOX_SECRET:
        raise DoorClosed
    body = request.body
    headers = {name: request.headers.get(name, "") for name in _HEADERS}
    message_id = checked_id(settings.INBOX_SECRET, headers, body, now=clock.now().timestamp())
    arrival = arrival_of(body, channel=way, message_id=message_id, may_be_here=settings.INBOX_LOOPBACK)
    taken = take_arrival(arrival)
    return JsonResponse({"id": str(taken.uid), "is_repeated": taken.is_repeated})
