"""Which way of each channel this installation has."""

from __future__ import annotations

from django.conf import settings

from pendopo.kernel.notifications.ports import GatewayWay, SmtpWay, Way
from pendopo.kernel.notifications.push import PushWay
from pendopo.kernel.notifications.rules import MessageChannel


def way_for(channel: MessageChannel) -> Way | None:
    """The configured way of ``channel``, or None when this installation has none."""
    if channel is MessageChannel.EMAIL:
        return SmtpWay() if settings.EMAIL_HOST else None
    if channel is MessageChannel.PUSH:
        return PushWay(settings.WEB_PUSH["private_key"], settings.WEB_PUSH["contact"])
    gateway = settings.MESSAGE_GATEWAY
    return GatewayWay(gateway["url"], gateway["key"]) if gateway else None
