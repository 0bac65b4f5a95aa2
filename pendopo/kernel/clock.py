"""The only reader of the time.

Everything else asks here, so that tests and the demo city can set the moment.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from zoneinfo import ZoneInfo

from django.conf import settings

_frozen: ContextVar[dt.datetime | None] = ContextVar("pendopo_clock", default=None)


def now() -> dt.datetime:
    """The present moment, aware, in UTC."""
    return _frozen.get() or dt.datetime.now(dt.UTC)  # noqa: TID251 - the one place that may


def zone() -> ZoneInfo:
    """The time zone of the installation: WIB, WITA or WIT."""
    return ZoneInfo(settings.TIME_ZONE)


def today() -> dt.date:
    """The local date of the installation."""
    return now().astimezone(zone()).date()


def local(moment: dt.datetime) -> dt.datetime:
    """``moment`` in the zone of the installation."""
    return moment.astimezone(zone())


@contextmanager
def freeze(moment: dt.datetime) -> Iterator[None]:
    """Within the block, ``now()`` is ``moment`` (aware); used by tests and by the demo city."""
    token = _frozen.set(moment.astimezone(dt.UTC))
    try:
        yield
    finally:
        _frozen.reset(token)
