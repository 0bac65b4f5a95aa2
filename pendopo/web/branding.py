"""What a city may make its own: brand colour, accent, emblem, cloth pattern.

Pure of Django; every pair of colours is checked for contrast before it is used.

Formulas: WCAG 2.2, relative luminance and contrast ratio. Text needs 4.5:1, shapes and edges of controls 3:1.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Final

from pendopo.kernel.errors import gettext_noop

TEXT_CONTRAST: Final = 4.5
SHAPE_CONTRAST: Final = 3.0

_WHITE: Final = "#ffffff"
_PAPER: Final = "#faf8f3"
_DARK_SURFACE: Final = "#171d27"
_HEX: Final = re.compile(r"#[0-9a-f]{6}")
_ADDRESS: Final = re.compile(r"/[\w./-]*")


@dataclass(frozen=True, slots=True)
class Brand:
    """A city's own look. Colours as ``#rrggbb``; addresses as absolute paths on this site, empty for ours."""

    brand: str = "#1f3a7d"
    """Links, buttons, selected things; its dark shade is the header."""
    accent: str = "#d98e04"
    """Progress and focus; never text."""
    emblem: str = ""
    pattern: str = ""

    @property
    def version(self) -> str:
        """Changes with any part, for the address of the style sheet."""
        parts = f"{self.brand}|{self.accent}|{self.emblem}|{self.pattern}"
        return hashlib.sha256(parts.encode()).hexdigest()[:10]


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours, 1 (the same) to 21 (black on white)."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mixed(colour: str, other: str, share: float) -> str:
    """``colour`` with ``share`` (0..1) of ``other`` in it."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(own * (1 - share) + its * share):02x}" for own, its in pairs)


def faults(brand: Brand) -> tuple[str, ...]:
    """Why ``brand`` cannot be used, as message ids; empty when it can."""
    if not all(_HEX.fullmatch(colour) for colour in (brand.brand, brand.accent)):
        return (gettext_noop("Warna ditulis sebagai #rrggbb, dengan huruf kecil."),)
    found = []
    if min(contrast(brand.brand, _WHITE), contrast(brand.brand, _PAPER)) < TEXT_CONTRAST:
        found.append(gettext_noop("Warna utama terlalu muda untuk tulisan putih di atasnya."))
    if contrast(brand.accent, _shade(brand.brand)) < SHAPE_CONTRAST:
        found.append(gettext_noop("Warna aksen terlalu dekat dengan warna utama."))
    if not all(_ADDRESS.fullmatch(path) for path in (brand.emblem, brand.pattern) if path):
        found.append(gettext_noop("Alamat lambang atau corak tidak sah."))
    return tuple(found)


def stylesheet(brand: Brand) -> str:
    """The tokens that differ from ours, light and dark; ``ValueError`` when ``brand`` has faults."""
    if faults(brand):
        raise ValueError(f"brand refused: {faults(brand)}")
    strong = _shade(brand.brand)
    pale = _lifted(brand.brand)
    light = {
        "brand": brand.brand,
        "brand-strong": strong,
        "brand-soft": mixed(brand.brand, _WHITE, 0.9),
        "brand-fill": brand.brand,
        "brand-fill-hover": mixed(brand.brand, _WHITE, 0.12),
        "header": strong,
        "accent": brand.accent,
        "mark": mixed(brand.accent, _WHITE, 0.25),
    }
    dark = {
        "brand": pale,
        "brand-strong": mixed(pale, _WHITE, 0.45),
        "brand-soft": mixed(brand.brand, _DARK_SURFACE, 0.75),
        "brand-fill": _readable_below_white(mixed(brand.brand, _WHITE, 0.12)),
        "brand-fill-hover": _readable_below_white(mixed(brand.brand, _WHITE, 0.2)),
        "header": mixed(strong, _DARK_SURFACE, 0.4),
        "accent": mixed(brand.accent, _WHITE, 0.2),
        "mark": mixed(brand.accent, _WHITE, 0.25),
    }
    pattern = f'  :root {{ --pattern: url("{brand.pattern}"); }}\n' if brand.pattern else ""
    return (
        "@layer tokens {\n"
        f"  :root {{ {_declarations(light)} }}\n"
        "  @media (prefers-color-scheme: dark) {\n"
        f'    :root:not([data-theme="light"]) {{ {_declarations(dark)} }}\n'
        "  }\n"
        f'  :root[data-theme="dark"] {{ {_declarations(dark)} }}\n'
        f"{pattern}}}\n"
    )


def _declarations(tokens: dict[str, str]) -> str:
    return " ".join(f"--{name}: {colour};" for name, colour in tokens.items())


def _shade(colour: str) -> str:
    return mixed(colour, "#000000", 0.3)


def _lifted(colour: str) -> str:
    """``colour`` made light enough to be text on the dark surface."""
    share = 0.3
    while contrast(mixed(colour, _WHITE, share), _DARK_SURFACE) < 7 and share < 1:  # noqa: PLR2004 - AAA: comfort
        share += 0.05
    return mixed(colour, _WHITE, min(share, 1))


def _readable_below_white(colour: str) -> str:
    """``colour`` made dark enough to carry white text."""
    while contrast(colour, _WHITE) < TEXT_CONTRAST:
        colour = mixed(colour, "#000000", 0.06)
    return colour


def _luminance(colour: str) -> float:
    linear = []
    for channel in _channels(colour):
        value = channel / 255
        linear.append(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)  # noqa: PLR2004
    red, green, blue = linear
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
