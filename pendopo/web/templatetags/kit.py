"""Template tags of the kit: ``{% load kit %}``.

Icons, addresses of static files, moments, spans and numbers as people write them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from pendopo.kernel import clock
from pendopo.web import formats
from pendopo.web.icons import ICONS, ROOF, SHAPES

register = template.Library()


@register.simple_tag
def icon(name: str, label: str = "", size: int = 24) -> SafeString:
    """An icon of ``web.icons``, ``size`` CSS pixels; decoration unless ``label`` names it.

    Raises ``KeyError`` for an unknown name.
    """
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" width="{}" height="{}" {}>{}</svg>',
        size, size, _role(label), mark_safe(ICONS[name]),  # noqa: S308 - our own table
    )  # fmt: skip


@register.simple_tag
def shape(status: str) -> SafeString:
    """The shape of a status (``new work late done wait off``), decoration beside its word."""
    return format_html(
        '<svg class="shape shape--{}" viewBox="0 0 16 16" aria-hidden="true">{}</svg>',
        status, mark_safe(SHAPES[status]),  # noqa: S308 - our own table
    )  # fmt: skip


@register.simple_tag
def roof(css_class: str = "mark") -> SafeString:
    """The mark of Pendopo."""
    return format_html(
        '<svg class="{}" viewBox="0 0 64 40" aria-hidden="true">{}</svg>',
        css_class, mark_safe(ROOF),  # noqa: S308 - our own table
    )  # fmt: skip


@register.simple_tag
def asset(path: str) -> str:
    """The address of a static file (hashed in production)."""
    return static(path)


@register.simple_tag
def attrs(**values: object) -> SafeString:
    """HTML attributes for a component's ``attrs``: ``hx_post=url`` becomes ``hx-post="..."``.

    False and None are left out, True stands without a value.
    """
    shown = [
        (name.replace("_", "-"), value)
        for name, value in values.items()
        if value is not None and value is not False
    ]
    return format_html_join(" ", '{}="{}"', ((name, "" if value is True else value) for name, value in shown))


@register.simple_tag
def classes(block: str, *kinds: str, **states: object) -> str:
    """The classes of a block: ``"button" "primary" full=True`` is ``button button--primary button--full``.

    Kinds that are empty and states that are false are left out.
    """
    held = [*filter(None, kinds), *(name for name, holds in states.items() if holds)]
    return " ".join([block, *(f"{block}--{each}" for each in held)])


@register.simple_tag
def moment(value: dt.datetime | None) -> SafeString:
    """``<time>`` with "Senin 23 Nov 12.00" in the zone of the city; nothing for None."""
    if value is None:
        return SafeString()
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), _full(value))


@register.simple_tag
def ago(value: dt.datetime | None) -> SafeString:
    """``<time>`` with "5 m lalu", the full moment as its title."""
    if value is None:
        return SafeString()
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        value.isoformat(), _full(value), formats.ago_text(value, clock.now()),
    )  # fmt: skip


@register.simple_tag
def due(value: dt.datetime, *, warn_hours: float = 4, done: bool = False) -> SafeString:
    """The due chip: "sisa 3 j 10 m", amber below ``warn_hours``; red "lewat 2 h"; quiet when ``done``."""
    now = clock.now()
    left = (value - now).total_seconds()
    tone = "ok" if done else "late" if left <= 0 else "warn" if left < warn_hours * 3600 else "ok"
    return format_html(
        '<time class="due due--{}" datetime="{}" title="{}">{}</time>',
        tone, value.isoformat(), _full(value), formats.due_text(value, now),
    )  # fmt: skip


@register.simple_tag
def clock_now() -> str:
    """The present time of the city, ``09.46``."""
    return formats.clock_text(clock.local(clock.now()))


@register.simple_tag
def long_date_now() -> str:
    """The present date of the city, ``Sabtu, 21 November 2026``."""
    return formats.long_date_text(clock.today())


@register.filter
def local_date(value: dt.date | dt.datetime) -> str:
    """``Senin 23 Nov`` in the zone of the city."""
    day = clock.local(value).date() if isinstance(value, dt.datetime) else value
    return formats.date_text(day, today=clock.today())


@register.filter
def long_date(value: dt.date | dt.datetime) -> str:
    """``Sabtu, 21 November 2026`` in the zone of the city."""
    day = clock.local(value).date() if isinstance(value, dt.datetime) else value
    return formats.long_date_text(day)


@register.filter
def local_clock(value: dt.datetime) -> str:
    """``09.46`` in the zone of the city."""
    return formats.clock_text(clock.local(value))


@register.filter
def number(value: float | Decimal | None, places: int | None = None) -> str:
    """``1.234,56``; an em dash for None."""
    return "\N{EM DASH}" if value is None else formats.number_text(value, places)


@register.filter
def percent(value: float | None) -> str:
    """A share of 0 to 1 as ``83 %``; an em dash for None."""
    return "\N{EM DASH}" if value is None else f"{formats.number_text(round(value * 100))} %"


@register.filter
def degrees(value: float | Sequence[float]) -> str:
    """Degrees for an attribute, always with a point: ``112.85,-8.36``; 6 decimals are 0.1 m."""
    values = [value] if isinstance(value, int | float) else value
    return ",".join(f"{number:.6f}".rstrip("0").rstrip(".") for number in values)


@register.filter
def paired(left: Sequence[object], right: Sequence[object]) -> Iterable[tuple[object, object]]:
    """Two sequences of the same length, walked side by side; ``ValueError`` when they differ."""
    return zip(left, right, strict=True)


@register.filter
def size(value: int) -> str:
    """A size in bytes as ``3,4 MB``."""
    return formats.size_text(value)


@register.filter
def initials(value: str) -> str:
    """Up to two letters for a round badge."""
    return formats.initials(value)


def _full(value: dt.datetime) -> str:
    return formats.moment_text(value, clock.zone(), today=clock.today())


def _role(label: str) -> SafeString:
    if label:
        return format_html('role="img" aria-label="{}"', label)
    return SafeString('aria-hidden="true"')
