"""Moments as the protocol writes them, and the span of time that a question covers."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from pendopo.connectors.open311.rules.errors import NO_MOMENT, SPAN_REVERSED, SPAN_TOO_LONG, Unreadable

LONGEST_SPAN = dt.timedelta(days=90)
REPEAT_WITHIN = dt.timedelta(minutes=5)
"""The same key sending the same words within this time means one report."""

_YEARS = range(1970, 2200)
"""Years that somebody can mean; beyond them a span of 90 days leaves the calendar."""
_LOST_PLUS = re.compile(r"(?<=:\d\d) (?=\d\d:?\d\d$)")
"""A plus that was not encoded arrives as a blank."""


@dataclass(frozen=True, slots=True)
class Span:
    """From one moment to another, both inside."""

    since: dt.datetime
    until: dt.datetime


def stamp(moment: dt.datetime) -> str:
    """W3C date and time in UTC with ``Z``: old validators refuse offsets."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_moment(text: str, zone: dt.tzinfo) -> dt.datetime | None:
    """The moment in ``text``, in ``zone`` when it states none; None when it is no moment."""
    try:
        moment = dt.datetime.fromisoformat(_LOST_PLUS.sub("+", text.strip()))
    except ValueError:
        return None
    if moment.year not in _YEARS:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(dt.UTC)


def span_of(start: str, end: str, *, now: dt.datetime, zone: dt.tzinfo) -> Span:
    """What ``start_date`` and ``end_date`` ask for, 90 days at most; without them the last 90 days.

    One of them alone reaches 90 days from it. Raises ``Unreadable``.
    """
    moments = {"start_date": read_moment(start, zone), "end_date": read_moment(end, zone)}
    given = {"start_date": start, "end_date": end}
    faults = {name: NO_MOMENT for name, text in given.items() if text.strip() and moments[name] is None}
    if faults:
        raise Unreadable(fields=faults)
    since, until = moments["start_date"], moments["end_date"]
    if until is None:
        until = now if since is None else min(now, since + LONGEST_SPAN)
    if since is None:
        since = until - LONGEST_SPAN
    if start and end and since > until:
        raise Unreadable(fields={"start_date": SPAN_REVERSED})
    if until - since > LONGEST_SPAN:
        raise Unreadable(fields={"start_date": SPAN_TOO_LONG})
    return Span(since, until)


def bucket_of(moment: dt.datetime) -> int:
    """Which stretch of ``REPEAT_WITHIN`` a moment lies in."""
    return int(moment.timestamp() // REPEAT_WITHIN.total_seconds())
