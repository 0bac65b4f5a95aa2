"""How moments, spans and numbers are written for people: Indonesian order, comma decimals, short units.

Pure of time and zone: callers hand both in. Words go through gettext, so English follows the reader.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

DAYS = (
    gettext_lazy("Senin"),
    gettext_lazy("Selasa"),
    gettext_lazy("Rabu"),
    gettext_lazy("Kamis"),
    gettext_lazy("Jumat"),
    gettext_lazy("Sabtu"),
    gettext_lazy("Minggu"),
)
MONTHS = (
    (gettext_lazy("Jan"), gettext_lazy("Januari")),
    (gettext_lazy("Feb"), gettext_lazy("Februari")),
    (gettext_lazy("Mar"), gettext_lazy("Maret")),
    (gettext_lazy("Apr"), gettext_lazy("April")),
    (pgettext_lazy("short", "Mei"), gettext_lazy("Mei")),
    (gettext_lazy("Jun"), gettext_lazy("Juni")),
    (gettext_lazy("Jul"), gettext_lazy("Juli")),
    (gettext_lazy("Agu"), gettext_lazy("Agustus")),
    (gettext_lazy("Sep"), gettext_lazy("September")),
    (gettext_lazy("Okt"), gettext_lazy("Oktober")),
    (gettext_lazy("Nov"), gettext_lazy("November")),
    (gettext_lazy("Des"), gettext_lazy("Desember")),
)
"""Short and long name of each month."""

ZONE_LABELS = {7: "WIB", 8: "WITA", 9: "WIT"}
"""Hours east of UTC -> the name Indonesians use."""

_MINUTE = 60
_HOUR = 60 * _MINUTE
_DAY = 24 * _HOUR


def zone_label(zone: ZoneInfo) -> str:
    """WIB, WITA or WIT; for a zone outside Indonesia its own abbreviation."""
    winter = dt.datetime(2026, 1, 1, tzinfo=zone)
    offset = winter.utcoffset() or dt.timedelta()
    return ZONE_LABELS.get(int(offset.total_seconds() // _HOUR), winter.tzname() or "")


def moment_text(moment: dt.datetime, zone: ZoneInfo, *, today: dt.date | None = None) -> str:
    """``Senin 23 Nov 12.00``; the year is added when it is not the year of ``today``."""
    local = moment.astimezone(zone)
    return f"{date_text(local.date(), today=today)} {clock_text(local)}"


def date_text(day: dt.date, *, today: dt.date | None = None) -> str:
    """``Senin 23 Nov``; with the year when it differs from the year of ``today``."""
    year = f" {day.year}" if today is not None and day.year != today.year else ""
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1][0]}{year}"


def long_date_text(day: dt.date) -> str:
    """``Sabtu, 21 November 2026``, for headings and letters."""
    return f"{DAYS[day.weekday()]}, {day.day} {MONTHS[day.month - 1][1]} {day.year}"


def month_text(day: dt.date) -> str:
    """``November 2026``."""
    return f"{MONTHS[day.month - 1][1]} {day.year}"


def clock_text(local: dt.datetime | dt.time) -> str:
    """``09.46``, as Indonesian clocks are written."""
    return f"{local.hour:02d}.{local.minute:02d}"


def span_text(seconds: float) -> str:
    """A length of time in its two largest useful units: ``3 j 10 m``, ``40 m``; days alone from 3 days on."""
    whole = int(abs(seconds))
    days, hours, minutes = whole // _DAY, whole % _DAY // _HOUR, whole % _HOUR // _MINUTE
    if days >= 3 or (days and not hours):  # noqa: PLR2004 - beyond three days nobody counts hours
        return _("%(count)d h") % {"count": days}
    if days:
        return _("%(days)d h %(hours)d j") % {"days": days, "hours": hours}
    if hours:
        text = _("%(hours)d j %(minutes)d m") if minutes else _("%(hours)d j")
        return text % {"hours": hours, "minutes": minutes}
    return _("%(count)d m") % {"count": max(minutes, 1)}


def due_text(due_at: dt.datetime, now: dt.datetime) -> str:
    """``sisa 3 j 10 m`` before the moment, ``lewat 2 h`` from it on."""
    seconds = (due_at - now).total_seconds()
    span = {"span": span_text(seconds)}
    return _("sisa %(span)s") % span if seconds > 0 else _("lewat %(span)s") % span


def ago_text(moment: dt.datetime, now: dt.datetime) -> str:
    """``baru saja`` within the first minute, then ``5 m lalu``."""
    seconds = (now - moment).total_seconds()
    if seconds < _MINUTE:
        return _("baru saja")
    return _("%(span)s lalu") % {"span": span_text(seconds)}


def number_text(value: float | Decimal, places: int | None = None) -> str:
    """``1.234,56``; ``places`` fixes the decimals, else those of the value are kept (2 at most).

    English readers get ``1,234.56``: with our marks they would read another number.
    """
    if places is None:
        shown = f"{value:,.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else f"{value:,}"
    else:
        shown = f"{value:,.{places}f}"
    marks = pgettext("marks of thousands and decimals", ".,")
    return shown.translate({ord(","): marks[0], ord("."): marks[1]}).replace("-", "\N{MINUS SIGN}")


def size_text(count: int) -> str:
    """A size in bytes as ``3,4 MB`` (units of 1000, one decimal below 10)."""
    size = float(count)
    for unit in ("B", "KB", "MB", "GB"):
        if size < 1000 or unit == "GB":  # noqa: PLR2004 - the definition of kilo
            return f"{number_text(round(size, 1 if size < 10 else 0), None)} {unit}"  # noqa: PLR2004
        size /= 1000
    raise AssertionError


def initials(name: str) -> str:
    """The first letters of the first two words of a name, for a round badge; ``?`` for an empty name."""
    words = [word for word in name.split() if word[:1].isalpha()]
    return "".join(word[0].upper() for word in words[:2]) or "?"
