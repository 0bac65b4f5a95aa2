"""Place and moment of a photo, read from its EXIF before it is thrown away."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping
from typing import Any

from PIL import ExifTags, Image

from pendopo.kernel import clock
from pendopo.kernel.files.rules import PhotoPlace

_OFFSET = re.compile(r"([+-])(\d{2}):(\d{2})")
_MALFORMED = (OSError, ValueError, TypeError, KeyError, IndexError, ArithmeticError, SyntaxError)
"""What Pillow and arithmetic raise over directories that cameras or attackers wrote wrongly."""


def read_place(image: Image.Image) -> PhotoPlace | None:
    """What the camera noted, or None when it noted nothing that makes sense."""
    position = _position(image)
    taken_at = _taken_at(image)
    if position is None and taken_at is None:
        return None
    lon, lat = position or (None, None)
    return PhotoPlace(lon, lat, taken_at)


def _position(image: Image.Image) -> tuple[float, float] | None:
    try:
        gps = image.getexif().get_ifd(ExifTags.IFD.GPSInfo)
        lat = _degrees(gps, ExifTags.GPS.GPSLatitude, ExifTags.GPS.GPSLatitudeRef, "S")
        lon = _degrees(gps, ExifTags.GPS.GPSLongitude, ExifTags.GPS.GPSLongitudeRef, "W")
    except _MALFORMED:
        return None
    # Cameras without a fix write 0, 0.
    is_possible = abs(lon) <= 180 and abs(lat) <= 90 and (lon, lat) != (0, 0)  # noqa: PLR2004 - degrees
    return (round(lon, 6), round(lat, 6)) if is_possible else None


def _degrees(gps: Mapping[int, Any], tag: int, reference_tag: int, negative: str) -> float:
    degrees, minutes, seconds = (float(part) for part in gps[tag])
    value = degrees + minutes / 60 + seconds / 3600
    if not math.isfinite(value):
        raise ValueError("not a number of degrees")
    return -value if str(gps[reference_tag]).strip("\0 ").upper() == negative else value


def _taken_at(image: Image.Image) -> dt.datetime | None:
    """The moment in UTC; cameras that note no offset are taken to show the local time of the installation."""
    try:
        exif = image.getexif().get_ifd(ExifTags.IFD.Exif)
        written = str(exif[ExifTags.Base.DateTimeOriginal]).strip("\0 ")
        offset = _OFFSET.match(str(exif.get(ExifTags.Base.OffsetTimeOriginal, "")))
        zone = _zone(offset) if offset else clock.zone()
        moment = dt.datetime.strptime(written, "%Y:%m:%d %H:%M:%S").replace(tzinfo=zone).astimezone(dt.UTC)
    except _MALFORMED:
        return None
    # A clock that was never set, or one in the future, tells nothing.
    return moment if dt.timedelta(0) <= clock.now() - moment <= dt.timedelta(days=365 * 20) else None


def _zone(offset: re.Match[str]) -> dt.timezone:
    span = dt.timedelta(hours=int(offset[2]), minutes=int(offset[3]))
    return dt.timezone(-span if offset[1] == "-" else span)
