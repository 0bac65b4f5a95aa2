"""Decode a photo within limits and write it anew: only its pixels survive."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import dataclass

from PIL import Image, ImageOps

from pendopo.kernel.files.exif import read_place
from pendopo.kernel.files.rules import (
    LONGEST_SIDE,
    MAX_PIXELS,
    PhotoBroken,
    PhotoFormat,
    PhotoPlace,
    PhotoTooManyPixels,
    Size,
    format_of,
)

CONTENT_TYPE = "image/jpeg"
_QUALITY = {Size.LARGE: 82, Size.MEDIUM: 80, Size.SMALL: 75}
_SHRINKABLE = frozenset({"L", "RGB", "RGBA"})
"""Modes in which neighbouring pixels can be averaged."""
_BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    TypeError,
    KeyError,
    IndexError,
    EOFError,
    OverflowError,
    struct.error,
    zlib.error,
)
"""What Pillow raises over damaged files; it promises no single class."""


_LEAST_CONTRAST = 32
"""Levels of grey between the brightest and the darkest place, below which a hash says nothing."""


@dataclass(frozen=True, slots=True)
class CleanPhoto:
    """A photo in our own encoding."""

    width: int
    height: int
    pictures: dict[Size, bytes]
    place: PhotoPlace | None
    look: int | None
    """Difference hash: signed 64 bits, nearly equal for pictures that show the same; None for a plain one."""


def clean_photo(raw: bytes) -> CleanPhoto:
    """The pictures of a photo as JPEG without metadata, upright, and what the camera noted.

    Raises ``NotAPhoto``, ``PhotoFormatRefused``, ``PhotoTooManyPixels`` before anything is decoded, and
    ``PhotoBroken``.
    """
    kind = format_of(raw[:16])
    try:
        _verify(raw, kind)
        image = _opened(raw, kind)
        place = read_place(image)
        # JPEG can be decoded at half or a quarter of its size, which saves most of the work.
        image.draft("RGB", (LONGEST_SIDE[Size.LARGE], LONGEST_SIDE[Size.LARGE]))
        if image.mode not in _SHRINKABLE:
            image = image.convert("RGBA" if image.has_transparency_data else "RGB")
        # Shrunk first, so that turning and flattening copy a tenth of the pixels.
        _shrink(image, Size.LARGE)
        pictures = _pictures(_flat(ImageOps.exif_transpose(image)))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PhotoTooManyPixels(megapixels=MAX_PIXELS // 1_000_000) from None
    except _BROKEN:
        raise PhotoBroken from None
    with Image.open(io.BytesIO(pictures[Size.LARGE])) as large:
        width, height = large.size
    with Image.open(io.BytesIO(pictures[Size.SMALL])) as small:
        look = difference_hash(small)
    return CleanPhoto(width, height, pictures, place, look)


def difference_hash(image: Image.Image) -> int | None:
    """Whether each of 8 x 8 places is brighter than its right neighbour, as signed 64 bits.

    It survives a new size, a new encoding and small changes of light (N. Krawetz, "Kind of like that", 2013).
    None for a picture with too little in it to tell it from others: a dark night, a white wall.
    """
    grey = image.convert("L").resize((9, 8), Image.Resampling.BOX).tobytes()
    if max(grey) - min(grey) < _LEAST_CONTRAST:
        return None
    bits = "".join("1" if grey[9 * y + x] > grey[9 * y + x + 1] else "0" for y in range(8) for x in range(8))
    value = int(bits, 2)
    return value - (1 << 64) if value >> 63 else value


def _verify(raw: bytes, kind: PhotoFormat) -> None:
    """Check the container without decoding pixels; the image cannot be used afterwards."""
    with _opened(raw, kind) as image:
        image.verify()


def _opened(raw: bytes, kind: PhotoFormat) -> Image.Image:
    image = Image.open(io.BytesIO(raw), formats=[kind])
    if image.width * image.height > MAX_PIXELS:
        raise PhotoTooManyPixels(megapixels=MAX_PIXELS // 1_000_000)
    return image


def _flat(image: Image.Image) -> Image.Image:
    """Pixels on white, without any of the notes that Pillow carries along and would write again."""
    flat = Image.new("RGB", image.size, "white")
    if image.has_transparency_data:
        seen = image.convert("RGBA")
        flat.paste(seen, mask=seen.getchannel("A"))
    else:
        flat.paste(image.convert("RGB"))
    return flat


def _pictures(image: Image.Image) -> dict[Size, bytes]:
    pictures = {}
    for size in LONGEST_SIDE:
        _shrink(image, size)
        out = io.BytesIO()
        image.save(out, "JPEG", quality=_QUALITY[size], progressive=size is not Size.SMALL)
        pictures[size] = out.getvalue()
    return pictures


def _shrink(image: Image.Image, size: Size) -> None:
    """Make the longer side at most that of ``size``, in place; small images stay."""
    side = LONGEST_SIDE[size]
    image.thumbnail((side, side), Image.Resampling.BICUBIC, reducing_gap=2.0)
