# ruff: noqa: E501 - a drawing is one line of path data
"""The icons, drawn for Pendopo on a grid of 24 with a line of 2, as one table from name to SVG content.

They are printed into the page (``{% icon "camera" %}``), so that they need no request, take the colour of
their text and show without style sheet, offline and in print.
"""

from __future__ import annotations

from typing import Final

ICONS: Final[dict[str, str]] = {
    # Things of the city
    "camera": '<path d="M4 8h3l2-3h6l2 3h3v11H4z"/><circle cx="12" cy="13" r="3.5"/>',
    "document": '<path d="M6 3h9l4 4v14H6z"/><path d="M14 3v5h5M9 12h6M9 16h6"/>',
    "person": '<circle cx="12" cy="8.5" r="4"/><path d="M4.5 20.5c1-5 14-5 15 0"/>',
    "people": '<circle cx="9" cy="9" r="3.5"/><path d="M2.5 20c.8-4.6 12.2-4.6 13 0M15 5.8a3.5 3.5 0 0 1 0 6.4M18 15.6c2 .7 3.2 2.2 3.5 4.4"/>',
    "chart": '<path d="M3 20.5h18M6.5 20V11M12 20V4M17.5 20v-6"/>',
    "map": '<path d="M3.5 6l5.5-2.5 6 2.5 5.5-2.5v14.5l-5.5 2.5-6-2.5-5.5 2.5z"/><path d="M9 3.5V18M15 6v14.5"/>',
    "pin": '<path d="M12 21.5c5-5.5 7-8.7 7-12a7 7 0 0 0-14 0c0 3.3 2 6.5 7 12z"/><circle cx="12" cy="9.5" r="2.5"/>',
    "locate": '<circle cx="12" cy="12" r="6.5"/><circle cx="12" cy="12" r="1.5" fill="currentColor"/><path d="M12 2v3.5M12 18.5V22M2 12h3.5M18.5 12H22"/>',
    "building": '<path d="M3 20.5h18M5 20V9l7-5 7 5v11"/><path d="M9.5 20v-6h5v6M12 9v.5"/>',
    "road": '<path d="M8 4L4 20.5M16 4l4 16.5M12 5v2.5M12 11v2.5M12 17v2.5"/>',
    "lamp": '<path d="M9 18.5h6M10 21.5h4M12 2.5a6.5 6.5 0 0 0-3.5 12V16h7v-1.5a6.5 6.5 0 0 0-3.5-12z"/>',
    "water": '<path d="M12 3c4.5 5.3 6.5 8.3 6.5 11.5a6.5 6.5 0 0 1-13 0C5.5 11.3 7.5 8.3 12 3z"/><path d="M9 15a3 3 0 0 0 3 3"/>',
    "waste": '<path d="M4 6.5h16M9 6V3.5h6V6M6 6.5l1 14h10l1-14M10 10.5v6M14 10.5v6"/>',
    "tree": '<path d="M12 21.5V12M12 16l-3-2.5M12 3a5 5 0 0 0-4.7 6.5A4 4 0 0 0 8 17h8a4 4 0 0 0 .7-7.5A5 5 0 0 0 12 3z"/>',
    "health": '<path d="M12 20.5C5.5 16 3 12.7 3 9.2 3 4 9.5 2.8 12 7.2 14.5 2.8 21 4 21 9.2c0 3.5-2.5 6.8-9 11.3z"/>',
    "school": '<path d="M2.5 9.5L12 5l9.5 4.5L12 14z"/><path d="M6.5 11.5V17c2 2.3 9 2.3 11 0v-5.5M21.5 9.5V15"/>',
    "shield": '<path d="M12 2.8l7.5 2.7v6c0 4.5-2.8 7.8-7.5 9.7-4.7-1.9-7.5-5.2-7.5-9.7v-6z"/>',
    # Acts
    "search": '<circle cx="11" cy="11" r="6.5"/><path d="M16 16l4.8 4.8"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "edit": '<path d="M4 20l1-4.5L16.5 4 20 7.5 8.5 19z"/><path d="M14 6.5l3.5 3.5"/>',
    "trash": '<path d="M4 6.5h16M9 6V3.5h6V6M6 6.5l1 14h10l1-14"/>',
    "send": '<path d="M3.5 11.5L20.5 4l-6 16.5-3.5-6.5z"/><path d="M11 14l9.5-10"/>',
    "reply": '<path d="M9.5 5L4 10.5 9.5 16"/><path d="M4 10.5h9.5c4 0 6.5 2.5 6.5 8"/>',
    "share": '<path d="M12 14.5V3.5M8 7l4-4 4 4M5.5 12v8.5h13V12"/>',
    "download": '<path d="M12 3.5v11M8 11l4 4 4-4M4.5 20.5h15"/>',
    "copy": '<rect x="8.5" y="8.5" width="12" height="12" rx="2"/><path d="M15.5 8V3.5h-12v12H8"/>',
    "print": '<path d="M7 9V3.5h10V9M7 17H3.5V9h17v8H17"/><path d="M7 14h10v6.5H7z"/>',
    "filter": '<path d="M4 5.5h16l-6.5 7.5v6l-3 1.5V13z"/>',
    "sort": '<path d="M8 20V4.5M4.5 8L8 4.5 11.5 8M16 4v15.5M12.5 16l3.5 3.5 3.5-3.5"/>',
    "refresh": '<path d="M20 12a8 8 0 1 1-2.5-5.8M20.5 3v4.5H16"/>',
    "undo": '<path d="M8 4.5L3.5 9 8 13.5M4 9h10a5.5 5.5 0 0 1 0 11H9"/>',
    "sign-in": '<path d="M13.5 3.5h6v17h-6M4 12h11M11 8l4 4-4 4"/>',
    "sign-out": '<path d="M10.5 3.5h-6v17h6M9.5 12h11M16.5 8l4 4-4 4"/>',
    "external": '<path d="M13.5 4h6.5v6.5M20 4l-9 9M17 14.5v5.5H4V7h5.5"/>',
    # Direction and controls
    "chevron-right": '<path d="M9 5l7 7-7 7"/>',
    "chevron-left": '<path d="M15 5l-7 7 7 7"/>',
    "chevron-down": '<path d="M5 9l7 7 7-7"/>',
    "chevron-up": '<path d="M5 15l7-7 7 7"/>',
    "menu": '<path d="M3.5 6.5h17M3.5 12h17M3.5 17.5h17"/>',
    "more": '<path d="M5 12h.01M12 12h.01M19 12h.01" stroke-width="3.5"/>',
    "close": '<path d="M5.5 5.5l13 13M18.5 5.5l-13 13"/>',
    "check": '<path d="M4.5 12.5l5 5L19.5 7"/>',
    "settings": '<path d="M4 7h9M18 7h2M4 17h2M11 17h9"/><circle cx="15.5" cy="7" r="2.5"/><circle cx="8.5" cy="17" r="2.5"/>',
    # States and matters
    "inbox": '<path d="M3.5 13.5L6 4.5h12l2.5 9v6h-17z"/><path d="M3.5 13.5h5l1 2.5h5l1-2.5h5"/>',
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5.5l3.5 2"/>',
    "calendar": '<path d="M4 5.5h16v15H4zM4 10h16M8.5 3v4M15.5 3v4"/>',
    "bell": '<path d="M5 17.5h14l-1.5-2.5v-5a5.5 5.5 0 0 0-11 0v5zM10 20.5h4"/>',
    "phone": '<path d="M6.5 3.5h11v17h-11zM11 17.5h2"/>',
    "mail": '<path d="M3.5 5.5h17v13h-17z"/><path d="M4 6.5l8 6.5 8-6.5"/>',
    "star": '<path d="M12 3.2l2.7 5.6 6.1.8-4.5 4.3 1.1 6.1-5.4-3-5.4 3 1.1-6.1L3.2 9.6l6.1-.8z"/>',
    "eye": '<path d="M2.5 12C6.5 4.5 17.5 4.5 21.5 12 17.5 19.5 6.5 19.5 2.5 12z"/><circle cx="12" cy="12" r="3"/>',
    "lock": '<path d="M5 11h14v9.5H5z"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>',
    "key": '<circle cx="8" cy="15.5" r="4"/><path d="M11 12.5l8.5-8.5M16 7.5l3 3"/>',
    "tag": '<path d="M3.5 3.5h8.5l8.5 8.5-8.5 8.5L3.5 12z"/><path d="M8 8h.01" stroke-width="3"/>',
    "link": '<path d="M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-5.7-5.7l-1 1M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 5.7 5.7l1-1"/>',
    "info": '<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5.5M12 7.5h.01" stroke-width="2.4"/>',
    "warning": '<path d="M12 3.5L22 20.5H2z"/><path d="M12 10v4.5M12 17.3h.01" stroke-width="2.4"/>',
    "offline": '<path d="M4 4l16 16M2.5 9.5C4 8 5.7 7 7.5 6.3M21.5 9.5c-2.5-2.5-6-4-9.5-4M6 13c.9-.9 2-1.6 3.1-2M18 13c-.8-.8-1.7-1.4-2.7-1.8M12 18.5h.01"/>',
    "live": '<circle cx="12" cy="12" r="2.5" fill="currentColor"/><path d="M7 7a7 7 0 0 0 0 10M17 7a7 7 0 0 1 0 10M4 4.5a11 11 0 0 0 0 15M20 4.5a11 11 0 0 1 0 15"/>',
    "keyboard": '<path d="M2.5 6.5h19v11h-19zM8 14.5h8"/><path d="M6 10h.01M10 10h.01M14 10h.01M18 10h.01" stroke-width="2.4"/>',
    "photo": '<path d="M3.5 4.5h17v15h-17z"/><path d="M4 16.5l5-5 4 4 2.5-2.5 4.5 4.5"/><circle cx="15.5" cy="9" r="1.5"/>',
    "globe": '<circle cx="12" cy="12" r="8.5"/><path d="M3.5 12h17M12 3.5c3.2 2.5 3.2 14.5 0 17M12 3.5c-3.2 2.5-3.2 14.5 0 17"/>',
    "sun": '<circle cx="12" cy="12" r="4"/><path d="M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4"/>',
    "moon": '<path d="M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z"/>',
}
"""Icon name -> what stands inside ``<svg viewBox="0 0 24 24">``."""

ROOF: Final = '<path d="M32 3l8 9H24zM18 22l6-8h16l6 8zM4 36l10-12h36l10 12z" fill="currentColor"/>'
"""The mark: the three-tiered roof of a pendopo, in a box of 64 x 40."""

SHAPES: Final[dict[str, str]] = {
    "new": '<circle cx="8" cy="8" r="6"/>',
    "work": '<rect x="2.5" y="2.5" width="11" height="11" rx="2"/>',
    "late": '<path d="M8 1.5L15.2 14.5H.8z"/>',
    "done": '<path d="M2 8.5l4 4L14 4" class="shape-line"/>',
    "wait": '<circle cx="8" cy="8" r="5" class="shape-line"/>',
    "off": '<path d="M3 8h10" class="shape-line"/>',
}
"""Status -> its shape in a box of 16: the same on phone, desk, map and wall."""
